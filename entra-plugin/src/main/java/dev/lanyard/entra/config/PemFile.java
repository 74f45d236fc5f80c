package dev.lanyard.entra.config;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads a key and its certificates from PEM: PKCS#8, encrypted or not. */
final class PemFile {

    private static final String TO_PKCS8 = "convert the key with 'openssl pkcs8 -topk8 -in KEY.pem'";

    private PemFile() {}

    static KeyFile read(String text, Optional<char[]> passphrase) {
        List<X509Certificate> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        for (PemBlock block : PemBlock.in(text)) {
            if (block.kind().equals("CERTIFICATE")) {
                certificates.add(certificate(block));
            } else if (block.kind().endsWith("PRIVATE KEY")) {
                keys.add(key(block, passphrase));
            }
        }
        if (certificates.isEmpty()) {
            throw CertificateKey.problem(
                    "holds no certificate (-----BEGIN CERTIFICATE-----)",
                    "put the certificate beside its private key; " + PemBlock.WHOLE);
        }
        if (keys.size() != 1) {
            throw CertificateKey.problem(
                    keys.isEmpty()
                            ? "the private key is missing (-----BEGIN PRIVATE KEY-----)"
                            : "holds " + keys.size() + " private keys, and must hold one",
                    "put the certificate's own private key beside it; " + PemBlock.WHOLE);
        }
        return new KeyFile(keys.get(0), certificates);
    }

    private static X509Certificate certificate(PemBlock block) {
        try {
            return block.certificate();
        } catch (CertificateException unreadable) {
            throw CertificateKey.problem("holds a certificate that cannot be read", PemBlock.WHOLE);
        }
    }

    private static PrivateKey key(PemBlock block, Optional<char[]> passphrase) {
        return switch (block.kind()) {
            case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(decoded(block)));
            case "ENCRYPTED PRIVATE KEY" ->
                key(decrypted(decoded(block), passphrase.orElseThrow(() -> Passphrase.wrong(passphrase))));
            default ->
                throw CertificateKey.problem("the private key is in the old form '" + block.kind() + "'", TO_PKCS8);
        };
    }

    /** Tries the kinds of keys that there are: what kind it is stands inside, where only the right one can read it. */
    private static PrivateKey key(PKCS8EncodedKeySpec encoded) {
        return Stream.of("RSA", "EC", "EdDSA")
                .flatMap(algorithm -> key(algorithm, encoded).stream())
                .findFirst()
                .orElseThrow(() -> CertificateKey.problem("the private key cannot be read", PemBlock.WHOLE));
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

    private static byte[] decoded(PemBlock block) {
        try {
            return block.bytes();
        } catch (IllegalArgumentException malformed) {
            throw CertificateKey.problem("holds a part that is not Base64", PemBlock.WHOLE);
        }
    }
}
