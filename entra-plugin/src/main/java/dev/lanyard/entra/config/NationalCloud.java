package dev.lanyard.entra.config;

import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The clouds that Microsoft runs apart from each other, each with its own Graph and its own login.
 *
 * <p>A tenant lives in exactly one of them; a token of one is worthless in another.
 */
public enum NationalCloud {
    /** The worldwide cloud, and the United States' GCC. */
    GLOBAL(
            "graph.microsoft.com",
            "https://login.microsoftonline.com/",
            ImmutableSet.of("login.windows.net", "login.microsoft.com", "sts.windows.net"),
            "https://outlook.office365.com"),
    /** United States government, GCC High (L4). */
    US_GOVERNMENT(
            "graph.microsoft.us",
            "https://login.microsoftonline.us/",
            ImmutableSet.of("login-us.microsoftonline.com"),
            "https://outlook.office365.us"),
    /** United States Department of Defense (L5). */
    US_DEFENSE(
            "dod-graph.microsoft.us",
            "https://login.microsoftonline.us/",
            ImmutableSet.of("login-us.microsoftonline.com"),
            "https://webmail.apps.mil"),
    /** China, operated by 21Vianet. */
    CHINA(
            "microsoftgraph.chinacloudapi.cn",
            "https://login.chinacloudapi.cn/",
            ImmutableSet.of("login.partner.microsoftonline.cn"),
            "https://partner.outlook.cn");

    private final String graphDomain;
    private final URI authority;
    private final ImmutableSet<String> otherLogins;
    private final URI exchange;

    NationalCloud(String graphDomain, String authority, ImmutableSet<String> otherLogins, String exchange) {
        this.graphDomain = graphDomain;
        this.authority = URI.create(authority);
        this.otherLogins = otherLogins;
        this.exchange = URI.create(exchange);
    }

    /**
     * The host name of the cloud's Graph, by which administrators choose the cloud.
     *
     * @return for example {@code graph.microsoft.com}
     */
    public String graphDomain() {
        return graphDomain;
    }

    /**
     * Where the cloud's Graph answers.
     *
     * @return the address without version or trailing slash
     */
    public URI graphUrl() {
        return URI.create("https://" + graphDomain);
    }

    /**
     * Where the cloud's tokens come from.
     *
     * @return the login service's address with a trailing slash
     */
    public URI authority() {
        return authority;
    }

    /** Where the cloud's Exchange Online answers, without a trailing slash. */
    URI exchange() {
        return exchange;
    }

    /** Whether the cloud's login service goes by this host name; it has older names besides the usual one. */
    boolean hasLogin(String host) {
        return authority.getHost().equalsIgnoreCase(host) || otherLogins.contains(host.toLowerCase(Locale.ROOT));
    }

    static boolean someHasLogin(String host) {
        return Arrays.stream(values()).anyMatch(cloud -> cloud.hasLogin(host));
    }

    static boolean someHasExchange(URI address) {
        return Arrays.stream(values()).anyMatch(cloud -> cloud.exchange.equals(address));
    }

    static Optional<NationalCloud> ofGraphDomain(String domain) {
        return Arrays.stream(values())
                .filter(cloud -> cloud.graphDomain.equalsIgnoreCase(domain))
                .findFirst();
    }

    static List<String> graphDomains() {
        return Arrays.stream(values()).map(NationalCloud::graphDomain).toList();
    }
}
