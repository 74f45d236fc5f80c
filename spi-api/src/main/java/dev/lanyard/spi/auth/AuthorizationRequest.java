package dev.lanyard.spi.auth;

import dev.lanyard.spi.auth.AuthorizationAnswer.Code;
import dev.lanyard.spi.auth.AuthorizationAnswer.Refused;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One request for a person's consent, under way between the platform and the person's browser.
 *
 * <p>The platform keeps it where only the one who has begun can complete it: in memory, or in that person's session. It
 * is for one use.
 *
 * @param address where to send the browser; holds the state and the challenge, but not the verifier
 * @param redirect where the browser comes back to, exactly as it was asked for
 * @param state what the answer must repeat, so that nobody can foist another's answer on the platform
 * @param codeVerifier what proves, when the code is exchanged, that it is exchanged by the one who asked for it
 */
public record AuthorizationRequest(URI address, URI redirect, Secret state, Secret codeVerifier) {

    /** Refuses null. */
    public AuthorizationRequest {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(redirect, "redirect");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(codeVerifier, "codeVerifier");
    }

    /**
     * Reads what came to the redirect address. An answer to another request is refused and changes nothing: the right
     * one may still come.
     *
     * @param query what follows the question mark, encoded as it came; may be empty
     * @return the code, or why there is none
     * @throws ConnectorException of kind {@code INVALID} if this is no answer to this request
     */
    public AuthorizationAnswer answer(String query) {
        Map<String, String> parameters = QueryText.parse(query);
        Secret given = Secret.of(parameters.getOrDefault("state", ""));
        if (!state.equals(given)) {
            throw invalid("the answer belongs to another sign-in: its state is not the one that was sent");
        }
        Optional<String> code = Optional.ofNullable(parameters.get("code")).filter(text -> !text.isEmpty());
        Optional<String> error = Optional.ofNullable(parameters.get("error"));
        if (error.isPresent()) {
            return new Refused(error.get(), parameters.getOrDefault("error_description", ""));
        }
        return new Code(Secret.of(
                code.orElseThrow(() -> invalid("the answer to the sign-in holds neither a code nor an error"))));
    }

    /** Where to, and where back to; not the state, which the address holds. */
    @Override
    public String toString() {
        return "AuthorizationRequest[to " + address.getHost() + ", back to " + redirect + "]";
    }

    static ConnectorException invalid(String message) {
        return ConnectorException.of(
                        ErrorKind.INVALID,
                        message,
                        "begin the sign-in anew, and follow only the link that you are shown then")
                .build();
    }
}
