package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.RoleScope;
import dev.lanyard.simulator.tenant.Term;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives directory roles for good and at once, and takes them away. */
final class RoleAssignmentsWriting {

    /** What everyone is without being told: User, Guest User, Restricted Guest User. */
    private static final Set<String> IMPLICIT = Set.of(
            "a0b1b346-4d3e-4e8b-98f8-753987be4970",
            "10dae51f-b6af-4016-8d66-8c2a99b929b3",
            "2af84b1e-32c8-42b7-82bc-daa82404023b");

    private static final Pattern UNIT = Pattern.compile("/administrativeUnits/[0-9a-fA-F-]{36}");

    private RoleAssignmentsWriting() {}

    static Answer create(WriteCall call) {
        JsonNode body = call.body();
        DirectoryObject role = role(call, body);
        DirectoryObject principal = principal(call, body);
        RoleScope scope = scope(call, body);
        if (find(call.truth(), ObjectType.ROLE_ASSIGNMENT, role, principal, scope)
                .isPresent()) {
            throw Refusals.conflicting();
        }
        String[] made = new String[1];
        Term term = new Term(call.tenant().now(), null);
        call.tenant()
                .change(edit -> made[0] = edit.access()
                        .assignRole(role.id(), principal.id(), scope, term)
                        .get(0)
                        .id());
        return call.object(201, "roleManagement/directory/roleAssignments", made[0]);
    }

    static Answer delete(WriteCall call) {
        DirectoryObject seen = call.request().directory().object(call.id());
        DirectoryObject assignment = seen == null ? null : call.truth().object(seen.id());
        if (assignment == null || assignment.type() != ObjectType.ROLE_ASSIGNMENT) {
            throw GraphException.notFound(call.id());
        }
        requireAnotherAdministrator(call, assignment);
        all(call.truth(), ObjectType.ROLE_ASSIGNMENT_INSTANCE)
                .filter(instance -> assignment.id().equals(instance.text("roleAssignmentOriginId")))
                .findFirst()
                .ifPresent(instance -> call.tenant().end(instance.id()));
        return WriteCall.done();
    }

    /** Refuses to leave the tenant without a Global Administrator; Microsoft does not document its words for it. */
    static void requireAnotherAdministrator(WriteCall call, DirectoryObject going) {
        String administrator = DirectoryRole.GLOBAL_ADMINISTRATOR.templateId();
        boolean last = isAdministrator(going, administrator)
                && all(call.truth(), going.type())
                                .filter(each -> isAdministrator(each, administrator))
                                .count()
                        == 1;
        if (last) {
            throw GraphException.badRequest("The last Global Administrator cannot be removed from the role.");
        }
    }

    private static boolean isAdministrator(DirectoryObject held, String role) {
        return role.equals(held.text("roleDefinitionId")) && "/".equals(held.text("directoryScopeId"));
    }

    static DirectoryObject role(WriteCall call, JsonNode body) {
        String id = body.path("roleDefinitionId").asText();
        if (IMPLICIT.contains(id)) {
            throw GraphException.badRequest("Instantiating an implicit user role is not supported.");
        }
        DirectoryObject role = call.truth().object(id);
        if (role == null || role.type() != ObjectType.ROLE_DEFINITION) {
            throw GraphException.notFound(id);
        }
        if (!GroupRules.isTrue(role, "isEnabled")) {
            throw GraphException.badRequest("The role definition '" + id + "' is not enabled.");
        }
        return role;
    }

    static DirectoryObject principal(WriteCall call, JsonNode body) {
        DirectoryObject principal =
                call.directoryObject(body.path("principalId").asText());
        boolean fits = switch (principal.type()) {
            case USER, SERVICE_PRINCIPAL -> true;
            case GROUP -> GroupRules.isRoleAssignable(principal);
            default -> false;
        };
        if (!fits) {
            throw GraphException.badRequest("The principal '" + principal.id() + "' cannot be assigned to roles.");
        }
        return principal;
    }

    /** One scope, of one of the two kinds, that exists. */
    static RoleScope scope(WriteCall call, JsonNode body) {
        String directory = body.path("directoryScopeId").asText("");
        String application = body.path("appScopeId").asText("");
        if (directory.isEmpty() == application.isEmpty()) {
            throw GraphException.badRequest("Exactly one of directoryScopeId and appScopeId must be given.");
        }
        if (!application.isEmpty()) {
            return RoleScope.application(application);
        }
        DirectoryObject object = directory.length() < 2 ? null : call.truth().object(directory.substring(1));
        boolean ofApplication = object != null
                && (object.type() == ObjectType.APPLICATION || object.type() == ObjectType.SERVICE_PRINCIPAL);
        if (!directory.equals("/") && !UNIT.matcher(directory).matches() && !ofApplication) {
            throw GraphException.notFound(directory);
        }
        return RoleScope.directory(directory);
    }

    /** What there is of this type for this role, principal and scope. */
    static Optional<DirectoryObject> find(
            Directory directory, ObjectType type, DirectoryObject role, DirectoryObject principal, RoleScope scope) {
        return all(directory, type)
                .filter(held -> role.id().equals(held.text("roleDefinitionId"))
                        && principal.id().equals(held.text("principalId"))
                        && scope.value().equals(held.text(scope.property())))
                .findFirst();
    }

    private static Stream<DirectoryObject> all(Directory directory, ObjectType type) {
        return Arrays.stream(directory.slots(type)).mapToObj(directory::object).flatMap(Stream::ofNullable);
    }
}
