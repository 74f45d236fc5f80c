package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives accounts new passwords. Setting the same one twice is harmless, so that a lost answer is repeated. */
final class PasswordRotation {

    private final ChangeSession session;

    PasswordRotation(ChangeSession session) {
        this.session = session;
    }

    void rotate(PendingChange pending, Change.RotateCredential change) {
        String id = change.resource().id();
        pending.concerns(change.resource());
        Optional<Attributes> account = new UserReading(session.door()).find(id, Set.of());
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
        Optional<KeptPassword> kept = KeptPassword.keep(session.vault(), pending.operation(), label, change.password());
        if (kept.isEmpty()) {
            pending.refused("no-password", "a password cannot be rotated to none", "choose a random or a given one");
            return;
        }
        set(pending, id, kept.get());
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
        AccountRefusals.settle(pending, reply, "the password of the account " + id, Map.of());
    }
}
