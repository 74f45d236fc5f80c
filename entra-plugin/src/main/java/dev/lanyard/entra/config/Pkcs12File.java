package dev.lanyard.entra.config;

import dev.lanyard.spi.error.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads a key and its certificates from PKCS#12 (a .pfx or .p12 file) in Base64. */
final class Pkcs12File {

    private static final String GIVE_BOTH = "export the certificate together with its private key";

    private Pkcs12File() {}

    static KeyFile read(String base64, Optional<char[]> passphrase) {
        char[] password = passphrase.orElse(new char[0]);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(decoded(base64)), password);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw CertificateKey.problem(
                        keys.isEmpty()
                                ? "the PKCS#12 file holds no private key"
                                : "the PKCS#12 file holds " + keys.size() + " private keys, and must hold one",
                        GIVE_BOTH);
            }
            return keyFile(store, keys.get(0), password);
        } catch (IOException unreadable) {
            throw unreadable.getCause() instanceof UnrecoverableKeyException
                    ? Passphrase.wrong(passphrase)
                    : nothingReadable();
        } catch (UnrecoverableKeyException wrong) {
            throw Passphrase.wrong(passphrase);
        } catch (GeneralSecurityException unreadable) {
            throw nothingReadable();
        }
    }

    private static KeyFile keyFile(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        Certificate[] chain = store.getCertificateChain(alias);
        if (chain != null) {
            for (Certificate certificate : chain) {
                certificates.add((X509Certificate) certificate);
            }
        }
        if (certificates.isEmpty()) {
            throw CertificateKey.problem("the PKCS#12 file holds no certificate for its private key", GIVE_BOTH);
        }
        return new KeyFile((PrivateKey) store.getKey(alias, password), certificates);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw nothingReadable();
        }
    }

    private static ConnectorException nothingReadable() {
        return CertificateKey.problem(
                "is neither a certificate in PEM form nor a PKCS#12 file in Base64",
                "set " + SignInFields.CERTIFICATE + " to the whole PEM text, from BEGIN to END, or to what"
                        + " 'base64 -w0 FILE.pfx' prints");
    }
}
