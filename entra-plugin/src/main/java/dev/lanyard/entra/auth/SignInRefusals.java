package dev.lanyard.entra.auth;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.SignInSettings;
import dev.lanyard.entra.config.SignInSettings.ByOAuth;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Optional;

/**
 * What the codes of the login service mean for the settings of this connector. Source: "Microsoft Entra authentication
 * and authorization error codes", and {@code https://login.microsoftonline.com/error?code=}.
 */
final class SignInRefusals {

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
        if (code.equals("90033") || code.equals("50196") || code.equals("90006") || code.equals("90012")) {
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
        return switch (code) {
            case "90002", "900023" ->
                new Words(
                        "tenantId: the login service knows no tenant " + settings.tenantId(),
                        "set tenantId to the tenant's GUID or a verified domain name, and graphDomain to its cloud");
            case "700016" ->
                new Words(
                        "clientId: the tenant has no application " + way.who().replace("the application ", ""),
                        "set clientId to the 'Application (client) ID' of an app registration in this tenant");
            case "7000112" ->
                new Words(
                        "clientId: " + way.who() + " is disabled in the tenant",
                        "let users sign in to it again, under its enterprise application's properties");
            case "70011", "500011", "1002012" ->
                new Words(
                        audience.setting() + ": the login service knows no " + audience.name() + " at "
                                + audience.address(),
                        "set " + audience.setting() + " to the " + audience.name()
                                + " of the cloud that the tenant is in");
            case "7000215", "7000222", "7000218", "700025" -> secret(code);
            case "700027", "700030", "700024", "700021", "700022" -> assertion(code);
            case "70021", "700211", "700212", "700213", "50013", "50027", "5002738" ->
                new Words(
                        way.setting() + ": " + way.who() + " trusts no token of this issuer, subject and audience",
                        "give the application a federated credential with the issuer, subject and audience of the"
                                + " token in the file");
            default ->
                person(code)
                        .orElse(new Words(
                                "the login service refuses " + way.who(),
                                "look up AADSTS" + code + " and check tenantId, clientId, " + way.setting()
                                        + " and the application"));
        };
    }

    private Optional<Words> person(String code) {
        return way instanceof ByOAuth ? PersonRefusals.words(code, way.who()) : Optional.empty();
    }

    private Words secret(String code) {
        return switch (code) {
            case "7000215" ->
                new Words(
                        way.setting() + ": the secret is not one of the application's",
                        "set " + way.setting() + " to the value, not the ID, of a client secret of the application");
            case "7000222" ->
                new Words(
                        way.setting() + ": the secret has expired",
                        "create a new client secret for the application and set " + way.setting() + " to its value");
            case "7000218" ->
                new Words(
                        way.setting() + ": " + way.who() + " must prove itself by a secret",
                        "set " + way.setting() + ", or register the redirect address for desktop applications");
            default ->
                new Words(
                        way.setting() + ": " + way.who() + " must not send a secret with this redirect address",
                        "remove " + way.setting() + ", or register the redirect address for the web");
        };
    }

    private Words assertion(String code) {
        return switch (code) {
            case "700024" ->
                new Words(
                        way.setting() + ": what it proves is not valid at this time",
                        "check this machine's clock, and that the certificate or token has not expired");
            case "700030" ->
                new Words(
                        way.setting() + ": the application does not trust the certificate's subject name and issuer",
                        "add the subject name and issuer to the application, or upload the certificate to it");
            default ->
                new Words(
                        way.setting() + ": the certificate is not one of the application's",
                        "upload the certificate, without its key, to the application; if the application trusts its"
                                + " subject name and issuer instead, set sendCertificateChain to true");
        };
    }
}
