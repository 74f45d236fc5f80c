package dev.lanyard.simulator.odata;

import dev.lanyard.simulator.error.GraphException;
import java.util.List;
import java.util.Locale;

/**
 * A link whose objects come along with each object.
 *
 * @param link the navigation property
 * @param select the properties selected of the linked objects; empty for the usual ones
 * @param nested the link that is expanded within; empty text for none
 * @param levels how many links to follow; {@link #DIRECT} if not given
 */
public record Expansion(String link, List<String> select, String nested, int levels) {

    /** No number of levels was asked for. */
    public static final int DIRECT = 0;

    private static final int MOST_LEVELS = 1000;

    static Expansion parse(String text) {
        String value = text.strip();
        int open = value.indexOf('(');
        String link = open < 0 ? value : value.substring(0, open);
        if (link.contains(",") || (open >= 0 && value.indexOf(')') != value.length() - 1)) {
            throw GraphException.unsupportedQuery("Only one property can be expanded per query.");
        }
        if (link.isBlank()) {
            throw malformed(text);
        }
        List<String> select = List.of();
        String nested = "";
        int levels = DIRECT;
        if (open >= 0) {
            for (String option : value.substring(open + 1, value.length() - 1).split(";", -1)) {
                int equals = option.indexOf('=');
                String name = (equals < 0 ? option : option.substring(0, equals))
                        .strip()
                        .toLowerCase(Locale.ROOT);
                String given = equals < 0 ? "" : option.substring(equals + 1).strip();
                switch (name.startsWith("$") ? name.substring(1) : name) {
                    case "select" -> select = QueryOptions.commaSeparated(given);
                    case "expand" -> nested = given;
                    case "levels" -> levels = levels(given);
                    default ->
                        throw GraphException.unsupportedQuery(
                                "The query option '" + name + "' is not supported inside $expand.");
                }
            }
        }
        return new Expansion(link, select, nested, levels);
    }

    private static int levels(String text) {
        if (text.equalsIgnoreCase("max")) {
            return MOST_LEVELS;
        }
        try {
            int levels = Integer.parseInt(text);
            if (levels >= 1 && levels <= MOST_LEVELS) {
                return levels;
            }
        } catch (NumberFormatException malformed) {
            // Refused below, like a number out of range.
        }
        throw GraphException.badRequest("Invalid value '" + text + "' for $levels: use 'max' or 1 to 1000.");
    }

    private static GraphException malformed(String text) {
        return GraphException.unknown("Parsing OData Select and Expand failed: Term '" + text + "' is not valid.");
    }
}
