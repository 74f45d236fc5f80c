package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An account on its way to being as asked: read, compared, written where it differs, and seen again. For one thread.
 */
final class UpdatedAccount {

    /** What Graph lets be changed of accounts that Active Directory Server is the master of. */
    private static final Set<String> ALWAYS_HERE = Set.of("usageLocation", "otherMails");

    private final PendingChange pending;
    private final ResourceId account;
    private final AskedAccount asked;
    private final NavigableSet<String> names;
    private final NavigableSet<String> different = new TreeSet<>();
    private Attributes before = Attributes.NONE;
    private Optional<String> manager = Optional.empty();

    UpdatedAccount(PendingChange pending, ResourceId account, AskedAccount asked) {
        this.pending = pending;
        this.account = account;
        this.asked = asked;
        this.names = asked.names();
        asked.manager().ifPresent(any -> names.add(AskedAccount.MANAGER));
    }

    PendingChange pending() {
        return pending;
    }

    String id() {
        return account.id();
    }

    /** The names of all that is asked. */
    NavigableSet<String> names() {
        return names;
    }

    /** The names of what was not as asked, once that is known. */
    NavigableSet<String> different() {
        return different;
    }

    /** How the manager is named, if there is to be one. */
    Optional<String> managerName() {
        return asked.manager().filter(name -> !name.isEmpty());
    }

    void refuseUnsound() {
        if (!asked.problems().isEmpty()) {
            pending.refused(
                    "invalid",
                    "the account " + id() + " cannot be changed so: " + String.join("; ", asked.problems()),
                    "correct these attributes");
        }
    }

    /** Takes what a read shows. */
    void found(Optional<Attributes> user) {
        if (user.isPresent()) {
            before = user.get();
            pending.concerns(account);
        } else {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    "the account " + id() + " does not exist, or was deleted",
                    "check the id, or restore it first");
        }
    }

    /** Takes the manager's object id. */
    void foundManager(Optional<String> managerId) {
        manager = managerId;
        if (managerId.isEmpty()) {
            pending.refused(
                    "manager",
                    "no account is found as the manager '" + managerName().orElse("") + "'",
                    "name the manager by object id, principal name or an employee id that only one account has");
        }
    }

    /** Settles what is as asked, and what is not changed here. */
    void compare() {
        different.addAll(asked.differences(before));
        if (!isManagedAsAsked(before)) {
            different.add(AskedAccount.MANAGER);
        }
        NavigableSet<String> elsewhere = new TreeSet<>(different);
        elsewhere.removeAll(ALWAYS_HERE);
        boolean synced = before.get(UserReading.SYNCED).equals(Optional.of(new AttributeValue.Flag(true)));
        if (different.isEmpty()) {
            pending.alreadySo();
        } else if (synced && !elsewhere.isEmpty()) {
            pending.refused(
                    "synced",
                    "the account " + id() + " is synchronised from on-premises Active Directory, where "
                            + String.join(", ", elsewhere) + " must be changed",
                    "change it in Active Directory Server; usageLocation and otherMails alone are changed here");
        }
    }

    private boolean isManagedAsAsked(Attributes user) {
        return asked.manager().isEmpty() || user.text(AskedAccount.MANAGER).equals(manager);
    }

    /** The call that changes properties, if any differ. */
    Optional<GraphWrite> properties() {
        NavigableSet<String> own = new TreeSet<>(different);
        own.remove(AskedAccount.MANAGER);
        JsonBody body = asked.body(own, before);
        return body.isEmpty()
                ? Optional.empty()
                : Optional.of(GraphWrite.of(HttpMethod.PATCH, GraphPath.of("/users/{}", id()), body));
    }

    void wroteProperties(WriteReply reply) {
        reply.requestId().ifPresent(pending::decidedBy);
        if (!reply.succeeded()) {
            AccountRefusals.settle(
                    pending, reply, "the account " + id() + " (" + String.join(", ", names) + ")", needed());
        }
    }

    /** The call that sets the manager or takes it away, if it differs. */
    Optional<GraphWrite> managerWrite(ManagerLink managers) {
        if (!different.contains(AskedAccount.MANAGER)) {
            return Optional.empty();
        }
        return manager.map(wanted -> managers.setting(id(), wanted)).or(() -> Optional.of(ManagerLink.removal(id())));
    }

    void wroteManager(WriteReply reply) {
        // Nobody to remove any more.
        if (manager.isPresent() || reply.status() != 404) {
            wroteProperties(reply);
        }
    }

    private List<String> needed() {
        return names.equals(Set.of("accountEnabled")) ? WritePermissions.ENABLING_USERS : WritePermissions.USERS;
    }

    /** Settles the change of an account that is as asked now. */
    void done(UserReading users) {
        pending.visibleThrough(new Sight(
                () -> users.request(id(), names),
                reply -> users.answer(reply, names)
                        .map(user -> asked.differences(user).isEmpty() && isManagedAsAsked(user))
                        .orElse(true)));
        pending.changed();
    }
}
