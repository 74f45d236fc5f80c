package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Sets and takes away the manager of a user, who is named by object id, principal name or employee id. */
final class ManagerLink {

    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final ChangeSession session;
    private final PendingChange pending;
    private final UserReading users;

    ManagerLink(ChangeSession session, PendingChange pending) {
        this.session = session;
        this.pending = pending;
        this.users = new UserReading(session.door());
    }

    /** Finds the manager's object id. */
    Optional<String> find(String name) {
        if (OBJECT_ID.matcher(name).matches() || name.contains("@")) {
            return users.find(name, Set.of()).flatMap(user -> user.text(UserReading.ID));
        }
        return users.ofEmployee(name);
    }

    /** The account is made in any case; if the manager cannot be set, the result says so. */
    void setOrNote(String userId, String name) {
        try {
            Optional<String> manager = find(name);
            if (manager.isEmpty()) {
                note("no account is found as the manager '" + name + "'");
                return;
            }
            WriteReply reply = set(userId, manager.get());
            if (reply.status() == 404
                    && session.settling()
                            .until(() -> users.exists(userId), "Microsoft Graph has yet to find the new account")) {
                reply = set(userId, manager.get());
            }
            if (!reply.succeeded()) {
                note("the manager '" + name + "' could not be set: "
                        + reply.failureOrThrow().getMessage());
            }
        } catch (ConnectorException failure) {
            if (failure.kind() == ErrorKind.CANCELLED) {
                throw failure;
            }
            note("the manager '" + name + "' could not be set: " + failure.getMessage());
        }
    }

    private void note(String message) {
        pending.note(AskedAccount.MANAGER, message, "set the manager once that is mended");
    }

    WriteReply set(String userId, String managerId) {
        return session.writer()
                .write(GraphWrite.of(
                        HttpMethod.PUT,
                        GraphPath.of("/users/{}/manager/$ref", userId),
                        new JsonBody()
                                .put(
                                        "@odata.id",
                                        session.door().requests().address(GraphPath.of("/users/{}", managerId)))));
    }

    WriteReply remove(String userId) {
        return session.writer().write(GraphWrite.delete(GraphPath.of("/users/{}/manager/$ref", userId)));
    }
}
