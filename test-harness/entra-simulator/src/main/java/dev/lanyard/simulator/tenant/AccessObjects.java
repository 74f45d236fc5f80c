package dev.lanyard.simulator.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the objects in which Graph keeps who has what. */
final class AccessObjects {

    /** The app role that stands for access without any role. */
    static final String DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

    private static final String GIVEN = "2024-02-01T09:00:00Z";

    private final Supplier<String> ids;

    AccessObjects(Supplier<String> ids) {
        this.ids = ids;
    }

    /** The enabled roles of an application that a kind of principal can have. */
    static List<String> roles(DirectoryObject application, String memberType) {
        List<String> roles = new ArrayList<>();
        for (JsonNode role : application.value(application.type().properties().get("appRoles"))) {
            for (JsonNode allowed : role.path("allowedMemberTypes")) {
                if (allowed.asText().equals(memberType)
                        && role.path("isEnabled").asBoolean()) {
                    roles.add(role.path("id").asText());
                }
            }
        }
        return roles;
    }

    DirectoryObject assignment(DirectoryObject principal, DirectoryObject resource, String role) {
        String type = principal.type().graphName();
        return DirectoryObject.of(
                ObjectType.APP_ROLE_ASSIGNMENT,
                ids.get(),
                Map.of(
                        "appRoleId", role,
                        "createdDateTime", GIVEN,
                        "principalDisplayName", name(principal),
                        "principalId", principal.id(),
                        "principalType", Character.toUpperCase(type.charAt(0)) + type.substring(1),
                        "resourceDisplayName", name(resource),
                        "resourceId", resource.id()));
    }

    DirectoryObject groupEligibility(DirectoryObject group, DirectoryObject principal, String access, Term term) {
        Map<String, @Nullable Object> properties = groupInstance(group, principal, access, term);
        properties.put("eligibilityScheduleId", ids.get());
        return DirectoryObject.of(ObjectType.GROUP_ELIGIBILITY_INSTANCE, ids.get(), properties);
    }

    /** An eligibility that a principal has as a member of a group that is eligible itself. */
    DirectoryObject inheritedEligibility(DirectoryObject group, DirectoryObject principal, String access, Term term) {
        return groupEligibility(group, principal, access, term).with(Map.of("memberType", "group"));
    }

    DirectoryObject groupAssignment(
            DirectoryObject group, DirectoryObject principal, String access, Term term, boolean activated) {
        Map<String, @Nullable Object> properties = groupInstance(group, principal, access, term);
        properties.put("assignmentScheduleId", ids.get());
        properties.put("assignmentType", activated ? "activated" : "assigned");
        return DirectoryObject.of(ObjectType.GROUP_ASSIGNMENT_INSTANCE, ids.get(), properties);
    }

    private static Map<String, @Nullable Object> groupInstance(
            DirectoryObject group, DirectoryObject principal, String access, Term term) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("groupId", group.id());
        properties.put("principalId", principal.id());
        properties.put("accessId", access);
        properties.put("memberType", "direct");
        properties.put("startDateTime", term.start());
        properties.put("endDateTime", term.end());
        return properties;
    }

    /** A role that is held at once, for good or until a set end. */
    List<DirectoryObject> role(String definition, String principal, RoleScope scope, Term term, boolean activated) {
        String assignment = ids.get();
        Map<String, @Nullable Object> instance = new HashMap<>(roleInstance(definition, principal, scope, term));
        instance.put("assignmentType", activated ? "Activated" : "Assigned");
        instance.put("endDateTime", term.end());
        instance.put("roleAssignmentOriginId", assignment);
        instance.put("roleAssignmentScheduleId", assignment);
        return List.of(
                DirectoryObject.of(
                        ObjectType.ROLE_ASSIGNMENT,
                        assignment,
                        Map.of(
                                "roleDefinitionId",
                                definition,
                                "principalId",
                                principal,
                                scope.property(),
                                scope.value())),
                DirectoryObject.of(ObjectType.ROLE_ASSIGNMENT_INSTANCE, ids.get(), instance));
    }

    /** A role that can be activated. */
    DirectoryObject eligibility(String definition, String principal, RoleScope scope, Term term) {
        Map<String, @Nullable Object> instance = new HashMap<>(roleInstance(definition, principal, scope, term));
        instance.put("endDateTime", term.end());
        instance.put("roleEligibilityScheduleId", ids.get());
        return DirectoryObject.of(ObjectType.ROLE_ELIGIBILITY_INSTANCE, ids.get(), instance);
    }

    private static Map<String, Object> roleInstance(String definition, String principal, RoleScope scope, Term term) {
        return Map.of(
                "roleDefinitionId",
                definition,
                "principalId",
                principal,
                scope.property(),
                scope.value(),
                "memberType",
                "Direct",
                "startDateTime",
                term.start());
    }

    private static String name(DirectoryObject object) {
        String name = object.text("displayName");
        return name == null ? object.id() : name;
    }
}
