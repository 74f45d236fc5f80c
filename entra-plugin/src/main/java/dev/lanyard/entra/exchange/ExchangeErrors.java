package dev.lanyard.entra.exchange;

import dev.lanyard.entra.config.ExchangePermissions;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.RetryAfter;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Turns an answer of Exchange that is no success into an error for people, and decides whether the trouble may pass.
 */
final class ExchangeErrors {

    private static final Set<Integer> SERVER_TROUBLE = Set.of(408, 500, 502, 503, 504);

    private final Clock clock;

    ExchangeErrors(Clock clock) {
        this.clock = clock;
    }

    /** Explains an answer: a {@link PassingTrouble}, or a {@link ConnectorException} that is final. */
    RuntimeException explain(Cmdlet cmdlet, ExchangeAnswer answer, CmdletError error) {
        int status = answer.status();
        String said = error.message().isEmpty() ? "" : ": " + oneLine(error.message());
        if (status == 429) {
            return passing(
                    answer,
                    error,
                    ErrorKind.THROTTLED,
                    "Exchange Online throttles " + cmdlet.name(),
                    "let fewer programs manage Exchange Online at once");
        }
        if (SERVER_TROUBLE.contains(status)) {
            return passing(
                    answer,
                    error,
                    ErrorKind.UNAVAILABLE,
                    "Exchange Online answered " + cmdlet.name() + " with status " + status + said,
                    "try again later");
        }
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                error(
                        answer,
                        error,
                        ErrorKind.UNAVAILABLE,
                        cmdlet.name() + " was redirected, which is not followed: the token must not go elsewhere",
                        "check that the address of Exchange Online in the settings is the final one");
            case 401 ->
                error(
                        answer,
                        error,
                        ErrorKind.AUTHENTICATION,
                        "Exchange Online does not accept the token for " + cmdlet.name() + said,
                        "check that tenantId and exchangeUrl belong to the same cloud");
            case 403 ->
                error(
                        answer,
                        error,
                        ErrorKind.PERMISSION,
                        cmdlet.name() + " needs the application permission " + ExchangePermissions.MANAGE.least()
                                + " and a role such as " + ExchangePermissions.ROLES.get(0) + said,
                        "grant " + ExchangePermissions.MANAGE.least()
                                + " to the app registration, with admin consent, and assign it the role "
                                + ExchangePermissions.ROLES.get(0));
            case 404 ->
                error(
                        answer,
                        error,
                        ErrorKind.NOT_FOUND,
                        cmdlet.name() + " found nothing" + said,
                        "check that the object still exists, and that exchangeUrl is right");
            default ->
                error(
                        answer,
                        error,
                        ErrorKind.INVALID,
                        "Exchange Online refuses " + cmdlet.name() + " with status " + status + said,
                        "look up what Exchange Online says, and change the group there if need be");
        };
    }

    /** A body that is not what Exchange promises: it may have been cut off on its way. */
    PassingTrouble unreadable(Cmdlet cmdlet, ExchangeAnswer answer) {
        return PassingTrouble.of(error(
                answer,
                CmdletError.NONE,
                ErrorKind.UNAVAILABLE,
                "the answer to " + cmdlet.name() + " is not a whole JSON text",
                "try again; if it stays so, look at proxies and gateways on the way to Exchange Online"));
    }

    private PassingTrouble passing(
            ExchangeAnswer answer, CmdletError error, ErrorKind kind, String message, String remedy) {
        ConnectorException.Builder builder =
                ConnectorException.of(kind, message, remedy).service(code(error), answer.requestId());
        answer.retryAfter()
                .flatMap(text -> RetryAfter.read(text, clock.instant()))
                .ifPresent(builder::retryAfter);
        return PassingTrouble.of(builder.build());
    }

    private static ConnectorException error(
            ExchangeAnswer answer, CmdletError error, ErrorKind kind, String message, String remedy) {
        return ConnectorException.of(kind, message, remedy)
                .service(code(error), answer.requestId())
                .build();
    }

    private static Optional<String> code(CmdletError error) {
        return Optional.of(error.exception().isEmpty() ? error.code() : error.exception())
                .filter(code -> !code.isEmpty());
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
