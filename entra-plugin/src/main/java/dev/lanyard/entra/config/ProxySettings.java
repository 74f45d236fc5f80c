package dev.lanyard.entra.config;

import dev.lanyard.spi.config.Secret;
import java.util.Optional;

/**
 * The HTTP proxy to go through.
 *
 * @param host its host name
 * @param port its port
 * @param signIn as whom to sign in to it, or empty if it asks nobody
 */
public record ProxySettings(String host, int port, Optional<SignIn> signIn) {

    /** The setting from which the address comes. */
    public static final String ADDRESS = NetworkFields.PROXY_URL;

    /** The setting from which the user comes. */
    public static final String USER = NetworkFields.PROXY_USER;

    /** The setting from which the password comes. */
    public static final String PASSWORD = NetworkFields.PROXY_PASSWORD;

    /**
     * As whom to sign in.
     *
     * @param user the name, without a colon
     * @param password the password; closing the connector wipes it
     */
    public record SignIn(String user, Secret password) {}
}
