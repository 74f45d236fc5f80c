package dev.lanyard.host.config;

import dev.lanyard.spi.config.Secret;
import java.util.Optional;

/** Where the secrets are found that settings refer to as <code>${vault:NAME}</code>. */
@FunctionalInterface
public interface SecretSource {

    /** Where there is nothing. */
    SecretSource NONE = name -> Optional.empty();

    /**
     * Finds a secret.
     *
     * @param name what stands behind {@code vault:}
     * @return a copy for the caller to use and to wipe, or empty if there is none of that name
     * @throws dev.lanyard.spi.error.ConnectorException if the vault cannot be opened
     */
    Optional<Secret> find(String name);
}
