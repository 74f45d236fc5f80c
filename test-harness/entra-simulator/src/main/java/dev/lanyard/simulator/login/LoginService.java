package dev.lanyard.simulator.login;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Answers as login.microsoftonline.com does: tokens for one application of one tenant, and the metadata around them.
 */
public final class LoginService {

    /** The name under which faults find the token endpoint. */
    public static final String ENDPOINT = "POST /login";

    private static final Set<String> GRANTS =
            Set.of("client_credentials", "password", "authorization_code", "refresh_token");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String tenantId;
    private final AppRegistration registration;
    private final String baseUrl;
    private final AccessTokens tokens;
    private final PasswordGrant passwordGrant;
    private final DelegatedGrants delegated;
    private final ClientProof proof;
    private final AuthorizePage authorizePage;
    private final InstantSource clock;

    /**
     * A login for one application.
     *
     * @param tenantId the tenant's id
     * @param clientId the application's client id
     * @param clientSecret its secret, of which only a digest is kept
     * @param baseUrl where login and Graph are, without a trailing slash
     * @param tokens issues the tokens
     * @param tenant whose people sign in
     * @param clock the time in error messages
     */
    public LoginService(
            String tenantId,
            String clientId,
            String clientSecret,
            String baseUrl,
            AccessTokens tokens,
            Supplier<Tenant> tenant,
            InstantSource clock) {
        this.tenantId = tenantId;
        this.registration = new AppRegistration(clientId, clientSecret);
        this.baseUrl = baseUrl;
        this.tokens = tokens;
        this.passwordGrant = new PasswordGrant(tenant);
        this.delegated = new DelegatedGrants(clock);
        String authority = baseUrl + "/" + tenantId;
        this.proof = new ClientProof(
                registration, Set.of(authority + "/oauth2/v2.0/token", authority + "/v2.0", authority), clock);
        this.authorizePage = new AuthorizePage(registration, delegated, baseUrl);
        this.clock = clock;
    }

    /** What the tenant knows of the application. */
    public AppRegistration registration() {
        return registration;
    }

    /** Who signs in on whose behalf. */
    public DelegatedGrants delegated() {
        return delegated;
    }

    /** Whether this is a request for a token. */
    public static boolean isTokenRequest(String method, String path) {
        return method.equals("POST") && path.toLowerCase(Locale.ROOT).endsWith("/oauth2/v2.0/token");
    }

    /**
     * Answers a request to the login.
     *
     * @param method the HTTP method
     * @param path the path, decoded
     * @param form the body, for a token request; otherwise the query
     */
    public Answer answer(String method, String path, String form) {
        try {
            if (isTokenRequest(method, path)) {
                return token(path.substring(1, path.indexOf('/', 1)), FormText.fields(form));
            }
            if (method.equals("GET") && path.toLowerCase(Locale.ROOT).endsWith("/oauth2/v2.0/authorize")) {
                checkTenant(path.substring(1, path.indexOf('/', 1)));
                return authorizePage.answer(FormText.fields(form));
            }
            if (method.equals("GET") && path.endsWith("/v2.0/.well-known/openid-configuration")) {
                checkTenant(path.substring(1, path.indexOf('/', 1)));
                return json(200, configuration());
            }
            if (method.equals("GET") && path.endsWith("/common/discovery/instance")) {
                return json(200, discovery());
            }
            return json(404, Map.of("error", "not_found"));
        } catch (LoginException refused) {
            return refusal(refused);
        }
    }

    /** The answer of a login that is out of order. */
    public Answer failure(GraphException trouble) {
        Answer answer = refusal(new LoginException(
                trouble.status(),
                "temporarily_unavailable",
                90033,
                "A transient error has occurred. Please try again."));
        for (Map.Entry<String, String> header : trouble.headers().entrySet()) {
            answer = answer.withHeader(header.getKey(), header.getValue());
        }
        return answer;
    }

    private Answer token(String tenant, Map<String, String> fields) throws LoginException {
        checkTenant(tenant);
        String grant = fields.getOrDefault("grant_type", "");
        if (!GRANTS.contains(grant)) {
            throw grant.isEmpty()
                    ? new LoginException(
                            400,
                            "invalid_request",
                            900144,
                            "The request body must contain the following parameter: 'grant_type'.")
                    : new LoginException(
                            400,
                            "unsupported_grant_type",
                            70003,
                            "The app requested an unsupported grant type '" + grant + "'.");
        }
        String client = fields.getOrDefault("client_id", "");
        if (client.isEmpty()) {
            throw new LoginException(
                    400,
                    "invalid_request",
                    900144,
                    "The request body must contain the following parameter: 'client_id'.");
        }
        if (!client.equalsIgnoreCase(registration.clientId())) {
            throw new LoginException(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + client + "' was not found in the directory 'Fabrikam'. This can"
                            + " happen if the application has not been installed by the administrator of the tenant.");
        }
        String resource = resource(fields.getOrDefault("scope", ""));
        return switch (grant) {
            case "authorization_code" -> {
                proof.requireWhereWeb(fields);
                yield delegated(
                        resource,
                        delegated.redeem(
                                required(fields, "code"),
                                required(fields, "redirect_uri"),
                                required(fields, "code_verifier")));
            }
            case "refresh_token" -> {
                proof.requireWhereWeb(fields);
                yield delegated(resource, delegated.refresh(required(fields, "refresh_token")));
            }
            case "password" -> {
                proof.require(fields);
                yield json(200, bearer(tokens.issueFor(passwordGrant.userId(fields))));
            }
            default -> {
                proof.require(fields);
                yield json(200, bearer(tokens.issue(resource)));
            }
        };
    }

    private Answer delegated(String resource, DelegatedGrants.Granted granted) throws LoginException {
        if (!resource.equals(baseUrl)) {
            throw new LoginException(
                    400,
                    "invalid_grant",
                    65001,
                    "The user or administrator has not consented to use the application with the resource '" + resource
                            + "'.");
        }
        Map<String, Object> answer = bearer(tokens.issueDelegated(granted.administrator()));
        answer.put("scope", String.join(" ", granted.administrator().scopes()));
        answer.put("refresh_token", granted.refreshToken());
        answer.put("id_token", tokens.issueIdentity(granted.administrator()));
        return json(200, answer);
    }

    private Map<String, Object> bearer(String token) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "Bearer");
        answer.put("expires_in", tokens.lifetime().toSeconds());
        answer.put("ext_expires_in", tokens.lifetime().toSeconds());
        answer.put("access_token", token);
        return answer;
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

    private void checkTenant(String tenant) throws LoginException {
        if (!tenant.equalsIgnoreCase(tenantId)) {
            throw new LoginException(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '" + tenant + "' not found. Check to make sure you have the correct tenant ID and are"
                            + " signing into the correct cloud.");
        }
    }

    private String resource(String scope) throws LoginException {
        if (scope.isBlank()) {
            throw new LoginException(
                    400, "invalid_request", 900144, "The request body must contain the following parameter: 'scope'.");
        }
        // Microsoft's own library sends its usual three along, and the service does not mind.
        String[] scopes = Arrays.stream(scope.strip().split(" +", -1))
                .filter(word -> !Set.of("openid", "profile", "offline_access").contains(word))
                .toArray(String[]::new);
        if (scopes.length != 1 || !scopes[0].endsWith("/.default")) {
            throw new LoginException(
                    400,
                    "invalid_scope",
                    1002012,
                    "The provided value for scope " + scope + " is not valid. Client credential flows must have a scope"
                            + " value with /.default suffixed to the resource identifier (application ID URI).");
        }
        String resource = scopes[0].substring(0, scopes[0].length() - "/.default".length());
        if (!resource.equals(baseUrl) && !resource.equals(AccessTokens.EXCHANGE)) {
            throw new LoginException(
                    400,
                    "invalid_scope",
                    70011,
                    "The provided request must include a 'scope' input parameter. The provided value for the input"
                            + " parameter 'scope' is not valid. The scope " + scope + " is not valid.");
        }
        return resource;
    }

    private Answer refusal(LoginException refused) {
        String trace = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        String time = TIMESTAMP.format(clock.instant());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refused.error());
        body.put(
                "error_description",
                refused.getMessage() + " Trace ID: " + trace + " Correlation ID: " + correlation + " Timestamp: "
                        + time);
        body.put("error_codes", List.of(refused.code()));
        body.put("timestamp", time);
        body.put("trace_id", trace);
        body.put("correlation_id", correlation);
        body.put("error_uri", baseUrl + "/error?code=" + refused.code());
        return json(refused.status(), body);
    }

    private Map<String, Object> configuration() {
        String authority = baseUrl + "/" + tenantId;
        return Map.of(
                "token_endpoint",
                authority + "/oauth2/v2.0/token",
                "authorization_endpoint",
                authority + "/oauth2/v2.0/authorize",
                "jwks_uri",
                authority + "/discovery/v2.0/keys",
                "issuer",
                authority + "/v2.0",
                "response_types_supported",
                List.of("code", "id_token"),
                "subject_types_supported",
                List.of("pairwise"),
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "private_key_jwt"),
                "msgraph_host",
                baseUrl.substring("https://".length()));
    }

    private Map<String, Object> discovery() {
        String host = baseUrl.substring("https://".length());
        return Map.of(
                "tenant_discovery_endpoint",
                baseUrl + "/" + tenantId + "/v2.0/.well-known/openid-configuration",
                "api-version",
                "1.1",
                "metadata",
                List.of(Map.of("preferred_network", host, "preferred_cache", host, "aliases", List.of(host))));
    }

    private static Answer json(int status, Map<String, ?> body) {
        return Answer.jsonOf(status, body).withHeader("Cache-Control", "no-store");
    }
}
