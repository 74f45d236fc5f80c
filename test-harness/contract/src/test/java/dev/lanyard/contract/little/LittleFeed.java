package dev.lanyard.contract.little;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.ChangeKind;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SkippedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The good feed. Each poll looks back as far as something may be late, and the cursor knows what was told of that time:
 * {@code SINCE;BEHIND;NUMBER:TIME,NUMBER:TIME,…}.
 */
public class LittleFeed {

    static final Duration LATENESS = Duration.ofSeconds(5);

    private final LittleClient client;

    LittleFeed(LittleClient client) {
        this.client = client;
    }

    /** How far it has been read: since when the service is asked, behind which number, and what of that was told. */
    protected record Position(long since, long behind, TreeMap<Long, Long> told) {

        static Position parse(String text) {
            if (!text.matches("\\d{1,15};\\d{1,9};(\\d{1,9}:\\d{1,15},)*")) {
                throw ConnectorException.of(ErrorKind.INVALID, "the cursor is not mine", "begin anew")
                        .build();
            }
            String[] parts = text.split(";", -1);
            TreeMap<Long, Long> told = new TreeMap<>();
            for (String each : parts[2].split(",", -1)) {
                if (!each.isEmpty()) {
                    told.put(
                            Long.valueOf(each.substring(0, each.indexOf(':'))),
                            Long.valueOf(each.substring(each.indexOf(':') + 1)));
                }
            }
            return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), told);
        }

        String text() {
            return since + ";" + behind + ";"
                    + told.entrySet().stream()
                            .map(each -> each.getKey() + ":" + each.getValue() + ",")
                            .collect(Collectors.joining());
        }
    }

    EventPage read(FeedStart from, int pageSize) {
        Position position = from instanceof FeedStart.After after
                ? Position.parse(after.cursor().value())
                : new Position(Math.max(0, ((FeedStart.Since) from).time().toEpochMilli()), 0, new TreeMap<>());
        LittleRows rows =
                client.rows("/log", "size=" + pageSize + "&since=" + position.since() + "&behind=" + position.behind());
        List<Event> events = new ArrayList<>();
        List<SkippedRow> skipped = new ArrayList<>();
        TreeMap<Long, Long> told = new TreeMap<>(position.told());
        long behind = position.behind();
        for (String[] row : rows.rows()) {
            long number = Long.parseLong(row[0]);
            behind = Math.max(behind, number);
            if (!known(position.told(), told).containsKey(number)) {
                told.put(number, Long.valueOf(row[1]));
                event(row, events, skipped);
            }
        }
        boolean more = rows.next().isPresent();
        Position next =
                more ? new Position(position.since(), behind, told) : ended(position, behind, told, rows.mark());
        return new EventPage(events, new FeedCursor(next.text()), more, skipped, List.of(), new ReadCost(1, 0));
    }

    /** What need not be told again, of what was told on pages before and by now. */
    protected Map<Long, Long> known(Map<Long, Long> before, Map<Long, Long> now) {
        return now;
    }

    /** Where to go on when everything up to now was told. */
    protected Position ended(Position before, long behind, Map<Long, Long> told, long now) {
        long since = Math.max(before.since(), now - LATENESS.toMillis());
        TreeMap<Long, Long> recent = new TreeMap<>(told);
        recent.values().removeIf(at -> at < since);
        return new Position(since, 0, recent);
    }

    private void event(String[] row, List<Event> events, List<SkippedRow> skipped) {
        ResourceId id = new ResourceId(row[2].startsWith("person") ? "person" : "team", row[3]);
        switch (row[2]) {
            case "person" -> {
                if (row[4].isBlank()) {
                    skipped.add(new SkippedRow(id.text(), "nameless", "has no name"));
                } else {
                    events.add(event(row, ChangeKind.RESOURCE_CHANGED, id, List.of(person(id, row))));
                }
            }
            case "team" -> events.add(event(row, ChangeKind.RESOURCE_CHANGED, id, team(id, row)));
            case "person-gone", "team-gone" ->
                events.add(event(row, ChangeKind.RESOURCE_DELETED, id, List.of(new Removal(id))));
            default -> events.add(membership(id, row));
        }
    }

    private static ChangeEvent event(String[] row, ChangeKind kind, RecordKey subject, List<SyncRecord> effects) {
        return new ChangeEvent(
                row[0], Instant.ofEpochMilli(Long.parseLong(row[1])), kind, subject, Optional.empty(), row[2], effects);
    }

    private static Resource person(ResourceId id, String[] row) {
        return new Resource(
                id,
                row[4],
                Boolean.parseBoolean(row[5]) ? Status.ENABLED : Status.DISABLED,
                Set.of(Trait.ACCOUNT),
                Optional.empty(),
                Attributes.builder().put("name", row[4]).build());
    }

    private static List<SyncRecord> team(ResourceId id, String[] row) {
        Optional<ResourceId> parent =
                Optional.of(row[5]).filter(text -> !text.isBlank()).map(text -> new ResourceId("team", text));
        return List.of(
                new Resource(id, row[4], Status.ENABLED, Set.of(Trait.GROUP), parent, Attributes.NONE),
                new Entitlement(
                        new EntitlementId(id, "member"),
                        "Member",
                        Purpose.MEMBERSHIP,
                        LittlePlugin.MEMBERS,
                        Optional.empty()),
                new Entitlement(
                        new EntitlementId(id, "lead"), "Lead", Purpose.OWNERSHIP, Set.of("person"), Optional.empty()));
    }

    private ChangeEvent membership(ResourceId team, String[] row) {
        GrantKey key = GrantKey.direct(new EntitlementId(team, row[4]), new ResourceId(row[5], row[6]));
        boolean in = row[2].equals("in");
        SyncRecord effect = in
                ? new Grant(key, row[5].equals("team"), row[5].equals("robot"), Validity.PERMANENT)
                : new Removal(key);
        boolean isRead = row[4].equals("member") || client.readsLeads();
        return event(
                row, in ? ChangeKind.GRANT_ADDED : ChangeKind.GRANT_REMOVED, key, isRead ? List.of(effect) : List.of());
    }
}
