package dev.lanyard.entra.auth;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.SignInSettings;
import dev.lanyard.entra.config.SignInSettings.ByOAuth;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Optional;
import java.util.Set;

/**
 * What the codes of the login service mean for the settings of this connector. Source: "Microsoft Entra authentication
 * and authorization error codes", and {@code https://login.microsoftonline.com/error?code=}.
 */
final class SignInRefusals {

    private static final Set<String> OF_THE_MOMENT =
            Set.of("50196", "90006", "90012", "90024", "90033", "90055", "90090");

    private final EntraSettings settings;
    private final SignInSettings way;
    private final TokenAudience audience;

    SignInRefusals(EntraSettings settings, TokenAudience audience) {
        this.settings = settings;
        this.way = settings.signIn();
        this.audience = audience;
    }

    /**
     * Explains a refusal.
     *
     * @param code the number after AADSTS
     * @param reason what else there is to tell of it
     * @return a {@link PassingTrouble} if asking again may help, otherwise a {@link ConnectorException}
     */
    RuntimeException of(String code, LoginReason reason) {
        if (OF_THE_MOMENT.contains(code)) {
            return PassingTrouble.of(ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            "the login service is busy for the moment (AADSTS" + code + ")",
                            "try again later")
                    .service(reason.serviceCode(), reason.traceId())
                    .build());
        }
        Words words = words(code);
        return ConnectorException.of(ErrorKind.AUTHENTICATION, words.message, words.remedy)
                .service(reason.serviceCode(), reason.traceId())
                .build();
    }

    /** Explains an answer of which the status is all there is to go by. */
    PassingTrouble of(LoginStatusException answer) {
        String service = "the login service " + settings.authority().getHost();
        String status = " ("
                + answer.reason().serviceCode().map(code -> code + ", ").orElse("") + "status " + answer.status() + ")";
        ConnectorException.Builder failure = answer.isThrottled()
                ? ConnectorException.of(
                        ErrorKind.THROTTLED,
                        service + " is asked for too many tokens" + status,
                        "let fewer programs sign in as " + way.who() + " at once, or try again later")
                : ConnectorException.of(
                        ErrorKind.UNAVAILABLE,
                        service + " gave no token" + (answer.mayPass() ? "" : " and no reason") + status,
                        "try again later, and check " + settings.authoritySetting());
        answer.askedWait().ifPresent(failure::retryAfter);
        failure.service(answer.reason().serviceCode(), answer.reason().traceId());
        return answer.mayPass() ? PassingTrouble.of(failure.build()) : PassingTrouble.stubborn(failure.build());
    }

    /** What is wrong, and what to do. */
    record Words(String message, String remedy) {}

    private Words words(String code) {
        return tenant(code)
                .or(() -> CredentialRefusals.words(code, way))
                .or(() -> way instanceof ByOAuth ? PersonRefusals.words(code, way.who()) : Optional.empty())
                .or(() -> application(code))
                .orElseGet(() -> new Words(
                        "the login service refuses " + way.who(),
                        "look up AADSTS" + code + " and check tenantId, clientId, " + way.setting()
                                + " and the application"));
    }

    private Optional<Words> tenant(String code) {
        return switch (code) {
            case "90002", "900023" ->
                said(
                        "tenantId: the login service knows no tenant " + settings.tenantId(),
                        "set tenantId to the tenant's GUID or a verified domain name, and graphDomain to its cloud");
            case "90038", "900382", "900432" ->
                said(
                        settings.authoritySetting() + ": the tenant " + settings.tenantId()
                                + " is in another cloud than the login service "
                                + settings.authority().getHost(),
                        "set " + settings.authoritySetting() + " to the cloud that the tenant is in");
            case "70011", "500011", "1002012" ->
                said(
                        audience.setting() + ": the login service knows no " + audience.name() + " at "
                                + audience.address(),
                        "set " + audience.setting() + " to the " + audience.name()
                                + " of the cloud that the tenant is in");
            default -> Optional.empty();
        };
    }

    private Optional<Words> application(String code) {
        return switch (code) {
            case "700016" ->
                said(
                        "clientId: the tenant has no application " + way.who().replace("the application ", ""),
                        "set clientId to the 'Application (client) ID' of an app registration in this tenant");
            case "7000112" ->
                said(
                        "clientId: " + way.who() + " is disabled in the tenant",
                        "let users sign in to it again, under its enterprise application's properties");
            case "7000229" ->
                said(
                        "clientId: nobody in the tenant has consented to " + way.who()
                                + ": it has no service principal",
                        "grant the application its permissions with admin consent, which makes one");
            case "53003", "530032" ->
                said(
                        "a Conditional Access policy of the tenant keeps " + way.who() + " out",
                        "connect from a place that the policy allows, or exclude the application from the policy");
            default -> Optional.empty();
        };
    }

    private static Optional<Words> said(String message, String remedy) {
        return Optional.of(new Words(message, remedy));
    }
}
