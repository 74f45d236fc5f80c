package dev.lanyard.simulator.graph.call;

import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which application permissions open which endpoint, and which let an object's properties be read. */
public final class Permissions {

    private static final String DIRECTORY = "Directory.Read.All Directory.ReadWrite.All";

    /** Reading users; with {@link #READ_USERS_BASIC} only the basic properties. */
    public static final Set<String> READ_USERS = of("User.Read.All User.ReadWrite.All", DIRECTORY);

    /** Reading the basic properties of users. */
    public static final Set<String> READ_USERS_BASIC =
            of("User.ReadBasic.All User.Read.All User.ReadWrite.All", DIRECTORY);

    /** Reading groups. */
    public static final Set<String> READ_GROUPS =
            of("Group.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All", DIRECTORY);

    /** Reading who is in a group. */
    public static final Set<String> READ_MEMBERS = of(
            "GroupMember.ReadBasic.All GroupMember.Read.All GroupMember.ReadWrite.All Group.ReadBasic.All",
            "Group.Read.All Group.ReadWrite.All Directory.Read.All");

    /** Reading what a group belongs to. */
    public static final Set<String> READ_MEMBERSHIPS_OF_GROUPS =
            of("GroupMember.ReadBasic.All GroupMember.Read.All Group.ReadBasic.All Group.Read.All", DIRECTORY);

    /** Asking whether a user belongs to one group. */
    public static final Set<String> READ_ONE_MEMBERSHIP = of("User.Read.All");

    /** Reading what a user belongs to, in a list. */
    public static final Set<String> READ_MEMBERSHIPS =
            of("Directory.Read.All Directory.ReadWrite.All Group.ReadBasic.All GroupMember.ReadBasic.All");

    /** Reading who owns a group. */
    public static final Set<String> READ_OWNERS =
            of("GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All Directory.Read.All");

    static final Set<String> READ_HIDDEN_MEMBERS = of("Member.Read.Hidden");

    /** Reading objects of any type by their ids. */
    public static final Set<String> READ_ANY_OBJECT = of("Directory.Read.All");

    /** Reading the organization. */
    public static final Set<String> READ_ORGANIZATION =
            of("Organization.Read.All Organization.ReadWrite.All User.Read.All", DIRECTORY);

    /** Reading service principals and app registrations. */
    public static final Set<String> READ_APPLICATIONS =
            of("Application.Read.All Application.ReadWrite.All Directory.Read.All");

    /** Reading federated credentials. */
    public static final Set<String> READ_FEDERATION = of("Application.Read.All Application.ReadWrite.All");

    /** Reading the app roles of users and groups. */
    public static final Set<String> READ_ASSIGNMENTS_OF_PRINCIPALS =
            of("Directory.Read.All AppRoleAssignment.ReadWrite.All");

    /** Reading provisioning jobs. */
    public static final Set<String> READ_JOBS =
            of("Synchronization.Read.All Synchronization.ReadWrite.All Application.ReadWrite.OwnedBy");

    /** Reading the logs. */
    public static final Set<String> READ_AUDIT = of("AuditLog.Read.All");

    /** Reading directory roles and who has them. */
    public static final Set<String> READ_ROLES =
            of("RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory", DIRECTORY);

    /** Reading from when until when directory roles are held. */
    public static final Set<String> READ_ROLE_SCHEDULES = of(
            "RoleAssignmentSchedule.Read.Directory RoleAssignmentSchedule.ReadWrite.Directory",
            "RoleManagement.Read.All RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory");

    /** Reading who can activate directory roles. */
    public static final Set<String> READ_ROLE_ELIGIBILITY = of(
            "RoleEligibilitySchedule.Read.Directory RoleEligibilitySchedule.ReadWrite.Directory",
            "RoleManagement.Read.All RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory");

    /** Reading the rules of directory roles. */
    public static final Set<String> READ_ROLE_POLICIES =
            of("RoleManagement.Read.All RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory");

    /** Reading who is in a group under PIM for a time. */
    public static final Set<String> READ_GROUP_ASSIGNMENTS = of(
            "PrivilegedAssignmentSchedule.Read.AzureADGroup" + " PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup");

    /** Reading who can activate being in a group under PIM. */
    public static final Set<String> READ_GROUP_ELIGIBILITY = of("PrivilegedEligibilitySchedule.Read.AzureADGroup"
            + " PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup");

    /** Reading subscribed products. */
    public static final Set<String> READ_LICENCES = of("LicenseAssignment.Read.All Organization.Read.All", DIRECTORY);

    /** Reading what mailboxes are for. */
    public static final Set<String> READ_MAILBOX_SETTINGS = of("MailboxSettings.Read MailboxSettings.ReadWrite");

    /** Reading the ways in which a user can sign in. */
    public static final Set<String> READ_METHODS =
            of("UserAuthenticationMethod.Read.All UserAuthenticationMethod.ReadWrite.All");

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
    public static Set<String> toReadDeleted(ObjectType type) {
        return READ_DELETED.getOrDefault(type, toRead(type));
    }

    private static Set<String> of(String... lists) {
        return new TreeSet<>(Arrays.asList(String.join(" ", lists).split(" ", -1)));
    }
}
