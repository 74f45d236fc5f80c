package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import java.net.URI;
import java.util.Optional;

/**
 * Where the cloud of a tenant answers: Microsoft's own addresses, or those of a gateway in front of them.
 *
 * @param graphUrl where Microsoft Graph answers, without version and trailing slash
 * @param authority where tokens come from, with a trailing slash
 * @param microsoftAuthority whether the authority is the login service of a cloud that Microsoft runs
 */
record CloudAddresses(URI graphUrl, URI authority, boolean microsoftAuthority) {

    /**
     * Reads the addresses.
     *
     * @throws ConnectorException of kind {@code CONFIGURATION} if one is missing, or they belong to different clouds
     */
    static CloudAddresses from(ConnectorConfig config) {
        String domain = config.text(EntraSchema.GRAPH_DOMAIN).orElseThrow();
        Optional<NationalCloud> chosen = NationalCloud.ofGraphDomain(domain);
        URI graphUrl = withoutTrailingSlash(chosen.map(NationalCloud::graphUrl)
                .or(() -> config.uri(EntraSchema.GRAPH_URL))
                .orElseThrow());
        URI authority = withTrailingSlash(config.uri(EntraSchema.AUTHORITY_URL)
                .or(() -> chosen.map(NationalCloud::authority))
                .orElseThrow(CloudAddresses::missingAuthority));
        NationalCloud.ofGraphDomain(graphUrl.getHost())
                .filter(cloud ->
                        NationalCloud.someHasLogin(authority.getHost()) && !cloud.hasLogin(authority.getHost()))
                .ifPresent(cloud -> {
                    throw mismatch(EntraSchema.AUTHORITY_URL, authority, chosen.isPresent(), cloud);
                });
        return new CloudAddresses(
                graphUrl,
                authority,
                chosen.map(NationalCloud::authority).filter(authority::equals).isPresent());
    }

    /**
     * Makes sure that Exchange Online is that of the same cloud.
     *
     * @throws ConnectorException of kind {@code CONFIGURATION} if it is not
     */
    ExchangeSettings with(ExchangeSettings exchange) {
        NationalCloud.ofGraphDomain(graphUrl.getHost())
                .filter(cloud -> NationalCloud.someHasExchange(exchange.url())
                        && !cloud.exchange().equals(exchange.url()))
                .ifPresent(cloud -> {
                    throw SettingsProblems.problem(
                            EntraSchema.EXCHANGE_URL,
                            exchange.url() + " is not of the cloud of " + cloud.graphDomain(),
                            "remove " + EntraSchema.EXCHANGE_URL + ", or set it to " + cloud.exchange());
                });
        return exchange;
    }

    private static ConnectorException mismatch(String setting, URI address, boolean chosen, NationalCloud cloud) {
        return SettingsProblems.problem(
                setting,
                address.getHost() + " is not the login service of the cloud of " + cloud.graphDomain(),
                chosen
                        ? "remove " + setting + ", or set " + EntraSchema.GRAPH_DOMAIN
                                + " to the cloud that the tenant is in"
                        : "set " + setting + " to " + cloud.authority() + ", or correct " + EntraSchema.GRAPH_URL);
    }

    private static ConnectorException missingAuthority() {
        return SettingsProblems.problem(
                EntraSchema.AUTHORITY_URL,
                "is required when " + EntraSchema.GRAPH_DOMAIN + " is " + EntraSchema.CUSTOM_DOMAIN,
                "set " + EntraSchema.AUTHORITY_URL + ", for example https://login.gateway.example/");
    }

    static URI withoutTrailingSlash(URI address) {
        return URI.create(address.toString().replaceAll("/+$", ""));
    }

    private static URI withTrailingSlash(URI address) {
        return URI.create(withoutTrailingSlash(address) + "/");
    }
}
