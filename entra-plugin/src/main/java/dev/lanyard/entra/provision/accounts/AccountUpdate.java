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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes the attributes of an account that are named, of these only those that differ, and no other. */
final class AccountUpdate {

    /** What Graph lets be changed of accounts that Active Directory Server is the master of. */
    private static final Set<String> ALWAYS_HERE = Set.of("usageLocation", "otherMails");

    private final ChangeSession session;
    private final UserReading users;

    AccountUpdate(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
    }

    void update(PendingChange pending, ResourceId account, Attributes set, Set<String> clear) {
        AskedAccount asked = AskedAccount.of(set, clear);
        Set<String> names = asked.names();
        if (!asked.problems().isEmpty()) {
            pending.refused(
                    "invalid",
                    "the account " + account.id() + " cannot be changed so: " + String.join("; ", asked.problems()),
                    "correct these attributes");
            return;
        }
        Optional<Attributes> found = users.find(account.id(), names);
        if (found.isEmpty()) {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    "the account " + account.id() + " does not exist, or was deleted",
                    "check the id, or restore it first");
            return;
        }
        pending.concerns(account);
        new Attempt(pending, account.id(), asked, names, found.get()).run();
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
            this.managers = new ManagerLink(session, pending);
        }

        void run() {
            JsonBody difference = asked.differenceFrom(before);
            Optional<Optional<String>> manager = otherManager();
            if (pending.settled()) {
                return;
            }
            if (difference.isEmpty() && manager.isEmpty()) {
                pending.alreadySo();
            } else if (isMasteredElsewhere(manager.isPresent())) {
                pending.refused(
                        "synced",
                        "the account " + id + " is synchronised from on-premises Active Directory and is changed there",
                        "change it in Active Directory Server; usageLocation and otherMails alone are changed here");
            } else if ((difference.isEmpty() || wrote(difference))
                    && manager.map(this::wroteManager).orElse(true)) {
                pending.visibleThrough(new Sight(
                        () -> users.request(id, names),
                        reply -> users.answer(reply, names)
                                .map(user -> asked.differenceFrom(user).isEmpty())
                                .orElse(true)));
                pending.changed();
            }
        }

        private boolean isMasteredElsewhere(boolean manager) {
            boolean synced = before.get(UserReading.SYNCED).equals(Optional.of(new AttributeValue.Flag(true)));
            return synced && (manager || !ALWAYS_HERE.containsAll(names));
        }

        /** The manager that is asked for, if it is another: inside empty for none. */
        private Optional<Optional<String>> otherManager() {
            if (asked.manager().isEmpty()) {
                return Optional.empty();
            }
            String name = asked.manager().get();
            Optional<String> wanted = name.isEmpty() ? Optional.empty() : managers.find(name);
            if (!name.isEmpty() && wanted.isEmpty()) {
                pending.refused(
                        "manager",
                        "no account is found as the manager '" + name + "'",
                        "name the manager by object id, principal name or an employee id that only one account has");
            }
            return managers.current(id).equals(wanted) ? Optional.empty() : Optional.of(wanted);
        }

        private boolean wrote(JsonBody difference) {
            return settledUnless(
                    session.writer().write(GraphWrite.of(HttpMethod.PATCH, GraphPath.of("/users/{}", id), difference)));
        }

        private boolean wroteManager(Optional<String> manager) {
            WriteReply reply = manager.map(wanted -> managers.set(id, wanted)).orElseGet(() -> managers.remove(id));
            // Nobody to remove any more.
            return (manager.isEmpty() && reply.status() == 404) || settledUnless(reply);
        }

        private boolean settledUnless(WriteReply reply) {
            reply.requestId().ifPresent(pending::decidedBy);
            if (!reply.succeeded()) {
                AccountRefusals.settle(pending, reply, "the account " + id + " (" + named() + ")", needed());
            }
            return reply.succeeded();
        }

        private List<String> needed() {
            return names.equals(Set.of("accountEnabled")) ? WritePermissions.ENABLING_USERS : WritePermissions.USERS;
        }

        private String named() {
            return List.copyOf(names).stream().collect(Collectors.joining(", "));
        }
    }
}
