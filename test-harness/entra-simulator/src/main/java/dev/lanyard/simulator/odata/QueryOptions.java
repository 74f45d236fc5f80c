package dev.lanyard.simulator.odata;

import dev.lanyard.simulator.error.GraphException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of one request, as {@code $select} and {@code $top}; the dollar sign may be left out, as in Graph. */
public final class QueryOptions {

    private static final Set<String> KNOWN = Set.of(
            "select",
            "expand",
            "filter",
            "top",
            "skip",
            "count",
            "search",
            "orderby",
            "skiptoken",
            "deltatoken",
            "format");
    private static final int LARGEST_PAGE = 999;

    private final Map<String, String> values;

    private QueryOptions(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the part of an address after the question mark.
     *
     * @param rawQuery still encoded; null or empty means no options
     * @throws GraphException if an option is unknown, or given twice
     */
    public static QueryOptions parse(@Nullable String rawQuery) {
        Map<String, String> values = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                    put(values, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
                }
            }
        }
        return new QueryOptions(values);
    }

    private static void put(Map<String, String> values, String name, String value) {
        String plain = (name.startsWith("$") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(plain)) {
            throw GraphException.badRequest("The query parameter '" + name + "' is not supported.");
        }
        if (values.putIfAbsent(plain, value) != null) {
            throw GraphException.badRequest("Query option '$" + plain
                    + "' was specified more than once, but it must be specified at most once.");
        }
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new GraphException(400, "Request_InvalidRequestUrl", "Request URL is invalid.");
        }
    }

    /** The value of an option, named without its dollar sign. */
    public Optional<String> get(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** Whether the option is given. */
    public boolean has(String option) {
        return values.containsKey(option);
    }

    /** The names of all given options, without dollar signs, in the order given. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Refuses every option but these, named without their dollar signs. */
    public void allowOnly(String... options) {
        for (String given : values.keySet()) {
            if (!Arrays.asList(options).contains(given)) {
                throw GraphException.unsupportedQuery("The query option '$" + given + "' is not supported here.");
            }
        }
    }

    /** The selected property names; empty when nothing is selected. */
    public List<String> select() {
        return get("select").map(QueryOptions::commaSeparated).orElse(List.of());
    }

    static List<String> commaSeparated(String list) {
        List<String> names =
                Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        if (names.contains("")) {
            throw GraphException.unknown("Parsing OData Select and Expand failed: Term '" + list
                    + "' is not valid in a $select or $expand expression.");
        }
        return names;
    }

    /** The page size asked for. */
    public OptionalInt top() {
        if (!has("top")) {
            return OptionalInt.empty();
        }
        String text = values.getOrDefault("top", "");
        int top;
        try {
            top = Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw GraphException.badRequest("Invalid value '" + text + "' for $top query option found.");
        }
        if (top < 1 || top > LARGEST_PAGE) {
            throw GraphException.unsupportedQuery(
                    "Invalid page size specified: '" + top + "'. Must be between 1 and 999 inclusive.");
        }
        return OptionalInt.of(top);
    }

    /** What is expanded, if anything: one link at a time, as Graph allows. */
    public Optional<Expansion> expand() {
        return get("expand").map(Expansion::parse);
    }

    /** Whether {@code $count=true} is given. */
    public boolean count() {
        String count = values.getOrDefault("count", "false");
        if (!count.equalsIgnoreCase("true") && !count.equalsIgnoreCase("false")) {
            throw GraphException.badRequest("Invalid value '" + count + "' for $count query option found.");
        }
        return count.equalsIgnoreCase("true");
    }
}
