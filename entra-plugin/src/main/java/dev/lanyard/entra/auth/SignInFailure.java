package dev.lanyard.entra.auth;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.ConnectionTrouble;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.spi.auth.AuthorizationAnswer.Refused;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says which setting the login service does not like.
 *
 * <p>The service names its reasons by AADSTS codes. The authentication library's exceptions are read but not passed on
 * as a cause: they quote the service's answer at length.
 */
final class SignInFailure {

    /** What to do where the connector has nobody on whose behalf it could work. */
    static final String SIGN_IN_AGAIN =
            "let an administrator sign in again, from the place where the connector was connected";

    private static final Pattern OAUTH_ERROR = Pattern.compile("[a-z_]{1,40}");

    private final EntraSettings settings;
    private final SignInRefusals refusals;

    SignInFailure(EntraSettings settings, TokenAudience audience) {
        this.settings = settings;
        this.refusals = new SignInRefusals(settings, audience);
    }

    /** Something that can fail as a sign-in can. */
    interface Work<T> {
        T run() throws Throwable;
    }

    /**
     * Runs some work, and explains what it throws.
     *
     * @throws ConnectorException if it has failed for good
     * @throws PassingTrouble if trying again may help
     */
    <T> T explained(Work<T> work) {
        try {
            return work.run();
        } catch (ConnectorException | PassingTrouble | Error plain) {
            // A class that is missing, for one, is no trouble with the login service.
            throw plain;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw ConnectorException.of(ErrorKind.CANCELLED, "the thread was interrupted", "call again")
                    .build();
        } catch (Throwable failure) {
            throw explain(failure);
        }
    }

    /**
     * Explains why there is no token.
     *
     * @param failure what the authentication library threw
     * @return a {@link PassingTrouble} if asking again may help, otherwise a {@link ConnectorException}
     */
    RuntimeException explain(Throwable failure) {
        StringBuilder texts = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LoginStatusException answer) {
                return refusals.of(answer);
            }
            if (cause instanceof IOException connection) {
                return ConnectionTrouble.judge(connection, settings.authority(), settings.authoritySetting());
            }
            texts.append(cause.getMessage()).append('\n');
        }
        return byCode(texts.toString())
                .orElseGet(() -> PassingTrouble.of(ConnectorException.of(
                                ErrorKind.UNAVAILABLE,
                                "the login service " + settings.authority().getHost() + " gave no token and no reason",
                                "try again later, and check " + settings.authoritySetting())
                        .build()));
    }

    /** Explains why an administrator's browser came back without a code. */
    ConnectorException explainRefusal(Refused refused) {
        Optional<RuntimeException> known = byCode(refused.description());
        if (known.isPresent()) {
            return known.get() instanceof PassingTrouble passing ? passing.failure() : (ConnectorException) known.get();
        }
        boolean declined = refused.error().equals("access_denied");
        String reason = OAUTH_ERROR.matcher(refused.error()).matches() ? refused.error() : "no reason that can be read";
        return ConnectorException.of(
                        ErrorKind.AUTHENTICATION,
                        declined ? "the administrator did not consent" : "nobody was signed in: " + reason,
                        "sign in as an administrator who may consent to the permissions of "
                                + settings.signIn().who())
                .build();
    }

    private Optional<RuntimeException> byCode(String text) {
        LoginReason reason = LoginReason.in(text);
        return reason.code().map(code -> refusals.of(code, reason));
    }
}
