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

    static final Set<String> READ_OWNERS =
            of("GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All Directory.Read.All");

    static final Set<String> READ_HIDDEN_MEMBERS = of("Member.Read.Hidden");

    static final Set<String> READ_ANY_OBJECT = of("Directory.Read.All");

    static final Set<String> READ_ORGANIZATION =
            of("Organization.Read.All Organization.ReadWrite.All User.Read.All", DIRECTORY);

    private static final Map<ObjectType, Set<String>> READ_TYPE = Map.of(
            ObjectType.USER,
            READ_USERS_BASIC,
            ObjectType.GROUP,
            READ_GROUPS,
            ObjectType.SERVICE_PRINCIPAL,
            of("Application.Read.All Application.ReadWrite.All", DIRECTORY),
            ObjectType.DEVICE,
            of("Device.Read.All Device.ReadWrite.All", DIRECTORY),
            ObjectType.ORG_CONTACT,
            of("OrgContact.Read.All", DIRECTORY),
            ObjectType.ORGANIZATION,
            READ_ORGANIZATION);

    private Permissions() {}

    /** The permissions of which one lets objects of this type be read. */
    static Set<String> toRead(ObjectType type) {
        return READ_TYPE.getOrDefault(type, READ_ANY_OBJECT);
    }

    private static Set<String> of(String... lists) {
        return new TreeSet<>(Arrays.asList(String.join(" ", lists).split(" ", -1)));
    }
}
