package dev.lanyard.entra.provision.applications;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds app role assignments, past the cache. */
final class Assignments {

    private static final PageReader READER = new PageReader(
            "app role assignments",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "principalId", "resourceId", "appRoleId")
                    .build(),
            Set.of());

    private final GraphDoor door;

    Assignments(GraphDoor door) {
        this.door = door;
    }

    /**
     * An assignment as Graph lists it.
     *
     * @param id its id
     * @param principalId who has it
     * @param resourceId on which application
     * @param roleId in which role
     */
    private record Assignment(String id, String principalId, String resourceId, String roleId) {
        boolean is(AppRoleLink link) {
            return principalId.equals(link.principal().id())
                    && resourceId.equals(link.applicationId())
                    && roleId.equals(link.roleId());
        }
    }

    /** The ids of the assignments, or empty where there is none; whoever does not exist has none. */
    List<Optional<String>> find(List<AppRoleLink> links) {
        List<BatchReply> replies =
                door.batch(links.stream().map(link -> link.list(door)).toList());
        List<Optional<String>> found = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            BatchReply reply = replies.get(i);
            found.add(reply.status() == 404 ? Optional.empty() : find(links.get(i), reply.bodyOrThrow()));
        }
        return found;
    }

    /** How to see that reads show what was changed. */
    Sight sight(AppRoleLink link) {
        return new Sight(() -> link.list(door), reply -> isAsWanted(link, reply));
    }

    private boolean isAsWanted(AppRoleLink link, BatchReply reply) {
        // A list that must not be read, and one of an object that is gone, will never show anything.
        return reply.status() == 403
                || reply.status() == 404
                || find(link, reply.bodyOrThrow()).isPresent() == link.giving();
    }

    private Optional<String> find(AppRoleLink link, byte[] first) {
        return Facts.all(
                        door,
                        READER,
                        first,
                        row -> new Assignment(
                                row.text("id"), row.text("principalId"), row.text("resourceId"), row.text("appRoleId")))
                .stream()
                .filter(each -> each.is(link))
                .map(Assignment::id)
                .findFirst();
    }
}
