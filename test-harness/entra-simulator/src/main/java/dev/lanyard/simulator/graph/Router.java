package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.http.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a call; case does not matter, and keys may stand in parentheses, as in Graph: the id alone, or
 * another key with its name, which then is part of the id that the endpoint is given, as in {@code appId=…}.
 */
final class Router {

    /** The name under which calls to no known endpoint are counted. */
    static final String UNKNOWN = "unknown";

    private static final String VERSION = "v1.0";
    private static final Pattern KEY_IN_PARENTHESES = Pattern.compile("(.+)\\(([A-Za-z]+=)?'(.*)'\\)");

    private final List<Operation> operations;

    Router(List<Operation> operations) {
        this.operations = operations;
    }

    /** An endpoint and the ids in the path. */
    record Match(Operation operation, List<String> ids) {}

    /** The endpoint's name for counting, whatever becomes of the call. */
    String name(Call call) {
        try {
            return match(call).operation().name();
        } catch (GraphException refused) {
            return call.method() + " " + UNKNOWN;
        }
    }

    /**
     * Finds the endpoint.
     *
     * @throws GraphException if Graph has no such path, or not with this method
     */
    Match match(Call call) {
        List<String> segments = segments(call.rawPath());
        boolean known = false;
        for (Operation operation : operations) {
            List<String> ids = ids(operation.segments(), segments);
            if (ids != null) {
                if (operation.method().equals(call.method())) {
                    return new Match(operation, ids);
                }
                known = true;
            }
        }
        if (known) {
            throw new GraphException(
                    405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
        }
        if (segments.stream().anyMatch(segment -> segment.startsWith("microsoft.graph."))) {
            throw GraphException.unsupportedQuery("The type cast in the request is not supported.");
        }
        throw GraphException.unknown("Resource not found for the segment '"
                + (segments.isEmpty() ? "" : segments.get(segments.size() - 1)) + "'.");
    }

    private static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", -1)) {
            String segment = decode(raw);
            Matcher key = KEY_IN_PARENTHESES.matcher(segment);
            if (key.matches()) {
                segments.add(key.group(1));
                String property = key.group(2);
                segments.add((property == null ? "" : property) + key.group(3).replace("''", "'"));
            } else if (!segment.isEmpty()) {
                segments.add(function(segment));
            }
        }
        if (segments.isEmpty() || !segments.get(0).equalsIgnoreCase(VERSION)) {
            throw GraphException.unknown("Invalid version: " + (segments.isEmpty() ? "" : segments.get(0)));
        }
        return segments.subList(1, segments.size());
    }

    /** Functions may be written with their namespace and empty parentheses. */
    private static String function(String segment) {
        String plain = segment.endsWith("()") ? segment.substring(0, segment.length() - 2) : segment;
        for (String function : List.of("delta", "getByIds")) {
            if (plain.equalsIgnoreCase("microsoft.graph." + function) || plain.equalsIgnoreCase("graph." + function)) {
                return function;
            }
        }
        return plain.startsWith("graph.") ? "microsoft." + plain : plain;
    }

    private static @Nullable List<String> ids(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return null;
        }
        List<String> ids = new ArrayList<>();
        for (int index = 0; index < template.size(); index++) {
            String segment = segments.get(index);
            if (template.get(index).equals("{id}")) {
                if (segment.startsWith("$") || segment.startsWith("microsoft.graph.")) {
                    return null;
                }
                ids.add(segment);
            } else if (!template.get(index).equalsIgnoreCase(segment)) {
                return null;
            }
        }
        return ids;
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new GraphException(400, "Request_InvalidRequestUrl", "Request URL is invalid.");
        }
    }
}
