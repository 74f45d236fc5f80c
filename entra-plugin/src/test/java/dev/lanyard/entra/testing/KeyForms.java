package dev.lanyard.entra.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import okhttp3.tls.HeldCertificate;

/** The forms in which administrators keep a certificate with its key. */
public final class KeyForms {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private KeyForms() {}

    /** A certificate with an RSA key. */
    public static HeldCertificate.Builder rsa() {
        return new HeldCertificate.Builder().rsa2048();
    }

    /** A key and certificates as PEM. */
    public static String pem(HeldCertificate own, HeldCertificate... issuers) {
        StringBuilder pem = new StringBuilder(own.privateKeyPkcs8Pem()).append(own.certificatePem());
        Arrays.stream(issuers).map(HeldCertificate::certificatePem).forEach(pem::append);
        return pem.toString();
    }

    /** A certificate, and its key encrypted by the algorithm. */
    public static String encryptedPem(HeldCertificate own, String algorithm, String passphrase) {
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase.toCharArray())));
            byte[] encrypted = cipher.doFinal(own.keyPair().getPrivate().getEncoded());
            AlgorithmParameters parameters = cipher.getParameters();
            byte[] encoded = algorithm.contains("Hmac")
                    ? pbes2(parameters.getEncoded(), encrypted)
                    : new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded();
            return own.certificatePem() + block("ENCRYPTED PRIVATE KEY", encoded);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What openssl writes, put together by hand (RFC 5958): Java has no name for the algorithm. */
    private static byte[] pbes2(byte[] parameters, byte[] encrypted) {
        byte[] identifier = HexFormat.of().parseHex("06092a864886f70d01050d");
        return der(0x30, der(0x30, identifier, parameters), der(0x04, encrypted));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(content::writeBytes);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (content.size() < 0x80) {
            whole.write(content.size());
        } else {
            whole.writeBytes(new byte[] {(byte) 0x82, (byte) (content.size() >> 8), (byte) content.size()});
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** A key and its chain as PKCS#12 in Base64. */
    public static String pkcs12(String passphrase, PrivateKey key, HeldCertificate... chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] certificates =
                    Arrays.stream(chain).map(HeldCertificate::certificate).toArray(Certificate[]::new);
            store.setKeyEntry("own", key, passphrase.toCharArray(), certificates);
            return base64(store, passphrase);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A certificate without a key as PKCS#12 in Base64. */
    public static String pkcs12WithoutKey(String passphrase, HeldCertificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("own", certificate.certificate());
            return base64(store, passphrase);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A part of a PEM file. */
    public static String block(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + BASE64.encodeToString(content) + "\n-----END " + kind + "-----\n";
    }

    private static String base64(KeyStore store, String passphrase) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, passphrase.toCharArray());
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
