package dev.lanyard.entra.graph;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Which of Graph's operations a request calls.
 *
 * @param method the HTTP method
 * @param path after the version, with {@code {id}} for every id
 * @param query the query as it is sent, empty if there is none
 */
record Endpoint(String method, String path, String query) {

    private static final Set<String> COLLECTIONS = Set.of(
            "users",
            "groups",
            "directoryObjects",
            "applications",
            "servicePrincipals",
            "devices",
            "contacts",
            "organization",
            "subscribedSkus",
            "deletedItems",
            "members",
            "owners",
            "administrativeUnits",
            "roleDefinitions",
            "roleAssignments",
            "appRoleAssignedTo",
            "appRoleAssignments",
            "jobs",
            "phoneMethods",
            "emailMethods",
            "microsoftAuthenticatorMethods",
            "fido2Methods",
            "softwareOathMethods",
            "temporaryAccessPassMethods",
            "windowsHelloForBusinessMethods",
            "platformCredentialMethods",
            "externalAuthenticationMethods",
            "oauth2PermissionGrants");

    /** What may follow a collection's name without being an id. */
    private static final Pattern NO_ID =
            Pattern.compile("delta(\\(\\))?|\\$.*|microsoft\\.graph\\..*|getByIds|validateProperties");

    private static final Pattern KEY_IN_BRACKETS = Pattern.compile("([A-Za-z0-9]+)\\((.+)\\)");

    /** Names the operation for counters, for example {@code GET /users/{id}}. */
    String name() {
        return method + " " + path;
    }

    static Endpoint of(RequestInformation request, String graphBase) {
        return of(methodOf(request), uriOf(request, graphBase), graphBase);
    }

    static Endpoint of(HttpMethod method, URI address, String graphBase) {
        String prefix = URI.create(graphBase).getPath();
        String path = Optional.ofNullable(address.getPath()).orElse("");
        String below = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        return new Endpoint(
                method.name(),
                withoutIds(below),
                Optional.ofNullable(address.getQuery()).orElse(""));
    }

    static HttpMethod methodOf(RequestInformation request) {
        return Optional.ofNullable(request.httpMethod).orElse(HttpMethod.GET);
    }

    /** The full address of a request that the SDK's builders made. */
    static URI uriOf(RequestInformation request, String graphBase) {
        try {
            if (request.pathParameters != null) {
                request.pathParameters.put("baseurl", graphBase);
            }
            URI address = request.getUri();
            if (address == null) {
                throw new IllegalStateException("a request without an address");
            }
            return address;
        } catch (URISyntaxException | IllegalStateException malformed) {
            throw ConnectorException.of(
                            ErrorKind.DEFECT, "a request to Microsoft Graph has no sound address", "report this")
                    .cause(malformed)
                    .build();
        }
    }

    private static String withoutIds(String path) {
        StringJoiner named = new StringJoiner("/", "/", "");
        String before = "";
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty()) {
                continue;
            }
            if (COLLECTIONS.contains(before) && !NO_ID.matcher(segment).matches()) {
                named.add("{id}");
                before = "{id}";
                continue;
            }
            var keyed = KEY_IN_BRACKETS.matcher(segment);
            if (keyed.matches()) {
                named.add(keyed.group(1)).add("{id}");
                before = "{id}";
                continue;
            }
            String plain = segment.endsWith("()") ? segment.substring(0, segment.length() - 2) : segment;
            named.add(plain);
            before = plain;
        }
        return named.toString();
    }
}
