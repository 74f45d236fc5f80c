package dev.lanyard.entra.provision.roles;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.provision.change.PrivilegedSchedule;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out who has which role, past the cache: from the plain assignments, and from PIM's schedules. */
final class RoleReading {

    private static final PageReader ASSIGNMENTS = new PageReader(
            "role assignments",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "directoryScopeId", "appScopeId")
                    .build(),
            Set.of());
    private static final PageReader SCHEDULES = new PageReader(
            "role schedules",
            PrivilegedSchedule.properties()
                    .add(ValueReaders.TEXT, "directoryScopeId", "appScopeId")
                    .build(),
            Set.of());

    private final GraphDoor door;
    private final Instant now;

    RoleReading(GraphDoor door, Instant now) {
        this.door = door;
        this.now = now;
    }

    /** What there is of each role that is to be given or taken away. */
    Map<RoleLink, HeldRole> read(List<RoleLink> links) {
        List<RequestInformation> requests = new ArrayList<>();
        links.forEach(link -> {
            requests.add(door.requests().get(link.schedules()));
            if (isPlain(link)) {
                requests.add(door.requests().get(link.assignments()));
            }
        });
        Iterator<BatchReply> replies = door.batch(requests).iterator();
        Map<RoleLink, HeldRole> held = new HashMap<>();
        for (RoleLink link : links) {
            BatchReply schedules = replies.next();
            Optional<String> assignment =
                    isPlain(link) ? assignment(link, replies.next().bodyOrThrow()) : Optional.empty();
            held.put(link, held(link, schedules, assignment));
        }
        return held;
    }

    private static boolean isPlain(RoleLink link) {
        return link.grant().holding() == Holding.ACTIVE;
    }

    private HeldRole held(RoleLink link, BatchReply schedules, Optional<String> assignment) {
        Optional<ConnectorException> failure = schedules.failure();
        if (failure.isEmpty()) {
            return new HeldRole(assignment, schedules(link, schedules.body()), failure);
        }
        ErrorKind kind = failure.get().kind();
        if (kind != ErrorKind.PERMISSION && kind != ErrorKind.UNSUPPORTED) {
            throw failure.get();
        }
        return new HeldRole(assignment, List.of(), failure);
    }

    /** How to see that reads show what was changed. */
    Sight sight(RoleLink link) {
        boolean scheduled = link.throughPim(now);
        return new Sight(
                () -> door.requests().get(scheduled ? link.schedules() : link.assignments()),
                reply -> isShown(link, scheduled, reply));
    }

    private boolean isShown(RoleLink link, boolean scheduled, BatchReply reply) {
        // A list that must not be read will never show anything.
        if (reply.status() == 403) {
            return true;
        }
        if (!scheduled) {
            return assignment(link, reply.bodyOrThrow()).isPresent() == link.giving();
        }
        List<PrivilegedSchedule> schedules = schedules(link, reply.bodyOrThrow());
        return link.giving()
                ? schedules.stream().anyMatch(each -> each.fits(link.validity(), now))
                : schedules.isEmpty();
    }

    private Optional<String> assignment(RoleLink link, byte[] first) {
        return Facts.all(door, ASSIGNMENTS, first, row -> scope(row).equals(link.scope()) ? row.text("id") : "")
                .stream()
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    private List<PrivilegedSchedule> schedules(RoleLink link, byte[] first) {
        return Facts.all(
                        door,
                        SCHEDULES,
                        first,
                        row -> Optional.of(PrivilegedSchedule.of(row))
                                .filter(each -> each.direct() && scope(row).equals(link.scope())))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Where an assignment or schedule holds; Graph tells one of two scopes. */
    private static String scope(Row row) {
        String directory = row.text("directoryScopeId");
        return directory.isEmpty() ? row.text("appScopeId") : directory;
    }
}
