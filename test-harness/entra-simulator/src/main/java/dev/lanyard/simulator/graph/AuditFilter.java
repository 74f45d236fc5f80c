package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.tenant.AuditLog;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code $filter} of the audit log: clauses joined by {@code and}, on the few properties that the log can be
 * filtered by. Anything else is refused.
 */
final class AuditFilter {

    private static final String TEXT = "'((?:[^']|'')*)'";
    private static final Pattern COMPARISON = Pattern.compile("([\\w/]+) (eq|ge|le) (?:" + TEXT + "|([^\\s']\\S*))");
    private static final Pattern STARTS_WITH = Pattern.compile("(?i:startswith)\\(([\\w/]+),\\s*" + TEXT + "\\)");
    private static final Pattern ANY_TARGET =
            Pattern.compile("targetResources/any\\((\\w+):\\s*\\1/(\\w+) eq " + TEXT + "\\)");
    private static final Pattern AND = Pattern.compile("\\s+and\\s+");

    private AuditFilter() {}

    /**
     * Reads a filter.
     *
     * @param text the value of {@code $filter}; empty means every entry passes
     * @throws GraphException if it is malformed, or asks for what Graph does not offer
     */
    static Predicate<AuditLog.Entry> read(String text) {
        Predicate<AuditLog.Entry> all = entry -> true;
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

    private static Predicate<AuditLog.Entry> comparison(Matcher clause) {
        String name = clause.group(1);
        String operator = clause.group(2);
        if (name.equals("activityDateTime") && clause.group(4) != null) {
            Instant bound = moment(clause.group(4));
            return switch (operator) {
                case "ge" -> entry -> !entry.at().isBefore(bound);
                case "le" -> entry -> !entry.at().isAfter(bound);
                default -> entry -> entry.at().equals(bound);
            };
        }
        if (operator.equals("eq") && clause.group(3) != null) {
            String wanted = unquoted(clause.group(3));
            switch (name) {
                case "activityDisplayName" -> {
                    return entry -> entry.activity().equalsIgnoreCase(wanted);
                }
                case "loggedByService" -> {
                    return entry -> entry.service().equalsIgnoreCase(wanted);
                }
                case "correlationId" -> {
                    return entry -> entry.id().equalsIgnoreCase(wanted);
                }
                default -> throw unsupported(name);
            }
        }
        throw unsupported(name);
    }

    private static Predicate<AuditLog.Entry> startsWith(String name, String start) {
        if (!name.equals("activityDisplayName")) {
            throw unsupported(name);
        }
        return entry -> entry.activity().toLowerCase(Locale.ROOT).startsWith(start.toLowerCase(Locale.ROOT));
    }

    private static Predicate<AuditLog.Entry> anyTarget(String name, String id) {
        if (!name.equals("id")) {
            throw unsupported("targetResources/" + name);
        }
        return entry -> entry.targets().stream().anyMatch(target -> target.id().equalsIgnoreCase(id));
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw GraphException.badRequest("Invalid value '" + text + "' for activityDateTime.");
        }
    }

    private static String unquoted(String text) {
        return text.replace("''", "'");
    }

    private static GraphException unsupported(String name) {
        return GraphException.unsupportedQuery("The audit log cannot be filtered by '" + name + "' in this way.");
    }

    private static GraphException invalid() {
        return GraphException.badRequest("Invalid filter clause.");
    }
}
