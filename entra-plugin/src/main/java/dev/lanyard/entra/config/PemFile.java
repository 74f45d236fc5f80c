package dev.lanyard.entra.config;

import dev.lanyard.spi.error.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads a key and its certificates from PEM: PKCS#8, encrypted or not. Line breaks do not matter, because a field of
 * one line takes them away.
 */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String WHOLE = "paste each part in full, from BEGIN to END";
    private static final String TO_PKCS8 = "convert the key with 'openssl pkcs8 -topk8 -in KEY.pem'";

    private PemFile() {}

    static KeyFile read(String text, Optional<char[]> passphrase) {
        List<X509Certificate> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.equals("CERTIFICATE")) {
                certificates.add(certificate(block.group(2)));
            } else if (kind.endsWith("PRIVATE KEY")) {
                keys.add(key(kind, block.group(2), passphrase));
            }
        }
        if (certificates.isEmpty()) {
            throw CertificateKey.problem(
                    "holds no certificate (-----BEGIN CERTIFICATE-----)",
                    "put the certificate beside its private key; " + WHOLE);
        }
        if (keys.size() != 1) {
            throw CertificateKey.problem(
                    keys.isEmpty()
                            ? "the private key is missing (-----BEGIN PRIVATE KEY-----)"
                            : "holds " + keys.size() + " private keys, and must hold one",
                    "put the certificate's own private key beside it; " + WHOLE);
        }
        return new KeyFile(keys.get(0), certificates);
    }

    private static X509Certificate certificate(String base64) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decoded(base64)));
        } catch (CertificateException unreadable) {
            throw CertificateKey.problem("holds a certificate that cannot be read", WHOLE);
        }
    }

    private static PrivateKey key(String kind, String base64, Optional<char[]> passphrase) {
        return switch (kind) {
            case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(decoded(base64)));
            case "ENCRYPTED PRIVATE KEY" ->
                key(decrypted(decoded(base64), passphrase.orElseThrow(() -> Passphrase.wrong(passphrase))));
            default -> throw CertificateKey.problem("the private key is in the old form '" + kind + "'", TO_PKCS8);
        };
    }

    /** Tries the kinds of keys that there are: what kind it is stands inside, where only the right one can read it. */
    private static PrivateKey key(PKCS8EncodedKeySpec encoded) {
        return Stream.of("RSA", "EC", "EdDSA")
                .flatMap(algorithm -> key(algorithm, encoded).stream())
                .findFirst()
                .orElseThrow(() -> CertificateKey.problem("the private key cannot be read", WHOLE));
    }

    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (InvalidKeySpecException ofAnotherKind) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + algorithm, impossible);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] encrypted, char[] passphrase) {
        PBEKeySpec password = new PBEKeySpec(passphrase);
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            // Of the newer scheme, PBES2, only the parameters can tell the algorithm, and only as text.
            String algorithm =
                    info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840.113549.1.5.13")
                            ? info.getAlgParameters().toString()
                            : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(password),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (InvalidKeySpecException | InvalidKeyException wrong) {
            throw Passphrase.wrong(Optional.of(passphrase));
        } catch (IOException | GeneralSecurityException unknown) {
            throw CertificateKey.problem(
                    "the private key is encrypted in a way that Java cannot read", TO_PKCS8 + " -v2 aes256");
        } finally {
            password.clearPassword();
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw unreadable();
        }
    }

    private static ConnectorException unreadable() {
        return CertificateKey.problem("holds a part that is not Base64", WHOLE);
    }
}
