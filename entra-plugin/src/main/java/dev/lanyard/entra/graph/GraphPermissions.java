package dev.lanyard.entra.graph;

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
            "Directory.Read.All",
            "Directory.ReadWrite.All");

    /** To see the members of groups that hide them. Without it such groups look empty. */
    public static final List<String> HIDDEN_MEMBERS = List.of("Member.Read.Hidden");

    /** To read any object of the directory. */
    public static final List<String> DIRECTORY = List.of("Directory.Read.All", "Directory.ReadWrite.All");

    private GraphPermissions() {}

    static List<String> neededFor(Endpoint endpoint) {
        if (endpoint.path().startsWith("/users")) {
            return USERS;
        }
        if (endpoint.path().startsWith("/groups")) {
            return GROUPS;
        }
        return DIRECTORY;
    }
}
