package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.provision.change.PrivilegedSchedule;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.ValueReaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What PIM says of a principal and a group, also of what has yet to begin.
 *
 * @param access {@code member} or {@code owner}
 * @param term from when until when, and how it was given
 */
record GroupSchedule(String access, PrivilegedSchedule term) {

    private static final PageReader READER = new PageReader(
            "schedules of groups under PIM",
            PrivilegedSchedule.properties().add(ValueReaders.TEXT, "accessId").build(),
            Set.of());

    /** Asks for all of a principal in a group: PIM answers only where it is told which group or principal. */
    static RequestInformation request(GraphDoor door, PrivilegedLink link) {
        return door.requests()
                .get(GraphPath.of(
                        link.path() + "Schedules?$filter=groupId%20eq%20'{}'%20and%20principalId%20eq%20'{}'",
                        link.groupId(),
                        link.principal().id()));
    }

    static List<GroupSchedule> read(GraphDoor door, byte[] first) {
        return Facts.all(
                door,
                READER,
                first,
                row -> new GroupSchedule(row.text("accessId").toLowerCase(Locale.ROOT), PrivilegedSchedule.of(row)));
    }
}
