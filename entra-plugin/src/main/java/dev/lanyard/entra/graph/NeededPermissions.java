package dev.lanyard.entra.graph;

import dev.lanyard.entra.config.GraphPermissions;
import java.util.List;

/** Which application permissions a request needs that was refused. */
final class NeededPermissions {

    /** What a part of a path needs. */
    private record Known(String part, List<String> permissions) {}

    /** The more special before the more general. */
    private static final List<Known> BY_PATH = List.of(
            new Known("/mailboxSettings", GraphPermissions.MAILBOX_SETTINGS),
            new Known("/authentication/methods", GraphPermissions.SIGN_IN_METHODS),
            new Known("/federatedIdentityCredentials", GraphPermissions.FEDERATED_CREDENTIALS),
            new Known("/synchronization/jobs", GraphPermissions.SYNCHRONIZATION_JOBS),
            new Known("/auditLogs", GraphPermissions.AUDIT_LOG),
            new Known("/roleAssignmentScheduleInstances", GraphPermissions.ROLE_SCHEDULES),
            new Known("/roleEligibilityScheduleInstances", GraphPermissions.ROLE_ELIGIBILITY),
            new Known("/roleAssignmentSchedules", GraphPermissions.ROLE_SCHEDULES),
            new Known("/roleEligibilitySchedules", GraphPermissions.ROLE_ELIGIBILITY),
            new Known("/roleManagementPolicyAssignments", GraphPermissions.ROLE_POLICIES),
            new Known("/group/eligibilityScheduleInstances", GraphPermissions.GROUP_ELIGIBILITY),
            new Known("/group/assignmentScheduleInstances", GraphPermissions.GROUP_ASSIGNMENTS),
            new Known("/roleManagement", GraphPermissions.ROLES),
            new Known("/subscribedSkus", GraphPermissions.LICENCES),
            new Known("/servicePrincipals", GraphPermissions.APPLICATIONS),
            new Known("/applications", GraphPermissions.APPLICATIONS),
            new Known("/appRoleAssignments", GraphPermissions.ASSIGNMENTS),
            new Known("/users", GraphPermissions.USERS),
            new Known("microsoft.graph.user", GraphPermissions.USERS),
            new Known("/groups", GraphPermissions.GROUPS),
            // Deleted ones: nothing else is cast to it.
            new Known("microsoft.graph.group", GraphPermissions.DELETED_GROUPS));

    private NeededPermissions() {}

    /** The least permission, or the least two where one is not enough, in the words of a sentence. */
    static String of(Endpoint endpoint) {
        boolean reading = endpoint.method().equals("GET") || endpoint.path().endsWith("/getByIds");
        if (!reading) {
            return WritePermissions.neededFor(endpoint).get(0);
        }
        String needed = BY_PATH.stream()
                .filter(known -> endpoint.path().contains(known.part()))
                .findFirst()
                .map(Known::permissions)
                .orElse(GraphPermissions.OBJECTS_BY_ID)
                .get(0);
        return endpoint.query().contains("signInActivity")
                ? GraphPermissions.AUDIT_LOG.get(0) + " and " + needed
                : needed;
    }
}
