package dev.lanyard.simulator.graph.call;

import dev.lanyard.simulator.http.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the links that lead from one page to the next. */
public final class Links {

    private final String baseUrl;

    /** Links below this address, which has no trailing slash. */
    public Links(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The value of {@code @odata.context} for a collection. */
    public String context(String collection) {
        return baseUrl + "/v1.0/$metadata#" + collection;
    }

    /** What every address of this service begins with. */
    public String version() {
        return baseUrl + "/v1.0/";
    }

    /** The call's own address with a token in it: a listing keeps its options. */
    public String withSkipToken(Call call, String token) {
        List<String> pairs = new ArrayList<>();
        String query = call.rawQuery();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            if (!pair.isEmpty() && !isSkipToken(pair)) {
                pairs.add(pair);
            }
        }
        pairs.add("$skiptoken=" + token);
        return baseUrl + call.rawPath() + "?" + String.join("&", pairs);
    }

    /** A path with nothing but a token: incremental reads keep their options inside it. */
    public String withOnly(String path, String option, String token) {
        return baseUrl + "/v1.0" + path + "?$" + option + "=" + token;
    }

    private static boolean isSkipToken(String pair) {
        String lower = pair.toLowerCase(Locale.ROOT);
        return lower.startsWith("$skiptoken=") || lower.startsWith("%24skiptoken=") || lower.startsWith("skiptoken=");
    }
}
