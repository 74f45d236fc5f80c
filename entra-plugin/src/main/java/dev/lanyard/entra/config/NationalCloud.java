package dev.lanyard.entra.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The clouds that Microsoft runs apart from each other, each with its own Graph and its own login.
 *
 * <p>A tenant lives in exactly one of them; a token of one is worthless in another.
 */
public enum NationalCloud {
    /** The worldwide cloud, and the United States' GCC. */
    GLOBAL("graph.microsoft.com", "https://login.microsoftonline.com/"),
    /** United States government, GCC High (L4). */
    US_GOVERNMENT("graph.microsoft.us", "https://login.microsoftonline.us/"),
    /** United States Department of Defense (L5). */
    US_DEFENSE("dod-graph.microsoft.us", "https://login.microsoftonline.us/"),
    /** China, operated by 21Vianet. */
    CHINA("microsoftgraph.chinacloudapi.cn", "https://login.chinacloudapi.cn/");

    private final String graphDomain;
    private final URI authority;

    NationalCloud(String graphDomain, String authority) {
        this.graphDomain = graphDomain;
        this.authority = URI.create(authority);
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

    static Optional<NationalCloud> ofGraphDomain(String domain) {
        return Arrays.stream(values())
                .filter(cloud -> cloud.graphDomain.equals(domain))
                .findFirst();
    }

    static List<String> graphDomains() {
        return Arrays.stream(values()).map(NationalCloud::graphDomain).toList();
    }
}
