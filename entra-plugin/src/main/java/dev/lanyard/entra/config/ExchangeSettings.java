package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import java.net.URI;
import java.util.Optional;

/**
 * How Exchange Online is reached.
 *
 * @param url where it answers, without path and trailing slash
 * @param service Exchange Online itself, for which tokens are; the same but for a gateway in front of it
 */
public record ExchangeSettings(URI url, URI service) {

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
        URI ofCloud = cloud(config).orElse(NationalCloud.GLOBAL).exchange();
        URI url = config.uri(EntraSchema.EXCHANGE_URL)
                .map(CloudAddresses::withoutTrailingSlash)
                .orElse(ofCloud);
        return Optional.of(new ExchangeSettings(url, NationalCloud.someHasExchange(url) ? url : ofCloud));
    }

    private static Optional<NationalCloud> cloud(ConnectorConfig config) {
        return config.text(EntraSchema.GRAPH_DOMAIN)
                .flatMap(NationalCloud::ofGraphDomain)
                .or(() -> config.uri(EntraSchema.GRAPH_URL)
                        .flatMap(address -> NationalCloud.ofGraphDomain(address.getHost())));
    }

    /**
     * What a token has to be asked for: each of the clouds that Microsoft runs takes tokens that are for itself.
     *
     * @return the scope
     */
    public String scope() {
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
