package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.rows.ValueReader;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.AttributeValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A property of a user that can be written.
 *
 * @param name Graph's name
 * @param form what its values look like
 * @see "Microsoft Graph v1.0 reference: user resource type, Create user, Update user"
 */
record UserProperty(String name, Form form) {

    /** What a value looks like. */
    enum Form {
        TEXT(ValueReaders.TEXT, "a text"),
        FLAG(ValueReaders.FLAG, "true or false"),
        TEXTS(ValueReaders.TEXTS, "one or more texts"),
        TIME(ValueReaders.TIME, "a time such as 2026-01-31T00:00:00Z");

        @SuppressWarnings("ImmutableEnumChecker") // Readers keep nothing.
        private final ValueReader reader;

        private final String expectation;

        Form(ValueReader reader, String expectation) {
            this.reader = reader;
            this.expectation = expectation;
        }

        ValueReader reader() {
            return reader;
        }

        String expectation() {
            return expectation;
        }
    }

    private static final Map<String, UserProperty> ALL = all();

    private static Map<String, UserProperty> all() {
        Map<String, UserProperty> all = new TreeMap<>();
        add(all, Form.FLAG, "accountEnabled");
        add(all, Form.TEXT, "ageGroup city companyName consentProvidedForMinor country department displayName");
        add(all, Form.TEXT, "employeeId employeeType faxNumber givenName jobTitle mail mailNickname mobilePhone");
        add(all, Form.TEXT, "officeLocation onPremisesImmutableId passwordPolicies postalCode preferredLanguage");
        add(all, Form.TEXT, "state streetAddress surname usageLocation userPrincipalName userType");
        add(all, Form.TEXTS, "businessPhones otherMails");
        add(all, Form.TIME, "employeeHireDate employeeLeaveDateTime");
        return Collections.unmodifiableMap(all);
    }

    private static void add(Map<String, UserProperty> all, Form form, String names) {
        for (String name : names.split(" ", -1)) {
            all.put(name, new UserProperty(name, form));
        }
    }

    /** The property of a name, or empty if it cannot be written or is not known. */
    static Optional<UserProperty> named(String name) {
        // Directory and schema extensions are the tenant's own; their values are sent as texts.
        return name.startsWith("extension_")
                ? Optional.of(new UserProperty(name, Form.TEXT))
                : Optional.ofNullable(ALL.get(name));
    }

    /** The value as Graph would tell it, or empty if it does not fit. */
    Optional<AttributeValue> fitting(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return text.value().isEmpty() ? Optional.empty() : ofText(text);
        }
        boolean fits = switch (form) {
            case TEXT -> false;
            case FLAG -> value instanceof AttributeValue.Flag;
            case TIME -> value instanceof AttributeValue.Time;
            case TEXTS ->
                value instanceof AttributeValue.Sequence sequence
                        && sequence.values().stream().allMatch(AttributeValue.Text.class::isInstance);
        };
        return fits ? Optional.of(value) : Optional.empty();
    }

    private Optional<AttributeValue> ofText(AttributeValue.Text text) {
        return switch (form) {
            case TEXT -> Optional.of(text);
            case TEXTS -> Optional.of(new AttributeValue.Sequence(List.of(text)));
            case FLAG ->
                switch (text.value().toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(new AttributeValue.Flag(true));
                    case "false" -> Optional.of(new AttributeValue.Flag(false));
                    default -> Optional.empty();
                };
            case TIME -> {
                try {
                    yield Optional.of(new AttributeValue.Time(Instant.parse(text.value())));
                } catch (DateTimeParseException malformed) {
                    yield Optional.empty();
                }
            }
        };
    }

    /** Puts a fitting value into a body. */
    void put(JsonBody body, AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            body.put(name, text.value());
        } else if (value instanceof AttributeValue.Flag flag) {
            body.put(name, flag.value());
        } else if (value instanceof AttributeValue.Time time) {
            body.put(name, time.value().toString());
        } else if (value instanceof AttributeValue.Sequence sequence) {
            body.put(
                    name,
                    sequence.values().stream()
                            .map(each -> ((AttributeValue.Text) each).value())
                            .toList());
        }
    }
}
