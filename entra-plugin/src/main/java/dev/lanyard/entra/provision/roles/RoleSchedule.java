package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * From when until when someone has a role, or may activate it.
 *
 * @param scope where, as Graph writes it
 * @param direct whether it was given to the principal itself
 * @param activated whether the principal has activated it, and nobody assigned it
 * @param endless whether it is for good
 * @param start from when, or empty if Graph does not say
 * @param end until when, or empty if it is for good or Graph does not say
 */
record RoleSchedule(
        String scope,
        boolean direct,
        boolean activated,
        boolean endless,
        Optional<Instant> start,
        Optional<Instant> end) {

    /** By so much at most, between here and Graph. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final String START = "startDateTime";
    private static final String END = "endDateTime";

    static final PropertyTable PROPERTIES = PropertyTable.builder()
            .add(ValueReaders.TEXT, "id", "directoryScopeId", "appScopeId", "assignmentType", "memberType")
            .add(
                    ValueReaders.structureOf(PropertyTable.builder()
                            .add(ValueReaders.TIME, START)
                            .add(
                                    ValueReaders.structureOf(PropertyTable.builder()
                                            .add(ValueReaders.TEXT, "type")
                                            .add(ValueReaders.TIME, END)
                                            .build()),
                                    "expiration")
                            .build()),
                    "scheduleInfo")
            .build();

    static RoleSchedule of(Row row) {
        Attributes info = row.structure("scheduleInfo").orElse(Attributes.NONE);
        Attributes expiration = info.get("expiration").orElse(null) instanceof AttributeValue.Structure structure
                ? structure.fields()
                : Attributes.NONE;
        return new RoleSchedule(
                scope(row),
                !row.text("memberType").equalsIgnoreCase("group"),
                row.text("assignmentType").equalsIgnoreCase("activated"),
                expiration.text("type").map("noExpiration"::equalsIgnoreCase).orElse(true),
                time(info, START),
                time(expiration, END));
    }

    /** Where an assignment or schedule holds; Graph tells one of two scopes. */
    static String scope(Row row) {
        String directory = row.text("directoryScopeId");
        return directory.isEmpty() ? row.text("appScopeId") : directory;
    }

    /** Whether it is what a grant asks for. */
    boolean fits(RoleLink link, Instant now) {
        Instant from = link.validity().from().orElse(now);
        Instant latest = (from.isAfter(now) ? from : now).plus(CLOCKS_DIFFER);
        boolean begins = start.filter(at -> at.isAfter(latest)).isEmpty();
        // Graph keeps fewer digits than it is sent.
        return begins
                && link.validity().until().isEmpty() == endless
                && link.validity()
                        .until()
                        .map(until -> until.truncatedTo(ChronoUnit.SECONDS))
                        .equals(end.map(at -> at.truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Optional<Instant> time(Attributes attributes, String name) {
        return attributes.get(name).orElse(null) instanceof AttributeValue.Time time
                ? Optional.of(time.value())
                : Optional.empty();
    }
}
