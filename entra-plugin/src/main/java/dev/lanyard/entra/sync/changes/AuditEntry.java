package dev.lanyard.entra.sync.changes;

import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An entry of the directory's audit log: who did what, to what.
 *
 * <p>Graph promises nothing about the order of targets; which of two groups is the member of the other, say, is told by
 * the modified properties, whose names are those of the log and not those of Graph's own types.
 *
 * @param id identifies the entry
 * @param at when it was done
 * @param activity what was done, as Graph words it
 * @param successful whether it came about
 * @param user the person who did it, if it was one
 * @param program the program that did it, if it was one
 * @param targets what it was done to
 */
public record AuditEntry(
        String id,
        Instant at,
        String activity,
        boolean successful,
        Optional<Attributes> user,
        Optional<Attributes> program,
        List<Target> targets) {

    private static final PropertyTable MODIFIED = PropertyTable.builder()
            .add(ValueReaders.TEXT, "displayName", "oldValue", "newValue")
            .build();

    private static final PropertyTable TARGET = PropertyTable.builder()
            .add(ValueReaders.TEXT, "id", "type", "displayName", "userPrincipalName")
            .add(ValueReaders.listOf(ValueReaders.structureOf(MODIFIED)), "modifiedProperties")
            .build();

    private static final PropertyTable INITIATOR = PropertyTable.builder()
            .add(
                    ValueReaders.structureOf(PropertyTable.builder()
                            .add(ValueReaders.TEXT, "id", "displayName", "userPrincipalName")
                            .build()),
                    "user")
            .add(
                    ValueReaders.structureOf(PropertyTable.builder()
                            .add(ValueReaders.TEXT, "servicePrincipalId", "displayName", "appId")
                            .build()),
                    "app")
            .build();

    /** Reads pages of the log. */
    public static final PageReader READER = new PageReader(
            "audit entries",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "activityDisplayName", "result")
                    .add(ValueReaders.TIME, "activityDateTime")
                    .add(ValueReaders.structureOf(INITIATOR), "initiatedBy")
                    .add(ValueReaders.listOf(ValueReaders.structureOf(TARGET)), "targetResources")
                    .build(),
            Set.of());

    /**
     * What an activity was about.
     *
     * @param id the object's id
     * @param type the log's word for its type, in lower case and without spaces, for example {@code serviceprincipal}
     * @param modified properties that were modified
     */
    public record Target(String id, String type, List<Attributes> modified) {

        /** Keeps a copy. */
        public Target {
            modified = List.copyOf(modified);
        }

        /**
         * What a property has become, or was before it was taken away.
         *
         * @param name the log's name of the property, for example {@code Group.ObjectID}
         * @return its value without quotes
         */
        public Optional<String> value(String name) {
            return property(name)
                    .flatMap(found -> found.text("newValue")
                            .map(Target::unquoted)
                            .filter(value -> !value.isEmpty())
                            .or(() -> found.text("oldValue").map(Target::unquoted)))
                    .filter(value -> !value.isEmpty());
        }

        /**
         * What a property was before.
         *
         * @param name the log's name of the property
         * @return the JSON text that the log gives, or empty text
         */
        public String before(String name) {
            return property(name).flatMap(found -> found.text("oldValue")).orElse("");
        }

        private Optional<Attributes> property(String name) {
            return modified.stream()
                    .filter(each -> each.text("displayName").equals(Optional.of(name)))
                    .findFirst();
        }

        private static String unquoted(String json) {
            boolean quoted = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
            return quoted ? json.substring(1, json.length() - 1) : json;
        }
    }

    /** Keeps a copy. */
    public AuditEntry {
        targets = List.copyOf(targets);
    }

    /**
     * Makes an entry of a row.
     *
     * @param row of {@link #READER}
     * @return the entry, or empty if the row has no id or no time
     */
    public static Optional<AuditEntry> of(Row row) {
        Optional<Instant> at = row.time("activityDateTime");
        if (row.text("id").isBlank() || at.isEmpty()) {
            return Optional.empty();
        }
        Optional<Attributes> by = row.structure("initiatedBy");
        return Optional.of(new AuditEntry(
                row.text("id"),
                at.get(),
                row.text("activityDisplayName"),
                row.text("result").isEmpty() || row.text("result").equalsIgnoreCase("success"),
                by.flatMap(who -> structure(who, "user")),
                by.flatMap(who -> structure(who, "app")),
                row.structures("targetResources").stream()
                        .flatMap(AuditEntry::target)
                        .toList()));
    }

    private static Stream<Target> target(Attributes target) {
        return target.text("id").stream()
                .map(id -> new Target(
                        id,
                        target.text("type").orElse("").toLowerCase(Locale.ROOT).replace(" ", ""),
                        structures(target, "modifiedProperties")));
    }

    /** The activity in lower case. */
    public String words() {
        return activity.toLowerCase(Locale.ROOT).strip();
    }

    /**
     * The targets of a type.
     *
     * @param type the log's word, in lower case
     * @return their ids
     */
    public List<String> ids(String type) {
        return targets.stream()
                .filter(target -> target.type().equals(type))
                .map(Target::id)
                .toList();
    }

    /**
     * What a property of any target has become, or was before.
     *
     * @param name the log's name of the property
     * @return its value without quotes
     */
    public Optional<String> value(String name) {
        return targets.stream().flatMap(target -> target.value(name).stream()).findFirst();
    }

    private static Optional<Attributes> structure(Attributes from, String name) {
        return from.get(name).orElse(null) instanceof AttributeValue.Structure structure
                ? Optional.of(structure.fields())
                : Optional.empty();
    }

    private static List<Attributes> structures(Attributes from, String name) {
        return from.get(name).orElse(null) instanceof AttributeValue.Sequence sequence
                ? sequence.values().stream()
                        .filter(AttributeValue.Structure.class::isInstance)
                        .map(each -> ((AttributeValue.Structure) each).fields())
                        .toList()
                : List.of();
    }
}
