package dev.lanyard.spi.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The typed values of a configuration that its schema has accepted.
 *
 * <p>Each getter answers empty for a field that is not set and has no default, or that does not apply; it throws an
 * {@link IllegalArgumentException} for a field that the schema does not declare or that has another type. Immutable and
 * safe for use by many threads. {@link #toString()} shows no secret.
 */
public final class ConnectorConfig {

    private final ConfigSchema schema;
    private final Map<String, Object> values;

    ConnectorConfig(ConfigSchema schema, Map<String, Object> values) {
        this.schema = schema;
        this.values = Map.copyOf(values);
    }

    /**
     * Reads a text, a choice or a PEM field.
     *
     * @param field its name
     * @return the text
     */
    public Optional<String> text(String field) {
        return value(field, String.class);
    }

    /**
     * Reads a secret field.
     *
     * @param field its name
     * @return the secret
     */
    public Optional<Secret> secret(String field) {
        return value(field, Secret.class);
    }

    /**
     * Reads a true-or-false field.
     *
     * @param field its name
     * @return the flag
     */
    public Optional<Boolean> flag(String field) {
        return value(field, Boolean.class);
    }

    /**
     * Reads a whole-number field.
     *
     * @param field its name
     * @return the number
     */
    public Optional<Long> whole(String field) {
        return value(field, Long.class);
    }

    /**
     * Reads a duration field.
     *
     * @param field its name
     * @return the duration
     */
    public Optional<Duration> duration(String field) {
        return value(field, Duration.class);
    }

    /**
     * Reads an address field.
     *
     * @param field its name
     * @return the absolute URI
     */
    public Optional<URI> uri(String field) {
        return value(field, URI.class);
    }

    /**
     * Whether a field of any type has a value.
     *
     * @param field its name
     * @return true if it applies, and is set or has a default
     */
    public boolean isSet(String field) {
        return value(field, Object.class).isPresent();
    }

    private <T> Optional<T> value(String field, Class<T> type) {
        if (schema.field(field).isEmpty()) {
            throw new IllegalArgumentException("the schema declares no field '" + field + "'");
        }
        Object value = values.get(field);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException("the field '" + field + "' is no " + type.getSimpleName());
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    @Override
    public String toString() {
        return schema.fields().stream()
                .filter(field -> values.containsKey(field.name()))
                .map(field -> field.name() + "=" + values.get(field.name()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
