package dev.lanyard.entra.config;

import java.util.List;

/**
 * Which application permissions an operation needs, one of each list, the least privileged first. Source: the
 * permissions tables of Microsoft Graph's v1.0 reference.
 */
public final class GraphPermissions {

    /** To read every user with all of the properties that this connector asks for. */
    public static final List<String> USERS =
            List.of("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");

    /** To read every group with its members and owners; {@code Group.ReadBasic.All} does not show owners. */
    public static final List<String> GROUPS = List.of(
            "GroupMember.Read.All",
            "Group.Read.All",
            "GroupMember.ReadWrite.All",
            "Group.ReadWrite.All",
            "Directory.Read.All");

    /** To read deleted groups that can be restored, for which reading members is not enough. */
    public static final List<String> DELETED_GROUPS =
            List.of("Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");

    /** To see the members of groups that hide them. Without it such groups look empty. */
    public static final List<String> HIDDEN_MEMBERS = List.of("Member.Read.Hidden");

    /** To read enterprise applications, managed identities, their assignments and owners, and app registrations. */
    public static final List<String> APPLICATIONS =
            List.of("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All");

    /** To read which applications users and groups are assigned to. */
    public static final List<String> ASSIGNMENTS =
            List.of("Directory.Read.All", "AppRoleAssignment.ReadWrite.All", "Directory.ReadWrite.All");

    /** To read the credentials of applications; reading the whole directory does not include federated ones. */
    public static final List<String> FEDERATED_CREDENTIALS =
            List.of("Application.Read.All", "Application.ReadWrite.All");

    /** To read the synchronization jobs of applications. */
    public static final List<String> SYNCHRONIZATION_JOBS =
            List.of("Synchronization.Read.All", "Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy");

    /** To read the directory's audit log. */
    public static final List<String> AUDIT_LOG = List.of("AuditLog.Read.All");

    /** To read who signed in. */
    public static final List<String> SIGN_INS = List.of("AuditLog.Read.All");

    /** To read directory roles and who holds them for good. */
    public static final List<String> ROLES = List.of(
            "RoleManagement.Read.Directory",
            "RoleManagement.ReadWrite.Directory",
            "Directory.Read.All",
            "Directory.ReadWrite.All");

    /** To read who holds directory roles, and until when. */
    public static final List<String> ROLE_SCHEDULES = List.of(
            "RoleAssignmentSchedule.Read.Directory",
            "RoleAssignmentSchedule.ReadWrite.Directory",
            "RoleManagement.Read.All",
            "RoleManagement.Read.Directory",
            "RoleManagement.ReadWrite.Directory");

    /** To read who is eligible for directory roles. */
    public static final List<String> ROLE_ELIGIBILITY = List.of(
            "RoleEligibilitySchedule.Read.Directory",
            "RoleEligibilitySchedule.ReadWrite.Directory",
            "RoleManagement.Read.All",
            "RoleManagement.Read.Directory",
            "RoleManagement.ReadWrite.Directory");

    /** To read PIM's rules for directory roles. */
    public static final List<String> ROLE_POLICIES =
            List.of("RoleManagement.Read.Directory", "RoleManagement.Read.All", "RoleManagement.ReadWrite.Directory");

    /** To read who is eligible for groups under PIM. */
    public static final List<String> GROUP_ELIGIBILITY = List.of(
            "PrivilegedEligibilitySchedule.Read.AzureADGroup", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup");

    /** To read who is in groups under PIM until a set end. */
    public static final List<String> GROUP_ASSIGNMENTS = List.of(
            "PrivilegedAssignmentSchedule.Read.AzureADGroup", "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup");

    /** To read subscribed products. */
    public static final List<String> LICENCES = List.of(
            "LicenseAssignment.Read.All",
            "Organization.Read.All",
            "Organization.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All");

    /** To read what mailboxes are for. */
    public static final List<String> MAILBOX_SETTINGS = List.of("MailboxSettings.Read", "MailboxSettings.ReadWrite");

    /** To read the methods by which users sign in. */
    public static final List<String> SIGN_IN_METHODS =
            List.of("UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All");

    /** To look up objects of any type by their ids. */
    public static final List<String> OBJECTS_BY_ID = List.of("Directory.Read.All");

    private GraphPermissions() {}
}
