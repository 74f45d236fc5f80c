package dev.lanyard.entra.auth;

import dev.lanyard.entra.auth.SignInRefusals.Words;
import dev.lanyard.entra.config.SignInSettings;
import dev.lanyard.entra.config.SignInSettings.ByWorkloadIdentity;
import java.util.Optional;

/**
 * What the codes of the login service mean for what an application proves itself by: a secret, a certificate, or a
 * token of the platform that it runs on.
 */
final class CredentialRefusals {

    private CredentialRefusals() {}

    /** What to say, if the code is about one of these. */
    static Optional<Words> words(String code, SignInSettings way) {
        return switch (code) {
            case "7000215", "7000222", "7000218", "700025" -> Optional.of(secret(code, way));
            case "700024" ->
                Optional.of(new Words(
                        way.setting() + ": what it proves is not valid at this time",
                        "check this machine's clock, and that the certificate or token has not expired"));
            case "70021", "700211", "700212", "700213", "50013", "50027", "5002738" -> Optional.of(federated(way));
            case "700021", "700027", "700030" ->
                Optional.of(way instanceof ByWorkloadIdentity ? federated(way) : certificate(code, way));
            default -> Optional.empty();
        };
    }

    private static Words secret(String code, SignInSettings way) {
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

    private static Words certificate(String code, SignInSettings way) {
        return code.equals("700030")
                ? new Words(
                        way.setting() + ": the application does not trust the certificate's subject name and issuer",
                        "add the subject name and issuer to the application, or upload the certificate to it")
                : new Words(
                        way.setting() + ": the certificate is not one of the application's",
                        "upload the certificate, without its key, to the application; if the application trusts its"
                                + " subject name and issuer instead, set sendCertificateChain to true");
    }

    private static Words federated(SignInSettings way) {
        return new Words(
                way.setting() + ": " + way.who() + " trusts no token of this issuer, subject and audience",
                "give the application a federated credential with the issuer, subject and audience of the token in the"
                        + " file");
    }
}
