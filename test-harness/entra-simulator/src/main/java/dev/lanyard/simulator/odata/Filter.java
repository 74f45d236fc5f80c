package dev.lanyard.simulator.odata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Property;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A condition on an object, as read from {@code $filter}. */
public sealed interface Filter {

    /** Whether the object meets the condition. */
    boolean test(DirectoryObject object);

    /** Whether Graph answers it only to an advanced query. */
    boolean advanced();

    /** Both conditions. */
    record And(Filter left, Filter right) implements Filter {
        @Override
        public boolean test(DirectoryObject object) {
            return left.test(object) && right.test(object);
        }

        @Override
        public boolean advanced() {
            return left.advanced() || right.advanced();
        }
    }

    /** Either condition. */
    record Or(Filter left, Filter right) implements Filter {
        @Override
        public boolean test(DirectoryObject object) {
            return left.test(object) || right.test(object);
        }

        @Override
        public boolean advanced() {
            return left.advanced() || right.advanced();
        }
    }

    /** The opposite. */
    record Not(Filter inner) implements Filter {
        @Override
        public boolean test(DirectoryObject object) {
            return !inner.test(object);
        }

        @Override
        public boolean advanced() {
            return true;
        }
    }

    /** The id is one of these, in lower case. */
    record IdIn(List<String> ids) implements Filter {
        @Override
        public boolean test(DirectoryObject object) {
            return ids.contains(object.id().toLowerCase(Locale.ROOT));
        }

        @Override
        public boolean advanced() {
            return false;
        }
    }

    /** The value, or one element of a list, equals one of these; a null element means never set. */
    record In(Property property, List<@Nullable String> values) implements Filter {
        @Override
        public boolean test(DirectoryObject object) {
            return anyElement(object.value(property), this::matches);
        }

        private boolean matches(JsonNode value) {
            boolean unset = value.isMissingNode() || value.isNull();
            return values.stream()
                    .anyMatch(wanted -> wanted == null ? unset : !unset && wanted.equalsIgnoreCase(value.asText()));
        }

        @Override
        public boolean advanced() {
            return values.stream().anyMatch(Objects::isNull);
        }
    }

    /** The list has so many elements, or not. */
    record Count(Property property, int size, boolean equal) implements Filter {
        @Override
        public boolean test(DirectoryObject object) {
            return (object.value(property).size() == size) == equal;
        }

        @Override
        public boolean advanced() {
            return true;
        }
    }

    /** The value, or one element of a list, begins or ends like this; case does not matter. */
    record Affix(Property property, String affix, boolean atEnd) implements Filter {
        @Override
        public boolean test(DirectoryObject object) {
            return anyElement(object.value(property), this::matches);
        }

        private boolean matches(JsonNode value) {
            String text = value.asText().toLowerCase(Locale.ROOT);
            String wanted = affix.toLowerCase(Locale.ROOT);
            return value.isTextual() && (atEnd ? text.endsWith(wanted) : text.startsWith(wanted));
        }

        @Override
        public boolean advanced() {
            return atEnd;
        }
    }

    /** Whether a value, or one element of a list, passes. */
    private static boolean anyElement(JsonNode value, Predicate<JsonNode> test) {
        return value.isArray() ? value.valueStream().anyMatch(test) : test.test(value);
    }
}
