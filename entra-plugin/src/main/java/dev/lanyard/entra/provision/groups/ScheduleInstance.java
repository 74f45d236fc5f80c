package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What PIM says of a principal and a group at this moment.
 *
 * @param access {@code member} or {@code owner}
 * @param direct whether it was given to the principal itself
 * @param end until when, or empty for good
 */
record ScheduleInstance(String access, boolean direct, Optional<Instant> end) {

    private static final PageReader READER = new PageReader(
            "schedules of groups under PIM",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "accessId", "memberType")
                    .add(ValueReaders.TIME, "endDateTime")
                    .build(),
            Set.of());

    /** Asks for all of a principal in a group: PIM answers only where it is told which group or principal. */
    static RequestInformation request(GraphDoor door, PrivilegedLink link) {
        return door.requests()
                .get(GraphPath.of(
                        link.path() + "ScheduleInstances?$filter=groupId%20eq%20'{}'%20and%20principalId%20eq%20'{}'",
                        link.groupId(),
                        link.principal().id()));
    }

    static List<ScheduleInstance> read(GraphDoor door, byte[] first) {
        return Facts.all(door, READER, first, ScheduleInstance::of);
    }

    private static ScheduleInstance of(Row row) {
        return new ScheduleInstance(
                row.text("accessId").toLowerCase(Locale.ROOT),
                !row.text("memberType").equalsIgnoreCase("group"),
                row.time("endDateTime"));
    }
}
