package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.spi.model.Attributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How to find, set and take away the manager of a user, who is named by object id, principal name or employee id. */
final class ManagerLink {

    private static final Pattern OBJECT_ID = Pattern.compile(EntraSchema.GUID);

    private final ChangeSession session;
    private final UserReading users;

    ManagerLink(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
    }

    /** Finds the manager's object id. */
    Optional<String> find(String name) {
        return found(name, session.door().batch(List.of(search(name))).get(0));
    }

    /** Asks for the manager. */
    RequestInformation search(String name) {
        return isOwnName(name) ? users.request(name, Set.of()) : users.search("employeeId", name, Set.of());
    }

    /** The manager's object id in the answer to {@link #search}; empty if there is none, or more than one. */
    Optional<String> found(String name, BatchReply reply) {
        if (isOwnName(name)) {
            return users.answer(reply, Set.of()).flatMap(user -> user.text(UserReading.ID));
        }
        List<Attributes> found = UserReading.readAll(reply.bodyOrThrow(), Set.of());
        return found.size() == 1 ? found.get(0).text(UserReading.ID) : Optional.empty();
    }

    private static boolean isOwnName(String name) {
        return OBJECT_ID.matcher(name).matches() || name.contains("@");
    }

    /** The call that makes somebody the manager. */
    GraphWrite setting(String userId, String managerId) {
        return GraphWrite.of(
                HttpMethod.PUT,
                GraphPath.of("/users/{}/manager/$ref", userId),
                new JsonBody()
                        .put("@odata.id", session.door().requests().address(GraphPath.of("/users/{}", managerId))));
    }

    /** The call that takes the manager away. */
    static GraphWrite removal(String userId) {
        return GraphWrite.delete(GraphPath.of("/users/{}/manager/$ref", userId));
    }
}
