package dev.lanyard.simulator.login;

import dev.lanyard.simulator.http.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The page at which people sign in: sends the browser back at once if somebody sits there. What is wrong with the
 * application or the redirect address is shown, and not sent to an address that nobody vouches for.
 */
final class AuthorizePage {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final AppRegistration registration;
    private final DelegatedGrants grants;
    private final String resource;

    AuthorizePage(AppRegistration registration, DelegatedGrants grants, String resource) {
        this.registration = registration;
        this.grants = grants;
        this.resource = resource;
    }

    Answer answer(Map<String, String> query) throws LoginException {
        String redirect = query.getOrDefault("redirect_uri", "");
        if (!query.getOrDefault("client_id", "").equalsIgnoreCase(registration.clientId())) {
            throw new LoginException(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + query.getOrDefault("client_id", "")
                            + "' was not found in the directory 'Fabrikam'.");
        }
        if (!isRegistered(redirect)) {
            throw new LoginException(
                    400,
                    "invalid_request",
                    50011,
                    "The redirect URI '" + redirect + "' specified in the request does not match the redirect URIs"
                            + " configured for the application '" + registration.clientId() + "'.");
        }
        String state = query.getOrDefault("state", "");
        Optional<String> wrong = wrongParameter(query);
        if (wrong.isPresent()) {
            return back(redirect, state, "error", "invalid_request", "error_description", wrong.get());
        }
        Optional<Administrator> administrator = grants.atTheBrowser();
        if (grants.isDeclining()) {
            return back(
                    redirect,
                    state,
                    "error",
                    "access_denied",
                    "error_description",
                    "AADSTS65004: User declined to consent to access the app.");
        }
        if (administrator.isEmpty()) {
            byte[] page = "<!DOCTYPE html><title>Sign in to your account</title>".getBytes(StandardCharsets.UTF_8);
            return Answer.of(200, "text/html; charset=utf-8", page);
        }
        String code = grants.newCode(administrator.get(), redirect, query.getOrDefault("code_challenge", ""));
        return back(
                redirect,
                state,
                "code",
                code,
                "session_state",
                UUID.randomUUID().toString());
    }

    private Optional<String> wrongParameter(Map<String, String> query) {
        if (!query.getOrDefault("response_type", "").equals("code")) {
            return Optional.of("AADSTS900144: The request must contain the following parameter: 'response_type'.");
        }
        if (!query.getOrDefault("code_challenge_method", "").equals("S256")
                || !query.getOrDefault("code_challenge", "").matches("[A-Za-z0-9_-]{43}")) {
            return Optional.of("AADSTS9002325: Proof Key for Code Exchange is required.");
        }
        List<String> scopes = List.of(query.getOrDefault("scope", "").split(" +", -1));
        if (!scopes.contains(resource + "/.default") || !scopes.contains("offline_access")) {
            return Optional.of("AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
        }
        return Optional.empty();
    }

    /** The loopback interface under any port, where the path must be none: what http://localhost stands for. */
    private static boolean isRegistered(String redirect) {
        try {
            URI address = URI.create(redirect);
            return "http".equals(address.getScheme())
                    && LOOPBACK.contains(String.valueOf(address.getHost()))
                    && Set.of("", "/").contains(address.getPath())
                    && address.getQuery() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Answer back(String redirect, String state, String... parameters) {
        StringBuilder address = new StringBuilder(redirect).append("?state=").append(encoded(state));
        for (int i = 0; i < parameters.length; i += 2) {
            address.append('&').append(parameters[i]).append('=').append(encoded(parameters[i + 1]));
        }
        return Answer.empty(302).withHeader("Location", address.toString()).withHeader("Cache-Control", "no-store");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
