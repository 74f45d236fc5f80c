package dev.lanyard.entra.graph;

import dev.lanyard.entra.config.ScimPermissions;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which application permissions a change needs, one of each list, the least privileged first. Source: the permissions
 * tables of Microsoft Graph's v1.0 reference.
 */
public final class WritePermissions {

    /** To add and remove members of groups. */
    public static final List<String> GROUP_MEMBERS =
            List.of("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All");

    /**
     * To make groups, and to change them and their owners. {@code Group.Create} makes groups too, but not by their
     * unique names.
     */
    public static final List<String> GROUPS = List.of("Group.ReadWrite.All", "Directory.ReadWrite.All");

    /** To delete groups, and to restore them. */
    public static final List<String> DELETING_GROUPS = List.of("Group.ReadWrite.All");

    /** To change groups that can hold directory roles, besides what other groups need. */
    public static final List<String> ROLE_ASSIGNABLE_GROUPS = List.of("RoleManagement.ReadWrite.Directory");

    /** To let principals be in groups, or own them, for a time. */
    public static final List<String> GROUP_SCHEDULES = List.of("PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup");

    /** To make principals eligible to join or own groups. */
    public static final List<String> GROUP_ELIGIBILITY =
            List.of("PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup");

    /** To make and change users. */
    public static final List<String> USERS = List.of("User.ReadWrite.All", "Directory.ReadWrite.All");

    /** To switch users on and off; the first also needs {@code User.Read.All}. */
    public static final List<String> ENABLING_USERS =
            List.of("User.EnableDisableAccount.All", "User.ReadWrite.All", "Directory.ReadWrite.All");

    /** To delete and restore users. */
    public static final List<String> DELETING_USERS = List.of("User.DeleteRestore.All", "User.ReadWrite.All");

    /** To invite guests. */
    public static final List<String> INVITATIONS =
            List.of("User.Invite.All", "User.ReadWrite.All", "Directory.ReadWrite.All");

    /** To end the sessions of users. */
    public static final List<String> SESSIONS =
            List.of("User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All");

    /** To take the methods away by which users sign in. */
    public static final List<String> SIGN_IN_METHODS = List.of("UserAuthenticationMethod.ReadWrite.All");

    /** To set passwords of users. */
    public static final List<String> PASSWORDS = List.of("User-PasswordProfile.ReadWrite.All");

    /** To assign users, groups and service principals to applications. */
    public static final List<String> APP_ROLE_ASSIGNMENTS = List.of("AppRoleAssignment.ReadWrite.All");

    /** To start the provisioning of applications. */
    public static final List<String> SYNCHRONIZATION_JOBS = ScimPermissions.START.anyOf();

    /** To assign licences to users. */
    public static final List<String> LICENCES_OF_USERS =
            List.of("LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All");

    /** To assign licences to groups. */
    public static final List<String> LICENCES_OF_GROUPS =
            List.of("LicenseAssignment.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All");

    /** To give directory roles for good, and to take them away. */
    public static final List<String> ROLES = List.of("RoleManagement.ReadWrite.Directory");

    /** To give directory roles for a time. */
    public static final List<String> ROLE_SCHEDULES =
            List.of("RoleAssignmentSchedule.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory");

    /** To make principals eligible for directory roles. */
    public static final List<String> ROLE_ELIGIBILITY =
            List.of("RoleEligibilitySchedule.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory");

    /** To add and remove secrets of applications that this one does not own. */
    public static final List<String> CREDENTIALS = List.of("Application.ReadWrite.All", "Directory.ReadWrite.All");

    /** The path does not tell what kind of object it is about. */
    private static final List<String> DELETED_OBJECTS =
            List.of("User.DeleteRestore.All (for groups " + DELETING_GROUPS.get(0) + ")");

    /** What a call needs. */
    private record Known(Predicate<Endpoint> calls, List<String> permissions) {}

    /** The more special before the more general. */
    private static final List<Known> BY_CALL = List.of(
            new Known(containing("/directory/deletedItems"), DELETED_OBJECTS),
            new Known(containing("/appRoleAssignedTo"), APP_ROLE_ASSIGNMENTS),
            new Known(containing("/synchronization/jobs"), SYNCHRONIZATION_JOBS),
            new Known(below("/users/{id}/assignLicense"), LICENCES_OF_USERS),
            new Known(below("/groups/{id}/assignLicense"), LICENCES_OF_GROUPS),
            new Known(containing("/roleAssignmentScheduleRequests"), ROLE_SCHEDULES),
            new Known(containing("/roleEligibilityScheduleRequests"), ROLE_ELIGIBILITY),
            new Known(containing("/group/assignmentScheduleRequests"), GROUP_SCHEDULES),
            new Known(containing("/group/eligibilityScheduleRequests"), GROUP_ELIGIBILITY),
            new Known(containing("/roleAssignments"), ROLES),
            new Known(below("/applications"), CREDENTIALS),
            new Known(below("/servicePrincipals"), CREDENTIALS),
            new Known(below("/invitations"), INVITATIONS),
            new Known(below("/users/{id}/revokeSignInSessions"), SESSIONS),
            new Known(below("/users/{id}/authentication"), SIGN_IN_METHODS),
            new Known(endpoint -> endpoint.name().equals("DELETE /users/{id}"), DELETING_USERS),
            new Known(below("/users"), USERS),
            new Known(below("/groups/{id}/members"), GROUP_MEMBERS),
            new Known(below("/groups"), GROUPS));

    private static final List<String> DIRECTORY = List.of("Directory.ReadWrite.All");

    private WritePermissions() {}

    private static Predicate<Endpoint> below(String path) {
        return endpoint -> endpoint.path().startsWith(path);
    }

    private static Predicate<Endpoint> containing(String part) {
        return endpoint -> endpoint.path().contains(part);
    }

    static List<String> neededFor(Endpoint endpoint) {
        return BY_CALL.stream()
                .filter(known -> known.calls().test(endpoint))
                .findFirst()
                .map(Known::permissions)
                .orElse(DIRECTORY);
    }
}
