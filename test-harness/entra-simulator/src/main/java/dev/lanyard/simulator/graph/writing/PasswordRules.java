package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a password must be like, and what of it is kept in the directory: not the password. */
final class PasswordRules {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final int KINDS_NEEDED = 3;
    private static final List<String> KINDS = List.of(".*[a-z].*", ".*[A-Z].*", ".*[0-9].*", ".*[^a-zA-Z0-9].*");
    private static final Set<String> MEMBERS =
            Set.of("password", "forceChangePasswordNextSignIn", "forceChangePasswordNextSignInWithMfa");

    private PasswordRules() {}

    /** The password in a profile, good enough for this user; null if the profile has none. */
    static @Nullable String password(JsonNode profile, String principalName, boolean strong) {
        for (Map.Entry<String, JsonNode> member : profile.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw GraphException.unknown("The property '" + member.getKey()
                        + "' does not exist on type 'microsoft.graph.passwordProfile'.");
            }
        }
        JsonNode given = profile.path("password");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        String password = given.asText();
        String user = principalName.substring(0, principalName.indexOf('@')).toLowerCase(Locale.ROOT);
        long kinds = KINDS.stream().filter(password::matches).count();
        if (!given.isTextual()
                || password.length() < SHORTEST
                || password.length() > LONGEST
                || (strong && kinds < KINDS_NEEDED)
                || password.toLowerCase(Locale.ROOT).contains(user)) {
            throw GraphException.badRequest("The specified password does not comply with password complexity"
                    + " requirements. Please provide a different password.");
        }
        return password;
    }

    /** The profile as Graph tells it afterwards. */
    static Map<String, @Nullable Object> kept(JsonNode profile) {
        boolean withMfa = profile.path("forceChangePasswordNextSignInWithMfa").asBoolean();
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        kept.put("password", null);
        kept.put(
                "forceChangePasswordNextSignIn",
                withMfa || profile.path("forceChangePasswordNextSignIn").asBoolean(true));
        kept.put("forceChangePasswordNextSignInWithMfa", withMfa);
        return kept;
    }
}
