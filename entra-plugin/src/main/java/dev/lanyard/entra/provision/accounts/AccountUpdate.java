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
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes the attributes of an account that are named, of these only those that differ, and no other. Safe for use by
 * many threads.
 */
public final class AccountUpdate {

    /** What Graph lets be changed of accounts that Active Directory Server is the master of. */
    private static final Set<String> ALWAYS_HERE = Set.of("usageLocation", "otherMails");

    private final ChangeSession session;
    private final UserReading users;

    /**
     * Changes accounts within a call.
     *
     * @param session how to read and write
     */
    public AccountUpdate(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
    }

    /**
     * Changes one account, and settles the change.
     *
     * @param pending the change
     * @param account which account
     * @param set attributes under Graph's names; {@code manager} by object id, principal name or employee id
     * @param clear the names of attributes to take away
     * @return the names of those that were not as asked; empty if the change did not come to them
     */
    public NavigableSet<String> update(PendingChange pending, ResourceId account, Attributes set, Set<String> clear) {
        AskedAccount asked = AskedAccount.of(set, clear);
        if (!asked.problems().isEmpty()) {
            pending.refused(
                    "invalid",
                    "the account " + account.id() + " cannot be changed so: " + String.join("; ", asked.problems()),
                    "correct these attributes");
            return new TreeSet<>();
        }
        NavigableSet<String> names = asked.names();
        asked.manager().ifPresent(manager -> names.add(AskedAccount.MANAGER));
        Optional<Attributes> found = users.find(account.id(), names);
        if (found.isEmpty()) {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    "the account " + account.id() + " does not exist, or was deleted",
                    "check the id, or restore it first");
            return new TreeSet<>();
        }
        pending.concerns(account);
        return new Attempt(pending, account.id(), asked, names, found.get()).run();
    }

    /** One account that is there. */
    private final class Attempt {
        private final PendingChange pending;
        private final String id;
        private final AskedAccount asked;
        private final Set<String> names;
        private final Attributes before;
        private final ManagerLink managers;

        Attempt(PendingChange pending, String id, AskedAccount asked, Set<String> names, Attributes before) {
            this.pending = pending;
            this.id = id;
            this.asked = asked;
            this.names = names;
            this.before = before;
            this.managers = new ManagerLink(session);
        }

        NavigableSet<String> run() {
            NavigableSet<String> different = asked.differences(before);
            Optional<String> manager =
                    asked.manager().filter(name -> !name.isEmpty()).flatMap(this::found);
            if (pending.settled()) {
                return different;
            }
            JsonBody body = asked.body(different, before);
            boolean other = !isManagedBy(manager, before);
            if (other) {
                different.add(AskedAccount.MANAGER);
            }
            if (different.isEmpty()) {
                pending.alreadySo();
            } else if (isMasteredElsewhere(different)) {
                pending.refused(
                        "synced",
                        "the account " + id + " is synchronised from on-premises Active Directory and is changed there",
                        "change it in Active Directory Server; usageLocation and otherMails alone are changed here");
            } else if ((body.isEmpty() || wrote(body)) && (!other || wroteManager(manager))) {
                pending.visibleThrough(new Sight(
                        () -> users.request(id, names),
                        reply -> users.answer(reply, names)
                                .map(user -> asked.differences(user).isEmpty() && isManagedBy(manager, user))
                                .orElse(true)));
                pending.changed();
            }
            return different;
        }

        private Optional<String> found(String name) {
            Optional<String> wanted = managers.find(name);
            if (wanted.isEmpty()) {
                pending.refused(
                        "manager",
                        "no account is found as the manager '" + name + "'",
                        "name the manager by object id, principal name or an employee id that only one account has");
            }
            return wanted;
        }

        private boolean isManagedBy(Optional<String> manager, Attributes user) {
            return asked.manager().isEmpty() || user.text(AskedAccount.MANAGER).equals(manager);
        }

        private boolean isMasteredElsewhere(Set<String> different) {
            boolean synced = before.get(UserReading.SYNCED).equals(Optional.of(new AttributeValue.Flag(true)));
            return synced && !ALWAYS_HERE.containsAll(different);
        }

        private boolean wrote(JsonBody difference) {
            return settledUnless(
                    session.writer().write(GraphWrite.of(HttpMethod.PATCH, GraphPath.of("/users/{}", id), difference)));
        }

        private boolean wroteManager(Optional<String> manager) {
            WriteReply reply = session.writer()
                    .write(manager.map(wanted -> managers.setting(id, wanted))
                            .orElseGet(() -> ManagerLink.removal(id)));
            // Nobody to remove any more.
            return (manager.isEmpty() && reply.status() == 404) || settledUnless(reply);
        }

        private boolean settledUnless(WriteReply reply) {
            reply.requestId().ifPresent(pending::decidedBy);
            if (!reply.succeeded()) {
                AccountRefusals.settle(
                        pending, reply, "the account " + id + " (" + String.join(", ", names) + ")", needed());
            }
            return reply.succeeded();
        }

        private List<String> needed() {
            return names.equals(Set.of("accountEnabled")) ? WritePermissions.ENABLING_USERS : WritePermissions.USERS;
        }
    }
}
