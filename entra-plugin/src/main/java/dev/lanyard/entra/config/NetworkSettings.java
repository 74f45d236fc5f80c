package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the network lets the connector out, and whom it trusts there: for login, Graph and Exchange alike.
 *
 * @param proxy the proxy to go through, or empty for the Java runtime's own choice
 * @param trustedCertificates certificates to trust besides those of the Java runtime
 */
public record NetworkSettings(Optional<ProxySettings> proxy, List<X509Certificate> trustedCertificates) {

    /** No proxy, and nobody to trust besides. */
    public static final NetworkSettings DEFAULTS = new NetworkSettings(Optional.empty(), List.of());

    /** The setting that holds the certificates. */
    public static final String CERTIFICATES = NetworkFields.TRUSTED_CERTIFICATES;

    /** Keeps a copy. */
    public NetworkSettings {
        trustedCertificates = List.copyOf(trustedCertificates);
    }

    /**
     * Reads the settings.
     *
     * @throws ConnectorException of kind {@code CONFIGURATION} that names everything that does not fit together
     */
    static NetworkSettings from(ConnectorConfig config) {
        SettingsProblems problems = new SettingsProblems();
        Optional<URI> address = config.uri(NetworkFields.PROXY_URL);
        Optional<String> user = config.text(NetworkFields.PROXY_USER);
        Optional<Secret> password = config.secret(NetworkFields.PROXY_PASSWORD);
        address.filter(url -> !isHostAndPort(url))
                .ifPresent(url -> problems.add(SettingsProblems.problem(
                        NetworkFields.PROXY_URL,
                        "must be a host and a port, and nothing else",
                        "set " + NetworkFields.PROXY_URL + " to something like http://proxy.example:3128")));
        requireOther(problems, NetworkFields.PROXY_USER, user, NetworkFields.PROXY_URL, address);
        requireOther(problems, NetworkFields.PROXY_USER, user, NetworkFields.PROXY_PASSWORD, password);
        requireOther(problems, NetworkFields.PROXY_PASSWORD, password, NetworkFields.PROXY_USER, user);
        List<X509Certificate> certificates = config.text(NetworkFields.TRUSTED_CERTIFICATES)
                .map(pem -> certificates(problems, pem))
                .orElse(List.of());
        problems.throwIfAny();
        return new NetworkSettings(
                address.map(url -> new ProxySettings(
                        url.getHost(),
                        url.getPort(),
                        // A copy: closing wipes it, and another connector may have the same configuration.
                        user.flatMap(name ->
                                password.map(secret -> new ProxySettings.SignIn(name, secret.reveal(Secret::of)))))),
                certificates);
    }

    void wipe() {
        proxy.flatMap(ProxySettings::signIn)
                .ifPresent(signIn -> signIn.password().wipe());
    }

    private static void requireOther(
            SettingsProblems problems, String field, Optional<?> value, String other, Optional<?> otherValue) {
        if (value.isPresent() && otherValue.isEmpty()) {
            problems.add(SettingsProblems.problem(
                    field, "is set, but " + other + " is not", "set " + other + " as well, or remove " + field));
        }
    }

    private static boolean isHostAndPort(URI url) {
        String path = url.getRawPath();
        return url.getPort() > 0
                && (path == null || path.isEmpty() || path.equals("/"))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static List<X509Certificate> certificates(SettingsProblems problems, String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (PemBlock block : PemBlock.in(pem)) {
                certificates.add(block.certificate());
            }
        } catch (CertificateException unreadable) {
            certificates.clear();
        }
        if (certificates.size() != PemBlock.begunIn(pem)) {
            problems.add(SettingsProblems.problem(
                    NetworkFields.TRUSTED_CERTIFICATES, "holds a certificate that cannot be read", PemBlock.WHOLE));
        }
        return certificates;
    }
}
