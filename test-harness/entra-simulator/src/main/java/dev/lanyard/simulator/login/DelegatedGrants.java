package dev.lanyard.simulator.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who signs in at the browser, and the codes and refresh tokens that come of it. Safe for use by many threads.
 *
 * <p>Microsoft goes on honouring a refresh token after it was used. Here it is honoured until the one that came in its
 * place is used, or not even that: nobody may count on more.
 */
public final class DelegatedGrants {

    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
    private static final Duration INACTIVITY = Duration.ofDays(90);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Refresh> refreshTokens = new HashMap<>();
    private @Nullable Administrator signedIn;
    private boolean declining;
    private boolean strict;
    private boolean consented = true;
    private boolean revoked;
    private boolean stale;

    DelegatedGrants(InstantSource clock) {
        this.clock = clock;
    }

    private record Code(Administrator by, String redirect, String challenge, Instant until, boolean used) {}

    private record Refresh(Administrator of, Instant lastUsed, Optional<String> predecessor) {}

    /**
     * Whom tokens are for, and the next refresh token.
     *
     * @param administrator on whose behalf
     * @param refreshToken never shown
     */
    record Granted(Administrator administrator, String refreshToken) {
        @Override
        public String toString() {
            return "Granted[" + administrator.name() + "]";
        }
    }

    /** Lets this administrator sit at the browser, and consent. */
    public synchronized void signIn(Administrator administrator) {
        signedIn = administrator;
        declining = false;
        consented = true;
        revoked = false;
        stale = false;
    }

    /** Lets whoever sits at the browser decline. */
    public synchronized void decline() {
        declining = true;
    }

    /** Takes the consent away, as an administrator does who removes the application's permissions. */
    public synchronized void revokeConsent() {
        consented = false;
    }

    /** Revokes the sessions of the administrator, as a change of the password does. */
    public synchronized void revokeSessions() {
        revoked = true;
    }

    /** Lets a policy ask for a newer sign-in. */
    public synchronized void askForNewSignIn() {
        stale = true;
    }

    /** Refuses a refresh token as soon as it was used once. */
    public synchronized void refuseUsedTokens(boolean whether) {
        strict = whether;
    }

    synchronized Optional<Administrator> atTheBrowser() {
        return Optional.ofNullable(signedIn);
    }

    synchronized boolean isDeclining() {
        return declining;
    }

    synchronized String newCode(Administrator by, String redirect, String challenge) {
        String code = random();
        codes.put(code, new Code(by, redirect, challenge, clock.instant().plus(CODE_LIFETIME), false));
        return code;
    }

    synchronized Granted redeem(String code, String redirect, String verifier) throws LoginException {
        Code known = codes.get(code);
        if (known == null) {
            throw malformed();
        }
        if (known.used) {
            throw grant(
                    54005,
                    "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an"
                            + " existing refresh token.");
        }
        if (clock.instant().isAfter(known.until)) {
            throw grant(
                    70008,
                    "The provided authorization code or refresh token has expired due to inactivity. Send a new"
                            + " interactive authorization request for this user and resource.");
        }
        if (!known.redirect.equals(redirect)) {
            throw grant(
                    500112,
                    "The reply address '" + redirect + "' does not match the reply address '" + known.redirect
                            + "' provided when requesting Authorization code.");
        }
        if (!challenge(verifier).equals(known.challenge)) {
            throw grant(
                    501481,
                    "The Code_Verifier does not match the code_challenge supplied in the authorization request.");
        }
        codes.put(code, new Code(known.by, known.redirect, known.challenge, known.until, true));
        return next(known.by, Optional.empty());
    }

    synchronized Granted refresh(String token) throws LoginException {
        Refresh known = refreshTokens.get(token);
        if (known == null) {
            throw malformed();
        }
        if (clock.instant().isAfter(known.lastUsed.plus(INACTIVITY))) {
            throw grant(
                    700082,
                    "The refresh token has expired due to inactivity. The token was issued on " + known.lastUsed
                            + " and was inactive for 90.00:00:00.");
        }
        if (revoked) {
            throw grant(
                    50173,
                    "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user"
                            + " might have changed or reset their password.");
        }
        if (stale) {
            throw grant(
                    70043,
                    "The refresh token has expired or is invalid due to sign-in frequency checks by conditional"
                            + " access.");
        }
        if (!consented) {
            throw grant(
                    65001,
                    "The user or administrator has not consented to use the application. Send an interactive"
                            + " authorization request for this user and resource.");
        }
        known.predecessor.ifPresent(refreshTokens::remove);
        if (strict) {
            refreshTokens.remove(token);
        }
        return next(known.of, Optional.of(token));
    }

    private Granted next(Administrator administrator, Optional<String> predecessor) {
        String token = random();
        refreshTokens.put(token, new Refresh(administrator, clock.instant(), predecessor));
        return new Granted(administrator, token);
    }

    private static LoginException malformed() {
        return new LoginException(400, "invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.");
    }

    private static LoginException grant(int code, String message) {
        return new LoginException(400, "invalid_grant", code, message);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String random() {
        byte[] bytes = new byte[48];
        RANDOM.nextBytes(bytes);
        return "0.A" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
