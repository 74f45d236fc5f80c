package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of one opened connector, typed and complete. Immutable, but for the secrets, which closing wipes.
 *
 * @param tenantId the tenant's GUID or a verified domain name of it
 * @param signIn as whom the connector signs in, and by what
 * @param graphUrl where Microsoft Graph answers, without version and trailing slash
 * @param authority where tokens come from, with a trailing slash
 * @param microsoftAuthority whether the authority is the login service of a cloud that Microsoft runs, so that the
 *     authentication library knows it
 * @param network how the network lets the connector out, and whom it trusts there
 * @param concurrency how many requests to Graph may be under way at once
 * @param pageCacheBytes how much the page cache may hold, in bytes; 0 switches it off
 * @param pageCacheLifetime how long a page may be served from the cache
 * @param settleTime how long to wait at most for reads to show what was written
 * @param scimProvisioning whether provisioning by SCIM is started after a change of access to an application
 * @param exchange how Exchange Online is reached, or empty if it is not
 * @param reading what of the tenant is read
 */
public record EntraSettings(
        String tenantId,
        SignInSettings signIn,
        URI graphUrl,
        URI authority,
        boolean microsoftAuthority,
        NetworkSettings network,
        int concurrency,
        long pageCacheBytes,
        Duration pageCacheLifetime,
        Duration settleTime,
        boolean scimProvisioning,
        Optional<ExchangeSettings> exchange,
        ReadingSettings reading) {

    private static final long MEBIBYTE = 1024 * 1024;

    /**
     * Reads the settings.
     *
     * @param config a configuration that {@link EntraSchema#schema()} accepted
     * @return the settings
     * @throws ConnectorException of kind {@code CONFIGURATION} that names everything which is wrong, if settings that
     *     are sound by themselves do not fit together, or a certificate cannot be read
     */
    public static EntraSettings from(ConnectorConfig config) {
        SettingsProblems problems = new SettingsProblems();
        Optional<SignInSettings> signIn = problems.read(() -> SignInSettings.from(config));
        Optional<CloudAddresses> cloud = problems.read(() -> CloudAddresses.from(config));
        Optional<NetworkSettings> network = problems.read(() -> NetworkSettings.from(config));
        Optional<ExchangeSettings> exchange =
                problems.read(() -> ExchangeSettings.from(config)).flatMap(set -> set);
        cloud.ifPresent(addresses -> problems.read(() -> exchange.map(addresses::with)));
        problems.throwIfAny();
        return new EntraSettings(
                config.text(EntraSchema.TENANT_ID).orElseThrow(),
                signIn.orElseThrow(),
                cloud.orElseThrow().graphUrl(),
                cloud.orElseThrow().authority(),
                cloud.orElseThrow().microsoftAuthority(),
                network.orElseThrow(),
                Math.toIntExact(config.whole(EntraSchema.CONCURRENCY).orElseThrow()),
                config.whole(EntraSchema.PAGE_CACHE_SIZE).orElseThrow() * MEBIBYTE,
                config.duration(EntraSchema.PAGE_CACHE_LIFETIME).orElseThrow(),
                config.duration(EntraSchema.SETTLE_TIME).orElseThrow(),
                config.flag(EntraSchema.SCIM_PROVISIONING).orElseThrow(),
                exchange,
                ReadingSettings.from(config));
    }

    /** Wipes every secret, after which nobody can be signed in to any more. */
    public void wipe() {
        signIn.wipe();
        network.wipe();
    }

    /**
     * Where Graph's v1.0 answers.
     *
     * @return the address without trailing slash
     */
    public String graphBase() {
        return graphUrl + "/v1.0";
    }

    /**
     * What a token has to be asked for: everything that was granted to the application.
     *
     * @return the scope
     */
    public String scope() {
        return graphUrl + "/.default";
    }

    /**
     * Identifies what is read: settings with different fingerprints read different records from the same tenant, or the
     * same from different ones.
     *
     * @return a short hash of the settings that matter, none of them secret
     */
    public String fingerprint() {
        String parts = Stream.concat(
                        Stream.of(tenantId.toLowerCase(Locale.ROOT), graphUrl.toString()), reading.parts().stream())
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * The setting from which the address of Graph comes.
     *
     * @return its name
     */
    public String graphSetting() {
        return NationalCloud.ofGraphDomain(graphUrl.getHost()).isPresent()
                ? EntraSchema.GRAPH_DOMAIN
                : EntraSchema.GRAPH_URL;
    }

    /**
     * The setting from which the address of the login service comes.
     *
     * @return its name
     */
    public String authoritySetting() {
        return microsoftAuthority ? EntraSchema.GRAPH_DOMAIN : EntraSchema.AUTHORITY_URL;
    }
}
