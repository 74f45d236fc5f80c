package dev.lanyard.simulator.graph.logs;

import dev.lanyard.simulator.error.GraphException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code $filter} of a log: clauses joined by {@code and}, on the few properties that the log can be filtered by.
 * Anything else is refused.
 *
 * @param <E> an entry of the log
 * @param time the name of the property that tells when, which can be compared
 * @param at when an entry was
 * @param texts properties that can be compared with a text, and what an entry has of each
 * @param starts those of them whose beginning can be compared too
 * @param targets the ids of what an entry is about, if the log can be filtered by them
 */
record LogFilter<E>(
        String time,
        Function<E, Instant> at,
        Map<String, Function<E, @Nullable String>> texts,
        Set<String> starts,
        Optional<Function<E, List<String>>> targets) {

    private static final String TEXT = "'((?:[^']|'')*)'";
    private static final Pattern COMPARISON = Pattern.compile("([\\w/]+) (eq|ge|le) (?:" + TEXT + "|([^\\s']\\S*))");
    private static final Pattern STARTS_WITH = Pattern.compile("(?i:startswith)\\(([\\w/]+),\\s*" + TEXT + "\\)");
    private static final Pattern ANY_TARGET =
            Pattern.compile("targetResources/any\\((\\w+):\\s*\\1/(\\w+) eq " + TEXT + "\\)");
    private static final Pattern AND = Pattern.compile("\\s+and\\s+");

    /**
     * Reads a filter.
     *
     * @param text the value of {@code $filter}; empty means every entry passes
     * @throws GraphException if it is malformed, or asks for what Graph does not offer
     */
    Predicate<E> read(String text) {
        Predicate<E> all = entry -> true;
        String rest = text.strip();
        while (!rest.isEmpty()) {
            Matcher comparison = COMPARISON.matcher(rest);
            Matcher startsWith = STARTS_WITH.matcher(rest);
            Matcher anyTarget = ANY_TARGET.matcher(rest);
            int end;
            if (comparison.lookingAt()) {
                all = all.and(comparison(comparison));
                end = comparison.end();
            } else if (startsWith.lookingAt()) {
                all = all.and(startsWith(startsWith.group(1), unquoted(startsWith.group(2))));
                end = startsWith.end();
            } else if (anyTarget.lookingAt()) {
                all = all.and(anyTarget(anyTarget.group(2), unquoted(anyTarget.group(3))));
                end = anyTarget.end();
            } else {
                throw invalid();
            }
            rest = rest.substring(end);
            Matcher and = AND.matcher(rest);
            if (and.lookingAt() && and.end() < rest.length()) {
                rest = rest.substring(and.end());
            } else if (!rest.isBlank()) {
                throw invalid();
            } else {
                rest = "";
            }
        }
        return all;
    }

    private Predicate<E> comparison(Matcher clause) {
        String name = clause.group(1);
        String operator = clause.group(2);
        if (name.equals(time) && clause.group(4) != null) {
            Instant bound = moment(clause.group(4));
            return switch (operator) {
                case "ge" -> entry -> !at.apply(entry).isBefore(bound);
                case "le" -> entry -> !at.apply(entry).isAfter(bound);
                default -> entry -> at.apply(entry).equals(bound);
            };
        }
        if (operator.equals("eq") && clause.group(3) != null) {
            String wanted = unquoted(clause.group(3));
            Function<E, @Nullable String> value = texts.get(name);
            if (value != null) {
                return entry -> wanted.equalsIgnoreCase(value.apply(entry));
            }
        }
        throw unsupported(name);
    }

    private Predicate<E> startsWith(String name, String start) {
        Function<E, @Nullable String> value = texts.get(name);
        if (value == null || !starts.contains(name)) {
            throw unsupported(name);
        }
        return entry ->
                String.valueOf(value.apply(entry)).toLowerCase(Locale.ROOT).startsWith(start.toLowerCase(Locale.ROOT));
    }

    private Predicate<E> anyTarget(String name, String id) {
        Function<E, List<String>> ids =
                targets.filter(known -> name.equals("id")).orElseThrow(() -> unsupported("targetResources/" + name));
        return entry -> ids.apply(entry).stream().anyMatch(id::equalsIgnoreCase);
    }

    private Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw GraphException.badRequest("Invalid value '" + text + "' for " + time + ".");
        }
    }

    private static String unquoted(String text) {
        return text.replace("''", "'");
    }

    private static GraphException unsupported(String name) {
        return GraphException.unsupportedQuery("The log cannot be filtered by '" + name + "' in this way.");
    }

    private static GraphException invalid() {
        return GraphException.badRequest("Invalid filter clause.");
    }
}
