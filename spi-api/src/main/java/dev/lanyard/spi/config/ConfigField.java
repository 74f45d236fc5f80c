package dev.lanyard.spi.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One setting.
 *
 * @param name its name in configurations, in camel case
 * @param label the name to show
 * @param description what it does and where its value is found, one or two sentences
 * @param group the heading under which to show it
 * @param type what kind of value it takes
 * @param required whether it must be set, where it applies at all
 * @param defaultValue the value that counts where it is not set, or empty; never present for a secret
 * @param example a value that the field accepts, or empty; never present for a secret
 * @param onlyWhen the condition under which the field applies, or empty for always; a value for a field that does not
 *     apply is a problem
 * @param permissions what the connector must be allowed to do in the system where the field is switched on: a flag that
 *     is true, any other field that is set; what a stream needs anyway may be among it
 * @param licence the licence that the system must have where the field is switched on, in its maker's words, or empty
 */
public record ConfigField(
        String name,
        String label,
        String description,
        String group,
        FieldType type,
        boolean required,
        Optional<String> defaultValue,
        Optional<String> example,
        Optional<Condition> onlyWhen,
        List<Permission> permissions,
        Optional<String> licence) {

    /** Keeps a copy, and refuses null and a default or example that the field's own type refuses. */
    public ConfigField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(onlyWhen, "onlyWhen");
        permissions = List.copyOf(permissions);
        Objects.requireNonNull(licence, "licence");
        if (type instanceof FieldType.SecretText && (defaultValue.isPresent() || example.isPresent())) {
            throw new IllegalArgumentException("secret field '" + name + "' must have no default and no example");
        }
        defaultValue.ifPresent(type::parse);
        example.ifPresent(type::parse);
    }

    /**
     * Says that a field applies only while another has a certain value, or one of several.
     *
     * @param field the other field, declared before this one
     * @param values the values of which it must have one, in the form in which they are written; not empty
     */
    public record Condition(String field, List<String> values) {
        /** Keeps a copy, and refuses a condition that can never be met. */
        public Condition {
            Objects.requireNonNull(field, "field");
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("the condition on '" + field + "' must name a value");
            }
        }

        /**
         * Writes the values for a person.
         *
         * @return for example {@code password or key}
         */
        public String valuesText() {
            return String.join(" or ", values);
        }
    }

    /**
     * Starts a field that is optional, applies always and has neither default nor example.
     *
     * @param name its name in configurations
     * @param label the name to show
     * @param type what kind of value it takes
     * @return a builder for the rest
     */
    public static Builder named(String name, String label, FieldType type) {
        return new Builder(name, label, type);
    }

    /** Collects the parts of a {@link ConfigField}; for one thread. */
    public static final class Builder {
        private final String name;
        private final String label;
        private final FieldType type;
        private String description = "";
        private String group = "";
        private boolean required;
        private Optional<String> defaultValue = Optional.empty();
        private Optional<String> example = Optional.empty();
        private Optional<Condition> onlyWhen = Optional.empty();
        private List<Permission> permissions = List.of();
        private Optional<String> licence = Optional.empty();

        private Builder(String name, String label, FieldType type) {
            this.name = name;
            this.label = label;
            this.type = type;
        }

        /**
         * Says what the field does and where its value is found.
         *
         * @param text one or two sentences
         * @return this
         */
        public Builder description(String text) {
            this.description = text;
            return this;
        }

        /**
         * Puts the field under a heading.
         *
         * @param heading the heading
         * @return this
         */
        public Builder group(String heading) {
            this.group = heading;
            return this;
        }

        /**
         * Makes the field one that must be set.
         *
         * @return this
         */
        public Builder required() {
            this.required = true;
            return this;
        }

        /**
         * Gives the value that counts where the field is not set.
         *
         * @param value as it would be written
         * @return this
         */
        public Builder defaultValue(String value) {
            this.defaultValue = Optional.of(value);
            return this;
        }

        /**
         * Gives a value to show as an example.
         *
         * @param value as it would be written
         * @return this
         */
        public Builder example(String value) {
            this.example = Optional.of(value);
            return this;
        }

        /**
         * Lets the field apply only while another has a certain value, or one of several.
         *
         * @param field the other field
         * @param values the values of which it must have one
         * @return this
         */
        public Builder onlyWhen(String field, String... values) {
            this.onlyWhen = Optional.of(new Condition(field, List.of(values)));
            return this;
        }

        /**
         * Says what the connector must be allowed to do where the field is switched on.
         *
         * @param needed the permissions
         * @return this
         */
        public Builder permissions(Permission... needed) {
            this.permissions = List.of(needed);
            return this;
        }

        /**
         * Says which licence the system must have where the field is switched on.
         *
         * @param name the licence, in its maker's words
         * @return this
         */
        public Builder licence(String name) {
            this.licence = Optional.of(name);
            return this;
        }

        /**
         * Makes the field.
         *
         * @return the field
         * @throws IllegalArgumentException if the default or the example does not fit the type
         */
        public ConfigField build() {
            return new ConfigField(
                    name,
                    label,
                    description,
                    group,
                    type,
                    required,
                    defaultValue,
                    example,
                    onlyWhen,
                    permissions,
                    licence);
        }
    }
}
