package dev.lanyard.entra.config;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that vouch for it.
 *
 * @param key an RSA key
 * @param chain the key's own certificate, then that of the authority that issued it, and so on; as far as it was given
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {

    /** Keeps a copy. */
    public KeyMaterial {
        chain = List.copyOf(chain);
    }

    /**
     * The key's own certificate.
     *
     * @return the first of the chain
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The certificates, but not the key. */
    @Override
    public String toString() {
        return "KeyMaterial[" + certificate().getSubjectX500Principal() + "]";
    }
}
