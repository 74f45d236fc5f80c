package dev.lanyard.entra.config;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a file with a key holds, before anybody has looked at whether it fits together.
 *
 * @param key the one private key
 * @param certificates at least one, in the order of the file
 */
record KeyFile(PrivateKey key, List<X509Certificate> certificates) {}
