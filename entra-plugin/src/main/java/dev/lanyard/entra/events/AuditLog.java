package dev.lanyard.entra.events;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.changes.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory's audit log; it is kept a week where nothing was paid, and a month elsewhere. */
record AuditLog(GraphDoor door) implements Log<AuditEntry> {

    @Override
    public String id(AuditEntry entry) {
        return entry.id();
    }

    @Override
    public Instant at(AuditEntry entry) {
        return entry.at();
    }

    @Override
    public boolean oldestFirst() {
        return true;
    }

    @Override
    public RequestInformation request(Optional<Instant> from, Optional<Instant> to, int most) {
        RequestInformation request = door.requests().directoryAudits().toGetRequestInformation(wanted -> {
            String filter = Stream.of(
                            from.map(time -> "activityDateTime ge " + time),
                            to.map(time -> "activityDateTime le " + time))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" and "));
            if (!filter.isEmpty()) {
                wanted.queryParameters.filter = filter;
            }
            wanted.queryParameters.orderby = new String[] {"activityDateTime"};
            wanted.queryParameters.top = most;
        });
        request.headers.add("Cache-Control", "no-cache");
        return request;
    }

    @Override
    public PageReader reader() {
        return AuditEntry.READER;
    }

    @Override
    public Optional<AuditEntry> entry(Row row) {
        return AuditEntry.of(row);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(7);
    }
}
