package dev.lanyard.simulator.login;

import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Tenant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signs people in by name and password, as the resource owner password credentials grant does: the way to see whether a
 * password works. What keeps somebody out is told only to those who know the password.
 */
final class PasswordGrant {

    private final Supplier<Tenant> tenant;

    PasswordGrant(Supplier<Tenant> tenant) {
        this.tenant = tenant;
    }

    /** The id of the user who may sign in like this. */
    String userId(Map<String, String> fields) throws LoginException {
        String name = required(fields, "username");
        String password = required(fields, "password");
        Directory directory = tenant.get().current();
        DirectoryObject user = directory.object(directory.userSlot(name));
        if (user == null) {
            throw refused(
                    50034,
                    "The user account {EUII Hidden} does not exist in the directory. To sign into this"
                            + " application, the account must be added to the directory.");
        }
        if (!tenant.get().passwords().matches(user.id(), password)) {
            throw refused(50126, "Error validating credentials due to invalid username or password.");
        }
        if (!user.value(user.type().properties().get("accountEnabled")).asBoolean()) {
            throw refused(50057, "The user account is disabled.");
        }
        if (user.value(user.type().properties().get("passwordProfile"))
                .path("forceChangePasswordNextSignIn")
                .asBoolean()) {
            throw refused(50055, "The password is expired.");
        }
        return user.id();
    }

    private static String required(Map<String, String> fields, String name) throws LoginException {
        String value = fields.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new LoginException(
                    400,
                    "invalid_request",
                    900144,
                    "The request body must contain the following parameter: '" + name + "'.");
        }
        return value;
    }

    private static LoginException refused(int code, String message) {
        return new LoginException(400, "invalid_grant", code, message);
    }
}
