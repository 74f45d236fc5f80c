package dev.lanyard.simulator.graph.writing;

import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Which application permissions open which write; where only some changes need more, the endpoint asks for it. */
final class WritePermissions {

    private static final String DIRECTORY = "Directory.ReadWrite.All";

    static final Set<String> USERS = of("User.ReadWrite.All", DIRECTORY);

    /** Whatever can change something of a user. */
    static final Set<String> ANYTHING_OF_USERS = of(
            "User.ReadWrite.All User.EnableDisableAccount.All User-PasswordProfile.ReadWrite.All",
            "User-Phone.ReadWrite.All User-Mail.ReadWrite.All",
            DIRECTORY);

    static final Set<String> PASSWORDS = of("User-PasswordProfile.ReadWrite.All");
    static final Set<String> ENABLING = of("User.EnableDisableAccount.All");
    static final Set<String> PHONES = of("User-Phone.ReadWrite.All");
    static final Set<String> MAIL = of("User-Mail.ReadWrite.All");
    static final Set<String> LIFE_CYCLE = of("User-LifeCycleInfo.ReadWrite.All");
    static final Set<String> DELETE_USERS = of("User.DeleteRestore.All User.ReadWrite.All");
    static final Set<String> REVOKE_SESSIONS = of("User.RevokeSessions.All User.ReadWrite.All", DIRECTORY);
    static final Set<String> INVITE = of("User.Invite.All User.ReadWrite.All", DIRECTORY);

    static final Set<String> GROUPS = of("Group.ReadWrite.All", DIRECTORY);
    static final Set<String> DELETE_GROUPS = of("Group.ReadWrite.All");
    static final Set<String> APPLICATIONS = of("Application.ReadWrite.All");

    static final Set<String> CREATE_GROUPS = of("Group.Create Group.ReadWrite.All", DIRECTORY);
    static final Set<String> MEMBERS = of("GroupMember.ReadWrite.All Group.ReadWrite.All", DIRECTORY);

    /** A permission for owned applications opens nothing: the application that calls owns none. */
    static final Set<String> CREDENTIALS = of("Application.ReadWrite.All", DIRECTORY);

    static final Set<String> APP_ROLES = of("AppRoleAssignment.ReadWrite.All");

    /** What assigning app roles from the side of a service principal needs besides. */
    static final Set<String> SEE_APPLICATIONS =
            of("Application.Read.All Application.ReadWrite.All Directory.Read.All", DIRECTORY);

    static final Set<String> JOBS = of("Synchronization.ReadWrite.All Application.ReadWrite.OwnedBy");

    static final Set<String> LICENCES_OF_USERS = of("LicenseAssignment.ReadWrite.All User.ReadWrite.All", DIRECTORY);

    static final Set<String> LICENCES_OF_GROUPS = of("LicenseAssignment.ReadWrite.All Group.ReadWrite.All", DIRECTORY);

    /** For directory roles, and for the groups that can hold them. */
    static final Set<String> ROLES = of("RoleManagement.ReadWrite.Directory");

    static final Set<String> ROLE_SCHEDULES =
            of("RoleAssignmentSchedule.ReadWrite.Directory RoleManagement.ReadWrite.Directory");

    static final Set<String> ROLE_ELIGIBILITIES =
            of("RoleEligibilitySchedule.ReadWrite.Directory RoleManagement.ReadWrite.Directory");

    /** What can do nothing but end an assignment in a group. */
    static final Set<String> END_GROUP_ASSIGNMENTS = of("PrivilegedAssignmentSchedule.Remove.AzureADGroup");

    static final Set<String> GROUP_ASSIGNMENTS = of("PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup");

    /** What can do nothing but end an eligibility for a group. */
    static final Set<String> END_GROUP_ELIGIBILITIES = of("PrivilegedEligibilitySchedule.Remove.AzureADGroup");

    static final Set<String> GROUP_ELIGIBILITIES = of("PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup");

    /** What can delete or restore something, whatever it is. */
    static final Set<String> ANY_DELETION =
            of(String.join(" ", DELETE_USERS), String.join(" ", DELETE_GROUPS), String.join(" ", APPLICATIONS));

    private WritePermissions() {}

    /** What can delete and restore objects of this type. */
    static Set<String> toDelete(ObjectType type) {
        return switch (type) {
            case USER -> DELETE_USERS;
            case GROUP -> DELETE_GROUPS;
            case APPLICATION, SERVICE_PRINCIPAL -> APPLICATIONS;
            default -> of(DIRECTORY);
        };
    }

    /** What can take one kind of sign-in method away: a permission for all kinds, or one of its own. */
    static Set<String> toDeleteMethod(String kind) {
        return of("UserAuthenticationMethod.ReadWrite.All UserAuthMethod-" + kind + ".ReadWrite.All");
    }

    /** The permissions of both. */
    static Set<String> either(Set<String> one, Set<String> other) {
        return of(String.join(" ", one), String.join(" ", other));
    }

    static Set<String> of(String... lists) {
        return new TreeSet<>(Arrays.asList(String.join(" ", lists).split(" ", -1)));
    }
}
