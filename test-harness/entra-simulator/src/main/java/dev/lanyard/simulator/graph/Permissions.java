package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which application permissions open which endpoint, and which let an object's properties be read. */
final class Permissions {

    private static final String DIRECTORY = "Directory.Read.All Directory.ReadWrite.All";

    /** Reading users; with {@link #READ_USERS_BASIC} only the basic properties. */
    static final Set<String> READ_USERS = of("User.Read.All User.ReadWrite.All", DIRECTORY);

    static final Set<String> READ_USERS_BASIC = of("User.ReadBasic.All User.Read.All User.ReadWrite.All", DIRECTORY);

    static final Set<String> READ_GROUPS =
            of("Group.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All", DIRECTORY);

    static final Set<String> READ_MEMBERS = of(
            "GroupMember.ReadBasic.All GroupMember.Read.All GroupMember.ReadWrite.All Group.ReadBasic.All",
            "Group.Read.All Group.ReadWrite.All Directory.Read.All");

    /** Reading what a group belongs to. */
    static final Set<String> READ_MEMBERSHIPS_OF_GROUPS =
            of("GroupMember.ReadBasic.All GroupMember.Read.All Group.ReadBasic.All Group.Read.All", DIRECTORY);

    /** Asking whether a user belongs to one group. */
    static final Set<String> READ_ONE_MEMBERSHIP = of("User.Read.All");

    /** Reading what a user belongs to, in a list. */
    static final Set<String> READ_MEMBERSHIPS =
            of("Directory.Read.All Directory.ReadWrite.All Group.ReadBasic.All GroupMember.ReadBasic.All");

    static final Set<String> READ_OWNERS =
            of("GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All Directory.Read.All");

    static final Set<String> READ_HIDDEN_MEMBERS = of("Member.Read.Hidden");

    static final Set<String> READ_ANY_OBJECT = of("Directory.Read.All");

    static final Set<String> READ_ORGANIZATION =
            of("Organization.Read.All Organization.ReadWrite.All User.Read.All", DIRECTORY);

    static final Set<String> READ_APPLICATIONS =
            of("Application.Read.All Application.ReadWrite.All Directory.Read.All");

    static final Set<String> READ_FEDERATION = of("Application.Read.All Application.ReadWrite.All");

    static final Set<String> READ_ASSIGNMENTS_OF_PRINCIPALS = of("Directory.Read.All AppRoleAssignment.ReadWrite.All");

    static final Set<String> READ_JOBS =
            of("Synchronization.Read.All Synchronization.ReadWrite.All Application.ReadWrite.OwnedBy");

    static final Set<String> READ_AUDIT = of("AuditLog.Read.All");

    static final Set<String> READ_ROLES =
            of("RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory", DIRECTORY);

    static final Set<String> READ_ROLE_SCHEDULES = of(
            "RoleAssignmentSchedule.Read.Directory RoleAssignmentSchedule.ReadWrite.Directory",
            "RoleManagement.Read.All RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory");

    static final Set<String> READ_ROLE_ELIGIBILITY = of(
            "RoleEligibilitySchedule.Read.Directory RoleEligibilitySchedule.ReadWrite.Directory",
            "RoleManagement.Read.All RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory");

    static final Set<String> READ_ROLE_POLICIES =
            of("RoleManagement.Read.All RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory");

    static final Set<String> READ_GROUP_ASSIGNMENTS = of(
            "PrivilegedAssignmentSchedule.Read.AzureADGroup" + " PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup");

    static final Set<String> READ_GROUP_ELIGIBILITY = of("PrivilegedEligibilitySchedule.Read.AzureADGroup"
            + " PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup");

    static final Set<String> READ_LICENCES = of("LicenseAssignment.Read.All Organization.Read.All", DIRECTORY);

    static final Set<String> READ_MAILBOX_SETTINGS = of("MailboxSettings.Read MailboxSettings.ReadWrite");

    private static final Map<ObjectType, Set<String>> READ_TYPE = Map.ofEntries(
            Map.entry(ObjectType.USER, READ_USERS_BASIC),
            Map.entry(ObjectType.GROUP, READ_GROUPS),
            Map.entry(ObjectType.SERVICE_PRINCIPAL, READ_APPLICATIONS),
            Map.entry(ObjectType.APPLICATION, READ_APPLICATIONS),
            Map.entry(ObjectType.DEVICE, of("Device.Read.All Device.ReadWrite.All", DIRECTORY)),
            Map.entry(ObjectType.ORG_CONTACT, of("OrgContact.Read.All", DIRECTORY)),
            Map.entry(ObjectType.ORGANIZATION, READ_ORGANIZATION));

    private static final Map<ObjectType, Set<String>> READ_DELETED =
            Map.of(ObjectType.USER, READ_USERS, ObjectType.GROUP, of("Group.Read.All Group.ReadWrite.All", DIRECTORY));

    private Permissions() {}

    /**
     * The permissions of which one lets objects of this type be read; for what is no directory object, none beyond
     * those of its endpoint.
     */
    static Set<String> toRead(ObjectType type) {
        return READ_TYPE.getOrDefault(type, READ_ANY_OBJECT);
    }

    /**
     * The permissions of which one lets deleted objects of this type be read: more than the basic ones that show some
     * of those that are not deleted.
     */
    static Set<String> toReadDeleted(ObjectType type) {
        return READ_DELETED.getOrDefault(type, toRead(type));
    }

    private static Set<String> of(String... lists) {
        return new TreeSet<>(Arrays.asList(String.join(" ", lists).split(" ", -1)));
    }
}
