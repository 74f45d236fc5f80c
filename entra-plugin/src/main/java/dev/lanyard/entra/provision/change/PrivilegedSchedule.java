package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Validity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * From when until when someone has something through Privileged Identity Management (PIM), or may activate it.
 *
 * @param direct whether it was given to the principal itself
 * @param activated whether the principal has activated it, and nobody assigned it
 * @param endless whether it is for good
 * @param start from when, or empty if Graph does not say
 * @param end until when, or empty if it is for good or Graph does not say
 */
public record PrivilegedSchedule(
        boolean direct, boolean activated, boolean endless, Optional<Instant> start, Optional<Instant> end) {

    /** By so much at most, between here and Graph. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final String START = "startDateTime";
    private static final String END = "endDateTime";

    /**
     * Begins a table of a schedule's properties.
     *
     * @return those that {@link #of} needs
     */
    public static PropertyTable.Builder properties() {
        return PropertyTable.builder()
                .add(ValueReaders.TEXT, "assignmentType", "memberType")
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
                        "scheduleInfo");
    }

    /**
     * Reads a schedule.
     *
     * @param row with {@link #properties}
     * @return what it says
     */
    public static PrivilegedSchedule of(Row row) {
        Attributes info = row.structure("scheduleInfo").orElse(Attributes.NONE);
        Attributes expiration = info.get("expiration").orElse(null) instanceof AttributeValue.Structure structure
                ? structure.fields()
                : Attributes.NONE;
        return new PrivilegedSchedule(
                !row.text("memberType").equalsIgnoreCase("group"),
                row.text("assignmentType").equalsIgnoreCase("activated"),
                expiration.text("type").map("noExpiration"::equalsIgnoreCase).orElse(true),
                time(info, START),
                time(expiration, END));
    }

    /**
     * Whether it is what a grant asks for.
     *
     * @param validity from when until when it should be
     * @param now the time
     * @return false if it begins later, or ends at another time
     */
    public boolean fits(Validity validity, Instant now) {
        Instant from = validity.from().orElse(now);
        Instant latest = (from.isAfter(now) ? from : now).plus(CLOCKS_DIFFER);
        boolean begins = start.filter(at -> at.isAfter(latest)).isEmpty();
        // Graph keeps fewer digits than it is sent.
        return begins
                && validity.until().isEmpty() == endless
                && validity.until()
                        .map(until -> until.truncatedTo(ChronoUnit.SECONDS))
                        .equals(end.map(at -> at.truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Optional<Instant> time(Attributes attributes, String name) {
        return attributes.get(name).orElse(null) instanceof AttributeValue.Time time
                ? Optional.of(time.value())
                : Optional.empty();
    }
}
