package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import java.util.List;
import java.util.Optional;

/** The settings that say how the network lets the connector out, and whom it trusts there. */
final class NetworkFields {

    static final String PROXY_URL = "proxyUrl";
    static final String PROXY_USER = "proxyUser";
    static final String PROXY_PASSWORD = "proxyPassword";
    static final String TRUSTED_CERTIFICATES = "trustedCertificates";

    private static final String GROUP = "Network";

    private NetworkFields() {}

    static List<ConfigField> all() {
        return List.of(
                ConfigField.named(PROXY_URL, "Proxy URL", new FieldType.Address("http"))
                        .description("The HTTP proxy through which the login service, Microsoft Graph and Exchange"
                                + " Online are reached. It only passes on what is encrypted.")
                        .group(GROUP)
                        .example("http://proxy.example:3128")
                        .build(),
                ConfigField.named(
                                PROXY_USER,
                                "Proxy user",
                                new FieldType.Text(Optional.of("[^:]+"), "a user name without a colon"))
                        .description("The user as whom the connector signs in to the proxy, with Basic authentication.")
                        .group(GROUP)
                        .build(),
                ConfigField.named(PROXY_PASSWORD, "Proxy password", new FieldType.SecretText())
                        .description("The password of that user. On its way to the proxy it is not encrypted.")
                        .group(GROUP)
                        .build(),
                ConfigField.named(TRUSTED_CERTIFICATES, "Trusted certificates", new FieldType.Pem())
                        .description("Certificates, in PEM form, of authorities to trust besides those of the Java"
                                + " runtime, for example a private gateway's or that of a proxy that looks into"
                                + " connections. Host names are checked all the same.")
                        .group(GROUP)
                        .build());
    }
}
