package dev.lanyard.entra.graph;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Graph's identity service charges for a request, as far as its documentation tells ("Microsoft Graph throttling
 * limits", identity and access): a base for the operation, one less with {@code $select}, one more with
 * {@code $expand}, one less with {@code $top} below 20, and never less than one.
 *
 * <p>It is an estimate, made before a request is sent; where the answer says what it cost, that counts.
 */
final class ResourceUnits {

    private static final Map<String, Integer> BASES = Map.ofEntries(
            Map.entry("/users", 2),
            Map.entry("/applications", 2),
            Map.entry("/groups/{id}/members", 3),
            Map.entry("/groups/{id}/transitiveMembers", 5),
            Map.entry("/servicePrincipals/{id}/appRoleAssignments", 2),
            Map.entry("/oauth2PermissionGrants", 2),
            Map.entry("/subscribedSkus", 3),
            Map.entry("/users/{id}/memberOf", 2),
            Map.entry("/users/{id}/transitiveMemberOf", 2),
            Map.entry("/users/{id}/ownedObjects", 2),
            Map.entry("/users/{id}/licenseDetails", 2),
            Map.entry("/directoryObjects/getByIds", 5));

    private static final Pattern TOP = Pattern.compile("(?:^|&)\\$top=(\\d{1,4})(?:&|$)");
    private static final Pattern CAST = Pattern.compile("/microsoft\\.graph\\.[A-Za-z]+");

    private ResourceUnits() {}

    static long estimate(Endpoint endpoint) {
        String path = CAST.matcher(endpoint.path()).replaceAll("");
        String query = endpoint.query();
        int units = BASES.getOrDefault(path, 1);
        if (has(query, "$select")) {
            units--;
        }
        if (has(query, "$expand")) {
            units++;
        }
        Matcher top = TOP.matcher(query);
        if (top.find() && Integer.parseInt(top.group(1)) < 20) {
            units--;
        }
        return Math.max(1, units);
    }

    private static boolean has(String query, String option) {
        return query.startsWith(option + "=") || query.contains("&" + option + "=");
    }
}
