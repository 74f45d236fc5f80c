package dev.lanyard.simulator.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the certificate that an assertion was signed with: among those of the application by its thumbprint, or in
 * the chain that is sent along, if the application trusts its subject name and issuer.
 */
final class CertificateProof {

    private static final Map<String, String> THUMBPRINTS = Map.of("x5t", "SHA-1", "x5t#S256", "SHA-256");

    private final AppRegistration registration;
    private final InstantSource clock;

    CertificateProof(AppRegistration registration, InstantSource clock) {
        this.registration = registration;
        this.clock = clock;
    }

    void require(Jwt assertion) throws LoginException, GeneralSecurityException {
        X509Certificate certificate = find(assertion);
        if (!assertion.isSignedBy(certificate.getPublicKey())) {
            throw refused("Client assertion failed signature validation. [Reason - The provided signature value did not"
                    + " match the expected signature value.]");
        }
        Instant now = clock.instant();
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isBefore(start) || now.isAfter(end)) {
            throw refused("Client assertion failed signature validation. [Reason - The key used is expired., Found key"
                    + " 'Start=" + start + ", End=" + end + "']");
        }
    }

    private X509Certificate find(Jwt assertion) throws LoginException, GeneralSecurityException {
        for (X509Certificate certificate : registration.certificates()) {
            if (hasThumbprint(assertion.header(), certificate)) {
                return certificate;
            }
        }
        List<X509Certificate> chain = chain(assertion.header().path("x5c"));
        if (chain.isEmpty() || !hasThumbprint(assertion.header(), chain.get(0))) {
            throw refused("The certificate with identifier used to sign the client assertion is not registered on"
                    + " application. [Reason - The key was not found., Thumbprint of key used by client: '"
                    + thumbprint(assertion.header()) + "']");
        }
        String subject = chain.get(0).getSubjectX500Principal().getName();
        Optional<AppRegistration.TrustedSubject> trusted = registration.subject(subject);
        if (trusted.isEmpty() || !leadsTo(trusted.get().root(), chain)) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    700030,
                    "Invalid certificate - subject name in certificate is not authorized. SubjectNames/"
                            + "SubjectAlternativeNames (up to 10) in token certificate are: '" + subject + "'.");
        }
        return chain.get(0);
    }

    private boolean leadsTo(X509Certificate root, List<X509Certificate> chain) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(clock.instant()));
        List<X509Certificate> withoutRoot =
                chain.stream().filter(each -> !each.equals(root)).toList();
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(withoutRoot), parameters);
            return true;
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }

    private static List<X509Certificate> chain(JsonNode x5c) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (JsonNode each : x5c) {
            byte[] encoded = Base64.getDecoder().decode(each.asText());
            chain.add((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
        }
        return chain;
    }

    /** A thumbprint by SHA-1 or SHA-256 must be there, and each that is there must be right. */
    private static boolean hasThumbprint(JsonNode header, X509Certificate certificate) throws GeneralSecurityException {
        boolean any = false;
        for (Map.Entry<String, String> kind : THUMBPRINTS.entrySet()) {
            if (header.has(kind.getKey())) {
                byte[] digest = MessageDigest.getInstance(kind.getValue()).digest(certificate.getEncoded());
                any = true;
                if (!MessageDigest.isEqual(
                        digest, decoded(header.path(kind.getKey()).asText()))) {
                    return false;
                }
            }
        }
        return any;
    }

    private static String thumbprint(JsonNode header) {
        String text = header.path("x5t#S256").asText(header.path("x5t").asText());
        return HexFormat.of().withUpperCase().formatHex(decoded(text));
    }

    /** Microsoft's own libraries write thumbprints in either alphabet of Base64, so the service must read both. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    private static LoginException refused(String message) {
        return new LoginException(401, "invalid_client", 700027, message);
    }
}
