package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of one connector for one service: asked for when first needed, kept until shortly before they
 * expire, renewed once for all who wait.
 *
 * <p>Safe for use by many threads. The authentication library would keep tokens too, but throws them away five minutes
 * before they expire, which is always for a service that gives shorter ones.
 */
public final class AccessTokens {

    private static final Duration EARLY = Duration.ofMinutes(5);

    /** How long to let a login be that is out of order, and how long before its end a token is of no use any more. */
    private static final Duration MOMENT = Duration.ofSeconds(30);

    private final String scope;
    private final TokenSource source;
    private final SignInThread thread;
    private final SignInFailure failures;
    private final Retries retries;
    private final Clock clock;
    private @Nullable Held held;

    /** A token, until when it is used, and until when it could be. */
    private record Held(String value, Instant useUntil, Instant expiry) {
        /** Not the token. */
        @Override
        public String toString() {
            return "Held[until " + useUntil + "]";
        }
    }

    AccessTokens(
            String scope,
            TokenSource source,
            SignInThread thread,
            SignInFailure failures,
            Retries retries,
            Clock clock) {
        this.scope = scope;
        this.source = source;
        this.thread = thread;
        this.failures = failures;
        this.retries = retries;
        this.clock = clock;
    }

    /**
     * Answers a token that is good for now. One that has to be renewed soon goes on being used while the login service
     * is out of order.
     *
     * @return the token, never to be logged
     * @throws ConnectorException of kind {@code AUTHENTICATION} if the login service refuses, naming the setting at
     *     fault; of kind {@code UNAVAILABLE}, {@code THROTTLED} or {@code CONFIGURATION} if it cannot be reached
     */
    public synchronized String current() {
        Held known = held;
        if (known != null && clock.instant().isBefore(known.useUntil)) {
            return known.value;
        }
        try {
            return renewed();
        } catch (ConnectorException failure) {
            Instant next = clock.instant().plus(MOMENT);
            boolean outOfOrder = failure.kind() == ErrorKind.UNAVAILABLE || failure.kind() == ErrorKind.THROTTLED;
            if (known == null || !outOfOrder || next.isAfter(known.expiry)) {
                throw failure;
            }
            held = new Held(known.value, next, known.expiry);
            return known.value;
        }
    }

    /**
     * Stops using a token that a service has refused. Whoever asks next gets a new one; late complaints about a token
     * that has been replaced already change nothing.
     *
     * @param refused the token that was sent
     */
    public synchronized void discard(String refused) {
        if (held != null && held.value.equals(refused)) {
            held = null;
        }
    }

    /**
     * What is granted now. Asks for a new token: one from before a consent does not carry what was consented to.
     *
     * @return the claims of the new token
     * @throws ConnectorException as {@link #current()} does
     */
    public synchronized TokenClaims grantedNow() {
        return TokenClaims.of(renewed());
    }

    private String renewed() {
        AccessToken token = retries.run(attempt -> failures.explained(() -> thread.run(() -> source.issue(scope))));
        Instant now = clock.instant();
        Instant expiry = token.getExpiresAt().toInstant();
        Duration tenth = Duration.between(now, expiry).dividedBy(10);
        Held fresh = new Held(token.getToken(), expiry.minus(tenth.compareTo(EARLY) < 0 ? tenth : EARLY), expiry);
        held = fresh;
        return fresh.value;
    }
}
