package dev.lanyard.simulator.odata;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import dev.lanyard.simulator.tenant.Property.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code $filter}: {@code eq}, {@code ne}, {@code in}, {@code startsWith}, {@code endsWith}, {@code any} over
 * lists, {@code and}, {@code or}, {@code not}. Anything else, and every property that Graph does not filter by, is
 * refused.
 */
public final class FilterReader {

    private static final int MOST_IN_VALUES = 15;
    private static final Pattern TOKEN =
            Pattern.compile("\\s*('(?:[^']|'')*'|[A-Za-z_][\\w./$]*:?|[(),]|-?\\d[\\w:.+-]*)");

    private final ObjectType type;
    private final List<String> tokens = new ArrayList<>();
    private int position;

    private FilterReader(ObjectType type, String text) {
        this.type = type;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank() || tokens.isEmpty()) {
            throw invalid();
        }
    }

    /**
     * Reads a filter on objects of a type.
     *
     * @throws GraphException if it is malformed, or asks for what Graph does not offer
     */
    public static Filter read(ObjectType type, String text) {
        FilterReader reader = new FilterReader(type, text);
        Filter filter = reader.or();
        if (reader.position < reader.tokens.size()) {
            throw invalid();
        }
        return filter;
    }

    private Filter or() {
        Filter left = and();
        while (take("or")) {
            left = new Filter.Or(left, and());
        }
        return left;
    }

    private Filter and() {
        Filter left = unary();
        while (take("and")) {
            left = new Filter.And(left, unary());
        }
        return left;
    }

    private Filter unary() {
        if (take("not")) {
            return new Filter.Not(unary());
        }
        if (take("(")) {
            Filter inner = or();
            expect(")");
            return inner;
        }
        return condition();
    }

    private Filter condition() {
        String word = next();
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("startswith") || lower.equals("endswith")) {
            expect("(");
            String name = next();
            expect(",");
            String affix = literal();
            expect(")");
            return affix(name, affix, lower.equals("endswith"));
        }
        if (lower.endsWith("/any")) {
            return any(word.substring(0, word.length() - "/any".length()));
        }
        if (word.endsWith("/$count")) {
            return count(word.substring(0, word.length() - "/$count".length()));
        }
        return comparison(word, false);
    }

    /**
     * For example {@code assignedLicenses/$count ne 0}; Graph counts lists of a few properties only, and not beyond.
     */
    private Filter count(String listName) {
        Property property = property(listName, Trait.COUNT);
        String operator = next().toLowerCase(Locale.ROOT);
        String size = next();
        if ((!operator.equals("eq") && !operator.equals("ne")) || !size.equals("0")) {
            throw unsupported(listName);
        }
        return new Filter.Count(property, 0, operator.equals("eq"));
    }

    /** For example {@code groupTypes/any(t:t eq 'Unified')}. */
    private Filter any(String listName) {
        expect("(");
        String variable = next();
        if (!variable.endsWith(":")) {
            throw invalid();
        }
        String name = variable.substring(0, variable.length() - 1);
        Filter inner;
        if (take("startswith")) {
            expect("(");
            expect(name);
            expect(",");
            inner = affix(listName, literal(), false);
            expect(")");
        } else {
            expect(name);
            inner = comparison(listName, true);
        }
        expect(")");
        return inner;
    }

    private Filter comparison(String name, boolean element) {
        String operator = next().toLowerCase(Locale.ROOT);
        List<@Nullable String> values = new ArrayList<>();
        switch (operator) {
            case "eq", "ne" -> values.add(value());
            case "in" -> {
                expect("(");
                do {
                    values.add(value());
                } while (take(","));
                expect(")");
            }
            default -> throw unsupported(name);
        }
        if (values.size() > MOST_IN_VALUES) {
            throw GraphException.badRequest(
                    "Too many child clauses specified in search filter expression containing 'OR'" + " operators: "
                            + values.size() + ". Max allowed: " + MOST_IN_VALUES + ".");
        }
        Filter equal = equal(name, values, element);
        return operator.equals("ne") ? new Filter.Not(equal) : equal;
    }

    private Filter equal(String name, List<@Nullable String> values, boolean element) {
        if (name.equals("id")) {
            List<String> ids = new ArrayList<>();
            for (String value : values) {
                if (value == null) {
                    throw unsupported(name);
                }
                ids.add(value.toLowerCase(Locale.ROOT));
            }
            return new Filter.IdIn(ids);
        }
        Property property = property(name, Trait.EQ);
        if (property.isCollection() != element) {
            throw unsupported(name);
        }
        return new Filter.In(property, values);
    }

    private Filter affix(String name, String affix, boolean atEnd) {
        return new Filter.Affix(property(name, atEnd ? Trait.ENDS : Trait.STARTS), affix, atEnd);
    }

    private Property property(String name, Trait use) {
        Property property = type.properties().find(name);
        if (property == null) {
            throw GraphException.unknown("Invalid filter clause: Could not find a property named '" + name
                    + "' on type 'microsoft.graph." + type.graphName() + "'.");
        }
        if (!property.is(use)) {
            throw unsupported(name);
        }
        return property;
    }

    private @Nullable String value() {
        String token = next();
        if (token.equals("null")) {
            return null;
        }
        position--;
        return literal();
    }

    private String literal() {
        String token = next();
        if (token.startsWith("'")) {
            return token.substring(1, token.length() - 1).replace("''", "'");
        }
        if (token.equals("true") || token.equals("false") || Character.isDigit(token.charAt(0))) {
            return token;
        }
        throw invalid();
    }

    private String next() {
        if (position >= tokens.size()) {
            throw invalid();
        }
        return tokens.get(position++);
    }

    private boolean take(String token) {
        boolean taken = position < tokens.size() && tokens.get(position).equalsIgnoreCase(token);
        if (taken) {
            position++;
        }
        return taken;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw invalid();
        }
    }

    private GraphException unsupported(String name) {
        return GraphException.unsupportedQuery("Unsupported or invalid query filter clause specified for property '"
                + name + "' of resource '" + type.graphName() + "'.");
    }

    private static GraphException invalid() {
        return GraphException.badRequest("Invalid filter clause.");
    }
}
