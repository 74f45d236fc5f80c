package dev.lanyard.simulator.graph.writing;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may touch whom: sensitive changes of those who hold a directory role need an application that holds a higher one,
 * and so does the reset of anybody's password. See "Who can perform sensitive actions" in Graph's documentation of
 * users.
 */
final class Privileges {

    private static final Set<String> ABOVE_ADMINISTRATORS = Set.of(
            DirectoryRole.GLOBAL_ADMINISTRATOR.templateId(),
            DirectoryRole.PRIVILEGED_AUTHENTICATION_ADMINISTRATOR.templateId());

    private Privileges() {}

    /** Refuses a sensitive change of a user unless the application stands above that user. */
    static void requireAbove(WriteCall call, DirectoryObject user) {
        if (isAdministrator(call.truth(), user) && !holdsOneOf(call, ABOVE_ADMINISTRATORS)) {
            throw GraphException.denied();
        }
    }

    /** Refuses to reset a password unless the application is an administrator of users, or of more. */
    static void requireAdministratorOfUsers(WriteCall call) {
        if (!holdsOneOf(call, ABOVE_ADMINISTRATORS)
                && !holdsOneOf(call, Set.of(DirectoryRole.USER_ADMINISTRATOR.templateId()))) {
            throw GraphException.denied();
        }
    }

    private static boolean holdsOneOf(WriteCall call, Set<String> roles) {
        return call.request().access().directoryRoles().stream().anyMatch(roles::contains);
    }

    /** Whether a user holds a role, or is in or owns a group that can hold one. */
    private static boolean isAdministrator(Directory directory, DirectoryObject user) {
        int slot = directory.slot(user.id());
        return all(directory, ObjectType.ROLE_ASSIGNMENT)
                        .anyMatch(held -> user.id().equals(held.text("principalId")))
                || all(directory, ObjectType.GROUP)
                        .filter(group -> group.value(group.type().properties().get("isAssignableToRole"))
                                .asBoolean())
                        .anyMatch(group -> Stream.of(Link.MEMBERS, Link.OWNERS)
                                .anyMatch(link -> Arrays.stream(directory.linked(link, directory.slot(group.id())))
                                        .anyMatch(each -> each == slot)));
    }

    private static Stream<DirectoryObject> all(Directory directory, ObjectType type) {
        return Arrays.stream(directory.slots(type)).mapToObj(directory::object).flatMap(Stream::ofNullable);
    }
}
