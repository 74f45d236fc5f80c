package dev.lanyard.entra.auth;

import dev.lanyard.entra.config.EntraSettings;
import java.net.URI;

/**
 * A service that tokens are for.
 *
 * @param name what people call it
 * @param address where it answers
 * @param scope what a token has to be asked for
 * @param setting the setting from which the address comes
 */
public record TokenAudience(String name, URI address, String scope, String setting) {

    /** Microsoft Graph. */
    static TokenAudience graph(EntraSettings settings) {
        return new TokenAudience("Microsoft Graph", settings.graphUrl(), settings.scope(), settings.graphSetting());
    }
}
