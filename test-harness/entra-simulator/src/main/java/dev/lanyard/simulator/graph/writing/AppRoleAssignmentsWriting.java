package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Assigns app roles and takes them away, from the side of the application or of whoever has them. */
final class AppRoleAssignmentsWriting {

    private static final String DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";
    private static final Set<String> MEMBERS = Set.of("principalId", "resourceId", "appRoleId");

    private final ObjectType type;
    private final Link link;

    /**
     * One side of assignments.
     *
     * @param type the type of the object in the path
     * @param link {@link Link#ASSIGNED_TO} for applications that are assigned, {@link Link#ASSIGNMENTS} for who has
     *     them
     */
    AppRoleAssignmentsWriting(ObjectType type, Link link) {
        this.type = type;
        this.link = link;
    }

    Answer create(WriteCall call) {
        JsonNode body = call.body();
        if (type == ObjectType.SERVICE_PRINCIPAL) {
            call.require(WritePermissions.SEE_APPLICATIONS);
        }
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (!MEMBERS.contains(member.getKey()) && !member.getKey().contains("@odata.")) {
                throw GraphException.badRequest("Property '" + member.getKey() + "' is read-only and cannot be set.");
            }
        }
        DirectoryObject named = call.object(type, call.id());
        DirectoryObject principal = end(call, body, "principalId");
        DirectoryObject resource = end(call, body, "resourceId");
        if (!named.id().equals((link == Link.ASSIGNED_TO ? resource : principal).id())
                || resource.type() != ObjectType.SERVICE_PRINCIPAL) {
            throw Refusals.unassignable();
        }
        String role = body.path("appRoleId").asText();
        requireRole(principal, resource, role);
        Directory directory = call.truth();
        if (assignments(directory, Link.ASSIGNMENTS, principal)
                .anyMatch(
                        each -> resource.id().equals(each.text("resourceId")) && role.equals(each.text("appRoleId")))) {
            throw GraphException.badRequest("Permission being assigned already exists on the object");
        }
        String id = call.tenant().assignAppRole(principal.id(), resource.id(), role);
        return call.object(201, "appRoleAssignments", id);
    }

    Answer delete(WriteCall call) {
        DirectoryObject named = call.object(type, call.id());
        DirectoryObject assignment = assignments(call.truth(), link, named)
                .filter(each -> each.id().equals(call.secondId()))
                .findFirst()
                .orElseThrow(() -> GraphException.notFound(call.secondId()));
        call.tenant().removeAppRoleAssignment(assignment.id());
        return WriteCall.done();
    }

    private static DirectoryObject end(WriteCall call, JsonNode body, String name) {
        JsonNode id = body.path(name);
        DirectoryObject object = id.isTextual() ? call.request().directory().object(id.asText()) : null;
        DirectoryObject now = object == null ? null : call.truth().object(object.id());
        if (now == null) {
            throw Refusals.unassignable();
        }
        return now;
    }

    /** The role must be one that the application offers to such a principal; the default one if it offers none. */
    private static void requireRole(DirectoryObject principal, DirectoryObject resource, String role) {
        String member = switch (principal.type()) {
            case USER -> "User";
            case GROUP -> "User";
            case SERVICE_PRINCIPAL -> "Application";
            default -> throw Refusals.unassignable();
        };
        if (principal.type() == ObjectType.GROUP && !GroupRules.isTrue(principal, "securityEnabled")) {
            throw GraphException.badRequest("Only security-enabled groups can be assigned to applications.");
        }
        boolean offersAny = false;
        for (JsonNode offered : resource.value(resource.type().properties().get("appRoles"))) {
            boolean fits = offered.path("isEnabled").asBoolean()
                    && offered.path("allowedMemberTypes").toString().contains('"' + member + '"');
            offersAny |= fits;
            if (fits && offered.path("id").asText().equals(role)) {
                return;
            }
        }
        if (offersAny || !role.equals(DEFAULT_ACCESS)) {
            throw GraphException.badRequest(
                    "Permission being assigned was not found on application '" + resource.text("appId") + "'.");
        }
    }

    private static Stream<DirectoryObject> assignments(Directory directory, Link link, DirectoryObject of) {
        return Arrays.stream(directory.linked(link, directory.slot(of.id())))
                .mapToObj(directory::object)
                .filter(Objects::nonNull);
    }
}
