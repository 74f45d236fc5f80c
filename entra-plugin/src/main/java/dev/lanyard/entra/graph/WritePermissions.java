package dev.lanyard.entra.graph;

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

    /** To change groups and their owners. */
    public static final List<String> GROUPS = List.of("Group.ReadWrite.All", "Directory.ReadWrite.All");

    /** To change groups that can hold directory roles, besides what other groups need. */
    public static final List<String> ROLE_ASSIGNABLE_GROUPS = List.of("RoleManagement.ReadWrite.Directory");

    /** To make and change users. */
    public static final List<String> USERS = List.of("User.ReadWrite.All", "Directory.ReadWrite.All");

    /** To switch users on and off; the first also needs {@code User.Read.All}. */
    public static final List<String> ENABLING_USERS =
            List.of("User.EnableDisableAccount.All", "User.ReadWrite.All", "Directory.ReadWrite.All");

    /** To delete and restore users. */
    public static final List<String> DELETING_USERS = List.of("User.DeleteRestore.All", "User.ReadWrite.All");

    /** To set passwords of users. */
    public static final List<String> PASSWORDS = List.of("User-PasswordProfile.ReadWrite.All");

    /** What a call needs. */
    private record Known(Predicate<Endpoint> calls, List<String> permissions) {}

    /** The more special before the more general. */
    private static final List<Known> BY_CALL =
            List.of(new Known(below("/groups/{id}/members"), GROUP_MEMBERS), new Known(below("/groups"), GROUPS));

    private static final List<String> DIRECTORY = List.of("Directory.ReadWrite.All");

    private WritePermissions() {}

    private static Predicate<Endpoint> below(String path) {
        return endpoint -> endpoint.path().startsWith(path);
    }

    static List<String> neededFor(Endpoint endpoint) {
        return BY_CALL.stream()
                .filter(known -> known.calls().test(endpoint))
                .findFirst()
                .map(Known::permissions)
                .orElse(DIRECTORY);
    }
}
