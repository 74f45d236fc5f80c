package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import java.util.Set;

/** Deletes accounts, for a while or for good, and brings them back. */
final class AccountRemoval {

    private final ChangeSession session;
    private final UserReading users;

    AccountRemoval(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
    }

    void delete(PendingChange pending, ResourceId account) {
        pending.concerns(account);
        if (!users.exists(account.id())) {
            pending.alreadySo();
            return;
        }
        WriteReply reply = session.writer().write(GraphWrite.delete(GraphPath.of("/users/{}", account.id())));
        if (reply.status() == 404 && isGone(account.id())) {
            settle(pending, reply.inDoubt());
        } else if (reply.succeeded()) {
            reply.requestId().ifPresent(pending::decidedBy);
            settle(pending, true);
        } else {
            AccountRefusals.settle(pending, reply, "the account " + account.id(), WritePermissions.DELETING_USERS);
        }
        if (pending.settled()) {
            pending.visibleThrough(
                    new Sight(() -> users.request(account.id(), Set.of()), read -> read.status() == 404));
        }
    }

    void purge(PendingChange pending, ResourceId account) {
        pending.concerns(account);
        boolean live = users.exists(account.id());
        if (!live && !users.isRestorable(account.id())) {
            pending.alreadySo();
            return;
        }
        if (live) {
            WriteReply deleted = session.writer().write(GraphWrite.delete(GraphPath.of("/users/{}", account.id())));
            if (!deleted.succeeded() && deleted.status() != 404) {
                AccountRefusals.settle(
                        pending, deleted, "the account " + account.id(), WritePermissions.DELETING_USERS);
                return;
            }
        }
        GraphWrite forGood = GraphWrite.delete(GraphPath.of("/directory/deletedItems/{}", account.id()));
        WriteReply reply = session.writer().write(forGood);
        if (reply.status() == 404
                && !reply.inDoubt()
                && session.settling()
                        .until(
                                () -> users.isRestorable(account.id()),
                                "Microsoft Graph has yet to list the deleted account")) {
            reply = session.writer().write(forGood);
        }
        if (reply.succeeded() || (reply.status() == 404 && isGone(account.id()))) {
            reply.requestId().ifPresent(pending::decidedBy);
            pending.changed();
        } else {
            AccountRefusals.settle(
                    pending, reply, "the deleted account " + account.id(), WritePermissions.DELETING_USERS);
        }
    }

    void restore(PendingChange pending, ResourceId account) {
        pending.concerns(account);
        if (users.exists(account.id())) {
            pending.alreadySo();
            return;
        }
        boolean listed = session.settling()
                .until(() -> users.isRestorable(account.id()), "Microsoft Graph has yet to list the deleted account");
        if (!listed) {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    "the account " + account.id() + " is not among those that can be restored",
                    "Entra ID keeps a deleted account for 30 days; make a new one");
            return;
        }
        WriteReply reply = session.writer()
                .write(GraphWrite.of(
                        HttpMethod.POST,
                        GraphPath.of("/directory/deletedItems/{}/restore", account.id()),
                        new JsonBody()));
        boolean restoredBefore = reply.status() == 404 && reply.inDoubt() && users.exists(account.id());
        if (reply.succeeded() || restoredBefore) {
            reply.requestId().ifPresent(pending::decidedBy);
            pending.visibleThrough(
                    new Sight(() -> users.request(account.id(), Set.of()), read -> read.status() != 404));
            pending.changed();
        } else {
            AccountRefusals.settle(
                    pending, reply, "the deleted account " + account.id(), WritePermissions.DELETING_USERS);
        }
    }

    /** A 404 alone does not tell what is gone, nor does one read that lags behind. */
    private boolean isGone(String id) {
        return session.settling().until(() -> !users.exists(id), "Microsoft Graph's reads still show the account");
    }

    private static void settle(PendingChange pending, boolean byUs) {
        if (byUs) {
            pending.changed();
        } else {
            pending.alreadySo();
        }
    }
}
