package dev.lanyard.simulator.login;

import dev.lanyard.simulator.login.AppRegistration.FederatedCredential;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Makes sure that whoever asks for a token is the application: by its secret, a certificate or a federated token. */
final class ClientProof {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final AppRegistration registration;
    private final CertificateProof certificates;
    private final Set<String> audiences;
    private final InstantSource clock;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** Accepts assertions for these audiences: the addresses by which the token endpoint is known. */
    ClientProof(AppRegistration registration, Set<String> audiences, InstantSource clock) {
        this.registration = registration;
        this.certificates = new CertificateProof(registration, clock);
        this.audiences = audiences;
        this.clock = clock;
    }

    /** Requires a proof. */
    void require(Map<String, String> fields) throws LoginException {
        String assertion = fields.getOrDefault("client_assertion", "");
        if (!assertion.isEmpty()) {
            requireAssertion(fields, assertion);
        } else {
            requireSecret(fields.getOrDefault("client_secret", ""));
        }
    }

    /** Requires a proof of an application for the web, and none of any other. */
    void requireWhereWeb(Map<String, String> fields) throws LoginException {
        if (registration.isWeb()) {
            require(fields);
        } else if (fields.containsKey("client_secret") || fields.containsKey("client_assertion")) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    700025,
                    "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.");
        }
    }

    private void requireSecret(String secret) throws LoginException {
        if (secret.isEmpty()) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        if (!registration.isSecret(secret)) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID, for a secret added to app '"
                            + registration.clientId() + "'.");
        }
        if (registration.isSecretExpired()) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    7000222,
                    "The provided client secret keys for app '" + registration.clientId()
                            + "' are expired. Visit the Azure portal to create new keys for your app:"
                            + " https://aka.ms/NewClientSecret, or consider using certificate credentials for added"
                            + " security: https://aka.ms/certCreds.");
        }
    }

    private void requireAssertion(Map<String, String> fields, String text) throws LoginException {
        if (!JWT_BEARER.equals(fields.get("client_assertion_type"))) {
            throw new LoginException(
                    400,
                    "invalid_request",
                    900144,
                    "The request body must contain the following parameter: 'client_assertion_type'.");
        }
        Jwt assertion = Jwt.read(text);
        if (registration.clientId().equalsIgnoreCase(assertion.text("iss"))) {
            requireOwn(assertion);
        } else {
            requireFederated(assertion);
        }
        assertion.requireTime(clock.instant().getEpochSecond());
    }

    private void requireOwn(Jwt assertion) throws LoginException {
        if (!assertion.text("sub").equalsIgnoreCase(registration.clientId())) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    700021,
                    "Client assertion application identifier doesn't match 'client_id' parameter. Review the"
                            + " documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .");
        }
        if (!audiences.contains(assertion.text("aud"))) {
            throw new LoginException(
                    401, "invalid_client", 700023, "Client assertion audience claim does not match Realm issuer.");
        }
        try {
            certificates.require(assertion);
        } catch (GeneralSecurityException unreadable) {
            throw Jwt.malformed();
        }
        // Microsoft asks for an id that is used once; whether it looks is unknown, so it does here.
        if (assertion.text("jti").isEmpty() || !seen.add(assertion.text("jti"))) {
            throw Jwt.malformed();
        }
    }

    private void requireFederated(Jwt token) throws LoginException {
        List<FederatedCredential> trusted =
                matching(registration.federated(), FederatedCredential::issuer, token.text("iss"), 700211, "issuer");
        trusted = matching(trusted, FederatedCredential::subject, token.text("sub"), 700213, "subject");
        trusted = matching(trusted, FederatedCredential::audience, token.text("aud"), 700212, "audience");
        if (trusted.stream().noneMatch(each -> token.isSignedBy(each.key()))) {
            throw new LoginException(401, "invalid_client", 50013, "Assertion failed signature validation.");
        }
    }

    private static List<FederatedCredential> matching(
            List<FederatedCredential> among,
            Function<FederatedCredential, String> part,
            String given,
            int code,
            String name)
            throws LoginException {
        List<FederatedCredential> matching =
                among.stream().filter(each -> part.apply(each).equals(given)).toList();
        if (matching.isEmpty()) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    code,
                    "No matching federated identity record found for presented assertion " + name + " '" + given
                            + "'. Please check your federated identity credential Subject, Audience and Issuer against"
                            + " the presented assertion.");
        }
        return matching;
    }
}
