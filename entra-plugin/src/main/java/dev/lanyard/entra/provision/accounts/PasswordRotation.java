package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gives accounts new passwords. Setting the same one twice is harmless, so that a lost answer is repeated. */
final class PasswordRotation {

    private static final String POLICIES = "passwordPolicies";
    private static final Set<String> NAMES = Set.of(POLICIES, "givenName", "surname", "mailNickname");

    private final ChangeSession session;

    PasswordRotation(ChangeSession session) {
        this.session = session;
    }

    void rotate(PendingChange pending, Change.RotateCredential change) {
        String id = change.resource().id();
        pending.concerns(change.resource());
        Optional<Attributes> account = new UserReading(session.door()).find(id, NAMES);
        if (account.isEmpty()) {
            pending.failed(ErrorKind.NOT_FOUND, "the account " + id + " does not exist", "check the id");
            return;
        }
        if (account.get().get(UserReading.SYNCED).equals(Optional.of(new AttributeValue.Flag(true)))) {
            pending.refused(
                    "synced",
                    "the password of the account " + id + " is kept in on-premises Active Directory",
                    "change it in Active Directory Server");
            return;
        }
        String label = account.get().text(UserReading.PRINCIPAL_NAME).orElse(id);
        Optional<String> problem = problem(change.password(), account.get());
        if (problem.isPresent()) {
            pending.refused(
                    "password-policy",
                    "the password of the account " + id + " cannot be set: " + problem.get(),
                    "choose a random password, or one that keeps these rules");
            return;
        }
        KeptPassword.keep(session.vault(), pending.operation(), label, names(account.get()), change.password())
                .ifPresentOrElse(
                        kept -> set(pending, id, kept),
                        () -> pending.refused(
                                "no-password",
                                "a password cannot be rotated to none",
                                "choose a random or a given one"));
    }

    private static Optional<String> problem(PasswordChoice choice, Attributes account) {
        return choice instanceof PasswordChoice.Supplied supplied
                ? PasswordPolicy.problem(
                        supplied.password(),
                        account.text(UserReading.PRINCIPAL_NAME).orElse(""),
                        account.text(POLICIES).orElse(""))
                : Optional.empty();
    }

    private static List<String> names(Attributes account) {
        return Stream.of(UserReading.PRINCIPAL_NAME, "displayName", "givenName", "surname", "mailNickname")
                .flatMap(name -> account.text(name).stream())
                .toList();
    }

    private void set(PendingChange pending, String id, KeptPassword password) {
        WriteReply reply = session.writer()
                .write(GraphWrite.of(
                        HttpMethod.PATCH,
                        GraphPath.of("/users/{}", id),
                        new JsonBody().put("passwordProfile", password.profile())));
        reply.requestId().ifPresent(pending::decidedBy);
        if (reply.succeeded()) {
            password.belongsTo(id);
            pending.changed();
            return;
        }
        if (reply.refused() && !reply.inDoubt()) {
            password.drop();
        }
        AccountRefusals.settle(pending, reply, "the password of the account " + id, WritePermissions.PASSWORDS);
    }
}
