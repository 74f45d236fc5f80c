package dev.lanyard.entra.auth;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.ConnectionTrouble;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which setting the login service does not like.
 *
 * <p>The service names its reasons by AADSTS codes. The authentication library's exceptions are read but not passed on
 * as a cause: they quote the service's answer at length.
 */
final class SignInFailure {

    private static final Pattern CODE = Pattern.compile("AADSTS(\\d+)");
    private static final Pattern TRACE_ID = Pattern.compile("Trace ID: ([0-9a-fA-F-]{36})");

    private final EntraSettings settings;
    private final TokenAudience audience;

    SignInFailure(EntraSettings settings, TokenAudience audience) {
        this.settings = settings;
        this.audience = audience;
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
            if (cause instanceof IOException connection) {
                return ConnectionTrouble.judge(connection, settings.authority(), settings.authoritySetting());
            }
            texts.append(cause.getMessage()).append('\n');
        }
        Matcher code = CODE.matcher(texts);
        if (!code.find()) {
            return PassingTrouble.of(ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            "the login service " + settings.authority().getHost() + " gave no token and no reason",
                            "try again later, and check " + settings.authoritySetting())
                    .build());
        }
        return refusal(
                code.group(1),
                Optional.of(TRACE_ID.matcher(texts)).filter(Matcher::find).map(trace -> trace.group(1)));
    }

    private RuntimeException refusal(String code, Optional<String> traceId) {
        return switch (code) {
            case "90002", "900023" ->
                error(
                        code,
                        traceId,
                        "tenantId: the login service knows no tenant " + settings.tenantId(),
                        "set tenantId to the tenant's GUID or a verified domain name, and graphDomain to its cloud");
            case "700016" ->
                error(
                        code,
                        traceId,
                        "clientId: the tenant has no application " + settings.clientId(),
                        "set clientId to the 'Application (client) ID' of an app registration in this tenant");
            case "7000215" ->
                error(
                        code,
                        traceId,
                        "clientSecret: the secret is not one of the application's",
                        "set clientSecret to the value, not the ID, of a client secret of the application");
            case "7000222" ->
                error(
                        code,
                        traceId,
                        "clientSecret: the secret has expired",
                        "create a new client secret for the application and set clientSecret to its value");
            case "70011", "500011", "1002012" ->
                error(
                        code,
                        traceId,
                        audience.setting() + ": the login service knows no " + audience.name() + " at "
                                + audience.address(),
                        "set " + audience.setting() + " to the " + audience.name()
                                + " of the cloud that the tenant is in");
            case "90033", "50196", "90006", "90012" ->
                PassingTrouble.of(ConnectorException.of(
                                ErrorKind.UNAVAILABLE,
                                "the login service is busy for the moment (AADSTS" + code + ")",
                                "try again later")
                        .service(Optional.of("AADSTS" + code), traceId)
                        .build());
            default ->
                error(
                        code,
                        traceId,
                        "the login service refuses the application " + settings.clientId(),
                        "look up AADSTS" + code + " and check tenantId, clientId, clientSecret and the application");
        };
    }

    private static ConnectorException error(String code, Optional<String> traceId, String message, String remedy) {
        return ConnectorException.of(ErrorKind.AUTHENTICATION, message, remedy)
                .service(Optional.of("AADSTS" + code), traceId)
                .build();
    }
}
