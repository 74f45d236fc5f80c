package dev.lanyard.entra.graph;

import dev.lanyard.entra.config.Licence;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Turns an answer that is no success into an error for people, and decides whether the trouble may pass. */
final class GraphErrors {

    private static final Set<Integer> SERVER_TROUBLE = Set.of(408, 500, 502, 503, 504);
    private static final Set<String> RESTART_CODES =
            Set.of("syncstatenotfound", "resyncrequired", "directory_expiredpagetoken");

    private final HostServices host;

    @Inject
    GraphErrors(HostServices host) {
        this.host = host;
    }

    /** Explains an answer: a {@link PassingTrouble}, or a {@link ConnectorException} that is final. */
    RuntimeException explain(Endpoint endpoint, Answer answer) {
        GraphErrorBody error = GraphErrorBody.read(answer);
        int status = answer.status();
        String asked = endpoint.name();
        if (answer.throttled() || error.code().equals("Request_ThrottledTemporarily")) {
            return passing(
                    answer,
                    error,
                    ErrorKind.THROTTLED,
                    "Microsoft Graph throttles " + asked,
                    "let fewer programs use this application at once, or sync less often");
        }
        if (SERVER_TROUBLE.contains(status) || error.code().equals("Directory_ReplicaUnavailable")) {
            return passing(
                    answer,
                    error,
                    ErrorKind.UNAVAILABLE,
                    "Microsoft Graph answered " + asked + " with status " + status,
                    "try again later");
        }
        return finalError(answer, error, asked, endpoint);
    }

    private ConnectorException finalError(Answer answer, GraphErrorBody error, String asked, Endpoint endpoint) {
        String said = error.message().isEmpty() ? "" : ": " + oneLine(error.message());
        int status = answer.status();
        if (status == 410
                || RESTART_CODES.contains(error.code().toLowerCase(Locale.ROOT))
                || (status == 400 && error.message().contains("DeltaLink"))) {
            return error(
                    ErrorKind.CHECKPOINT_EXPIRED,
                    "Microsoft Graph no longer knows where " + asked + " stood" + said,
                    "read the stream anew from its start",
                    error);
        }
        Optional<Licence> licence = Licence.missingBy(error.code());
        if (licence.isPresent()) {
            return error(
                    ErrorKind.UNSUPPORTED,
                    asked + " needs a licence that the tenant does not have" + said,
                    "buy " + licence.get().title() + ", or do without this part",
                    error);
        }
        if (status == 400 && error.message().contains("Change enumeration is not supported")) {
            return error(
                    ErrorKind.UNSUPPORTED,
                    asked + " is not offered to this kind of tenant" + said,
                    "read everything instead of changes; external-ID and B2C tenants offer no delta query",
                    error);
        }
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                error(
                        ErrorKind.UNAVAILABLE,
                        asked + " was redirected, which is not followed: the token must not go elsewhere",
                        "check that the Graph address in the settings is the final one",
                        error);
            case 401 ->
                error(
                        ErrorKind.AUTHENTICATION,
                        "Microsoft Graph does not accept the token for " + asked + said,
                        "check that tenantId and graphDomain belong to the same cloud",
                        error);
            case 403 -> forbidden(asked, NeededPermissions.of(endpoint), said, error);
            case 404 ->
                error(
                        ErrorKind.NOT_FOUND,
                        asked + " found nothing" + said,
                        "check that the object still exists",
                        error);
            case 409, 412 ->
                error(
                        ErrorKind.CONFLICT,
                        asked + " met a change by someone else" + said,
                        "read the object again and repeat",
                        error);
            default ->
                error(
                        status >= 500 ? ErrorKind.UNAVAILABLE : ErrorKind.INVALID,
                        "Microsoft Graph refuses " + asked + " with status " + status + said,
                        "report this with the request id",
                        error);
        };
    }

    private static ConnectorException forbidden(String asked, String permission, String said, GraphErrorBody error) {
        return error(
                ErrorKind.PERMISSION,
                asked + " needs the application permission " + permission + said,
                "grant " + permission + " to the app registration, with admin consent",
                error);
    }

    /** A body that is not what Graph promises: it may have been cut off on its way. */
    PassingTrouble unreadable(Endpoint endpoint, Answer answer, String why) {
        return PassingTrouble.of(ConnectorException.of(
                        ErrorKind.UNAVAILABLE,
                        "the answer to " + endpoint.name() + " " + why,
                        "try again; if it stays so, look at proxies and gateways on the way to Microsoft Graph")
                .service(Optional.empty(), answer.header("request-id"))
                .build());
    }

    private PassingTrouble passing(Answer answer, GraphErrorBody error, ErrorKind kind, String message, String remedy) {
        ConnectorException.Builder builder =
                ConnectorException.of(kind, message, remedy).service(code(error), error.requestId());
        answer.retryAfter(host.clock().instant()).ifPresent(builder::retryAfter);
        return PassingTrouble.of(builder.build());
    }

    private static ConnectorException error(ErrorKind kind, String message, String remedy, GraphErrorBody error) {
        return ConnectorException.of(kind, message, remedy)
                .service(code(error), error.requestId())
                .build();
    }

    private static Optional<String> code(GraphErrorBody error) {
        return Optional.of(error.code()).filter(code -> !code.isEmpty());
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
