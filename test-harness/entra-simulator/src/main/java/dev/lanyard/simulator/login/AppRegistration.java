package dev.lanyard.simulator.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tenant knows of the one application: its secret, certificates and federated credentials, and for whom its
 * redirect address is. At first there is the secret alone, and {@code http://localhost} for a desktop application. Safe
 * for use by many threads.
 */
public final class AppRegistration {

    private final String clientId;
    private final byte[] secretDigest;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<TrustedSubject> subjects = new ArrayList<>();
    private final List<FederatedCredential> federated = new ArrayList<>();
    private boolean secretExpired;
    private boolean web;

    AppRegistration(String clientId, String secret) {
        this.clientId = clientId;
        this.secretDigest = digest(secret);
    }

    /**
     * Certificates that are trusted by name.
     *
     * @param subject the subject name, as {@code CN=…}
     * @param root of the authority that must have issued it, directly or not
     */
    record TrustedSubject(String subject, X509Certificate root) {}

    /**
     * Tokens of another issuer that are trusted.
     *
     * @param issuer their {@code iss}
     * @param subject their {@code sub}
     * @param audience their {@code aud}
     * @param key what they are signed with
     */
    record FederatedCredential(String issuer, String subject, String audience, PublicKey key) {}

    /** Adds a certificate, whose key may sign assertions from now on. */
    public synchronized void addCertificate(X509Certificate certificate) {
        certificates.add(certificate);
    }

    /** Trusts every certificate of this subject name that this authority has issued, if its chain is sent along. */
    public synchronized void trustSubject(String subject, X509Certificate root) {
        subjects.add(new TrustedSubject(subject, root));
    }

    /** Adds a federated credential. */
    public synchronized void addFederatedCredential(String issuer, String subject, String audience, PublicKey key) {
        federated.add(new FederatedCredential(issuer, subject, audience, key));
    }

    /** Lets the secret expire. */
    public synchronized void expireSecret() {
        secretExpired = true;
    }

    /** Makes the redirect address one for the web, so that codes are only exchanged for whom the secret proves. */
    public synchronized void setWeb(boolean forWeb) {
        web = forWeb;
    }

    String clientId() {
        return clientId;
    }

    synchronized boolean isWeb() {
        return web;
    }

    synchronized boolean isSecretExpired() {
        return secretExpired;
    }

    boolean isSecret(String secret) {
        return MessageDigest.isEqual(secretDigest, digest(secret));
    }

    synchronized List<X509Certificate> certificates() {
        return List.copyOf(certificates);
    }

    synchronized Optional<TrustedSubject> subject(String name) {
        return subjects.stream()
                .filter(trusted -> trusted.subject().equals(name))
                .findFirst();
    }

    synchronized List<FederatedCredential> federated() {
        return List.copyOf(federated);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
