package dev.lanyard.entra.graph;

import com.microsoft.kiota.RequestInformation;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes two requests ask for the same page: the address and the headers that change what Graph answers.
 *
 * @param path the decoded path after the version
 * @param address the full address
 * @param headers by lower-case name; without any token, which is only added later
 */
record PageKey(String path, String address, Map<String, String> headers) {

    static PageKey of(RequestInformation request, String graphBase) {
        URI address = Endpoint.uriOf(request, graphBase);
        Map<String, String> headers = new TreeMap<>();
        request.headers
                .entrySet()
                .forEach(header ->
                        headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(",", header.getValue())));
        String path = String.valueOf(address.getPath());
        String base = URI.create(graphBase).getPath();
        return new PageKey(
                path.startsWith(base) ? path.substring(base.length()) : path, address.toString(), Map.copyOf(headers));
    }

    boolean isAtOrBelow(String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/") || path.startsWith(prefix + "(");
    }

    /** About how many bytes the key itself takes. */
    int weight() {
        return 2 * address.length() + path.length() + 64 * headers.size();
    }
}
