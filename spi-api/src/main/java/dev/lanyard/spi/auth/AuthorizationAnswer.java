package dev.lanyard.spi.auth;

import dev.lanyard.spi.config.Secret;
import java.util.Objects;

/** What came back from the person's browser, in answer to an {@link AuthorizationRequest}. */
public sealed interface AuthorizationAnswer {

    /**
     * The person has consented.
     *
     * @param code what to exchange for tokens, once and soon
     */
    record Code(Secret code) implements AuthorizationAnswer {
        /** Refuses null. */
        public Code {
            Objects.requireNonNull(code, "code");
        }
    }

    /**
     * The person or the system refuses.
     *
     * @param error OAuth's name of the reason, for example {@code access_denied}
     * @param description the system's own words, possibly empty; whoever can send a browser to the redirect address can
     *     choose them, so they are never shown as the platform's own
     */
    record Refused(String error, String description) implements AuthorizationAnswer {
        /** Refuses null. */
        public Refused {
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(description, "description");
        }
    }
}
