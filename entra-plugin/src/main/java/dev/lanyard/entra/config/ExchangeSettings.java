package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import java.net.URI;
import java.util.Optional;

/**
 * How Exchange Online is reached.
 *
 * @param url where it answers, without path and trailing slash
 */
public record ExchangeSettings(URI url) {

    /** Exchange Online of the worldwide cloud, for whose tokens a gateway in front of it is asked as well. */
    static final String WORLDWIDE = "https://outlook.office365.com";

    /**
     * Reads the settings.
     *
     * @return empty where Exchange Online is not used
     * @throws ConnectorException of kind {@code CONFIGURATION} if it cannot be used with the way to sign in
     */
    static Optional<ExchangeSettings> from(ConnectorConfig config) {
        if (!config.flag(EntraSchema.EXCHANGE_ONLINE).orElseThrow()) {
            return Optional.empty();
        }
        if (config.text(SignInFields.SIGN_IN)
                .filter(SignInFields.BY_OAUTH::equals)
                .isPresent()) {
            throw SettingsProblems.problem(
                    EntraSchema.EXCHANGE_ONLINE,
                    "cannot be true when " + SignInFields.SIGN_IN + " is " + SignInFields.BY_OAUTH
                            + ": Exchange Online lets an application change groups only in its own name, not on behalf"
                            + " of an administrator",
                    "set " + EntraSchema.EXCHANGE_ONLINE + " to false, or sign in by a certificate or a client secret");
        }
        return config.uri(EntraSchema.EXCHANGE_URL)
                .map(CloudAddresses::withoutTrailingSlash)
                .map(ExchangeSettings::new);
    }

    /**
     * What a token has to be asked for: each of the clouds that Microsoft runs takes tokens that are for itself.
     *
     * @return the scope
     */
    public String scope() {
        String service = NationalCloud.someHasExchange(url) ? url.toString() : WORLDWIDE;
        return service + "/.default";
    }

    /**
     * The setting from which the address comes.
     *
     * @return its name
     */
    public String setting() {
        return EntraSchema.EXCHANGE_URL;
    }
}
