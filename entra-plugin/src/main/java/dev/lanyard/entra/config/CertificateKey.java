package dev.lanyard.entra.config;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A certificate with its private key, as an administrator gives it. The key is read when it is needed and not kept.
 *
 * @param content PEM, or PKCS#12 in Base64
 * @param passphrase what the key is encrypted with, if it is
 */
public record CertificateKey(Secret content, Optional<Secret> passphrase) {

    /**
     * Reads it.
     *
     * @return the key, with its certificate and as much of the chain as was given
     * @throws ConnectorException of kind {@code CONFIGURATION} that names the setting at fault and what to do
     */
    public KeyMaterial read() {
        Optional<char[]> password = passphrase.map(secret -> secret.reveal(String::toCharArray));
        KeyFile file = content.reveal(
                text -> text.contains("-----BEGIN ") ? PemFile.read(text, password) : Pkcs12File.read(text, password));
        if (!(file.key() instanceof RSAKey)) {
            throw problem(
                    "the private key is of the kind " + file.key().getAlgorithm() + ", and must be an RSA key",
                    "make a certificate with an RSA key of 2048 bits or more; Entra ID takes no other");
        }
        X509Certificate own = file.certificates().stream()
                .filter(certificate -> belongsTo(certificate, file.key()))
                .findFirst()
                .orElseThrow(() -> problem(
                        "the private key does not belong to the certificate",
                        "put the key and the certificate that were made together into " + SignInFields.CERTIFICATE));
        return new KeyMaterial(file.key(), chain(own, file.certificates()));
    }

    void wipe() {
        content.wipe();
        passphrase.ifPresent(Secret::wipe);
    }

    static ConnectorException problem(String message, String remedy) {
        return SettingsProblems.problem(SignInFields.CERTIFICATE, message, remedy);
    }

    private static boolean belongsTo(X509Certificate certificate, PrivateKey key) {
        return certificate.getPublicKey() instanceof RSAKey own
                && own.getModulus().equals(((RSAKey) key).getModulus());
    }

    /** The certificates from the key's own upwards, in whatever order they were given. */
    private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> given) {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(own);
        while (next.isPresent()) {
            X509Certificate issued = next.get();
            chain.add(issued);
            next = given.stream()
                    .filter(each -> each.getSubjectX500Principal().equals(issued.getIssuerX500Principal())
                            && !chain.contains(each))
                    .findFirst();
        }
        return chain;
    }
}
