package dev.lanyard.host.event;

import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.user;

import dev.lanyard.host.sync.Samples;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.ChangeKind;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * People in groups, who change while its clock goes on, and the connector to them: two streams with full and
 * incremental reads, and a feed that tells events when the test lets it, in whatever order.
 */
final class LivelySystem extends Clock implements Connector {

    static final FeedDescriptor FEED = new FeedDescriptor(
            "changes",
            "Changes",
            "What has changed.",
            FeedDescriptor.Content.CHANGES,
            Set.of("user", "group"),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            List.of(),
            Optional.empty());

    private record Happened(Instant at, String stream, String id) {}

    private final SortedMap<String, String> people = new TreeMap<>();
    private final Set<String> groups = new TreeSet<>();
    private final Set<String> members = new TreeSet<>();
    private final List<SyncRecord> eligible = new ArrayList<>();
    private final List<Happened> log = new ArrayList<>();
    private final List<Event> untold = new ArrayList<>();
    private final List<Event> told = new ArrayList<>();
    private final List<FeedStart> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-01T08:00:00Z");
    private @Nullable ConnectorException failure;
    private Runnable afterPage = () -> {};

    ConnectorDescriptor descriptor() {
        return new ConnectorDescriptor(
                "lively",
                "Lively",
                "1.0",
                SpiVersion.CURRENT,
                ConfigSchema.EMPTY,
                List.of(
                        new ResourceTypeDescriptor("user", "User", Set.of(Trait.ACCOUNT), List.of()),
                        new ResourceTypeDescriptor("group", "Group", Set.of(Trait.GROUP), List.of())),
                List.of(
                        new StreamDescriptor("people", "People", "People.", Set.of("user"), true, List.of()),
                        new StreamDescriptor("groups", "Groups", "Groups.", Set.of("group"), true, List.of()),
                        new StreamDescriptor("joining", "Joining", "Who can.", Set.of("group"), false, List.of())),
                List.of(),
                List.of(),
                List.of(FEED));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Whoever asks next is answered this, as often as it takes until it is null. */
    void fail(@Nullable ConnectorException error) {
        failure = error;
    }

    /** Does something each time when a page of a sync was read and not answered yet. */
    void afterEachPage(Runnable action) {
        afterPage = action;
    }

    List<FeedStart> asked() {
        return asked;
    }

    Event person(String id, String name) {
        boolean there = people.put(id, name) != null;
        return happened(
                "people",
                id,
                there ? ChangeKind.RESOURCE_CHANGED : ChangeKind.RESOURCE_CREATED,
                user(id).key(),
                List.of(user(id, name)));
    }

    Event personGone(String id) {
        people.remove(id);
        members.removeIf(link -> link.endsWith("|" + id));
        return happened("people", id, ChangeKind.RESOURCE_DELETED, user(id).key(), gone(user(id).key()));
    }

    Event grouped(String id) {
        groups.add(id);
        return happened("groups", id, ChangeKind.RESOURCE_CREATED, group(id).key(), List.of(group(id), membership(id)));
    }

    Event groupGone(String id) {
        groups.remove(id);
        members.removeIf(link -> link.startsWith(id + "|"));
        return happened(
                "groups",
                id,
                ChangeKind.RESOURCE_DELETED,
                group(id).key(),
                gone(group(id).key()));
    }

    Event member(String group, String person) {
        members.add(group + "|" + person);
        return happened(
                "groups", group, ChangeKind.GRANT_ADDED, in(group, person).key(), List.of(in(group, person)));
    }

    Event memberOut(String group, String person) {
        members.remove(group + "|" + person);
        return happened(
                "groups",
                group,
                ChangeKind.GRANT_REMOVED,
                in(group, person).key(),
                gone(in(group, person).key()));
    }

    /** A group in a group, which only syncs tell of. */
    void nested(String outer, String inner) {
        members.add(outer + "|" + inner);
    }

    /** Somebody who can join a group, which a stream of its own reads. */
    void eligible(String group, String person) {
        eligible.add(new Grant(
                new GrantKey(
                        Samples.memberOf(group),
                        user(person).key(),
                        Holding.ELIGIBLE,
                        Optional.empty(),
                        Optional.empty()),
                false,
                false,
                Validity.PERMANENT));
    }

    /** Tells of a member that is out by all that the group has now. */
    Event memberOutReadAnew(String group, String person) {
        members.remove(group + "|" + person);
        return happened(
                "groups", group, ChangeKind.RESOURCE_CHANGED, group(group).key(), groupNow(group, true));
    }

    /** Tells that somebody is gone who is not. */
    Event rumour(String person) {
        return rumour(person, Duration.ZERO);
    }

    /** The same with a wrong time. */
    Event rumour(String person, Duration ahead) {
        now = now.plusMillis(3);
        return new ChangeEvent(
                "rumour",
                now.plus(ahead),
                ChangeKind.RESOURCE_DELETED,
                user(person).key(),
                Optional.empty(),
                "said to be gone",
                gone(user(person).key()));
    }

    private static List<SyncRecord> gone(RecordKey key) {
        return List.of(new Removal(key));
    }

    private Event happened(String stream, String id, ChangeKind kind, RecordKey subject, List<SyncRecord> effects) {
        now = now.plusMillis(3);
        log.add(new Happened(now, stream, id));
        Event event = new ChangeEvent("e" + log.size(), now, kind, subject, Optional.empty(), kind.name(), effects);
        untold.add(event);
        return event;
    }

    /** Makes some change that can be made. */
    void change(RandomGenerator random) {
        String person = "p" + random.nextInt(6);
        String group = "g" + random.nextInt(4);
        switch (random.nextInt(9)) {
            case 0, 1 -> person(person, "Name " + random.nextInt(1000));
            case 2 -> {
                if (people.containsKey(person)) {
                    personGone(person);
                }
            }
            case 3 -> {
                if (groups.contains(group)) {
                    groupGone(group);
                } else {
                    grouped(group);
                }
            }
            default -> {
                if (groups.contains(group) && people.containsKey(person)) {
                    if (members.contains(group + "|" + person)) {
                        memberOut(group, person);
                    } else {
                        member(group, person);
                    }
                }
            }
        }
        pass(Duration.ofMillis(random.nextInt(40)));
    }

    /** How much has happened. */
    int happenings() {
        return log.size();
    }

    /** Lets the feed tell some of what it has not told yet, shuffled; the rest comes later. */
    void tellSome(RandomGenerator random) {
        Collections.shuffle(untold, new java.util.Random(random.nextLong()));
        int some = random.nextInt(untold.size() + 1);
        told.addAll(untold.subList(0, some));
        untold.subList(0, some).clear();
    }

    /** Lets the feed tell the rest. */
    void tellAll(RandomGenerator random) {
        Collections.shuffle(untold, new java.util.Random(random.nextLong()));
        tellAll();
    }

    void tellAll() {
        told.addAll(untold);
        untold.clear();
    }

    void tell(Event event) {
        untold.remove(event);
        told.add(event);
    }

    void tellAgain(RandomGenerator random) {
        if (!told.isEmpty()) {
            told.add(told.get(random.nextInt(told.size())));
        }
    }

    @Override
    public EventPage events(String feed, FeedStart from, int pageSize) {
        asked.add(from);
        if (failure != null) {
            throw failure;
        }
        int start = from instanceof FeedStart.After after
                ? Integer.parseInt(after.cursor().value().split("/", 2)[0])
                : 0;
        Instant since = from instanceof FeedStart.Since time ? time.time() : Instant.EPOCH;
        int end = Math.min(told.size(), start + pageSize);
        return new EventPage(
                told.subList(start, end).stream()
                        .filter(event -> !event.at().isBefore(since))
                        .toList(),
                new FeedCursor(end + "/events"),
                end < told.size(),
                List.of(),
                List.of(),
                ReadCost.FREE);
    }

    @Override
    public List<SyncPartition> plan(SyncRequest request) {
        Map<String, String> marks = new TreeMap<>();
        request.checkpoints().forEach(each -> marks.put(each.stream(), each.value()));
        return request.streams().stream()
                .sorted()
                .map(stream -> new SyncPartition(
                        stream, "", marks.containsKey(stream), marks.getOrDefault(stream, "0") + "-" + log.size()))
                .toList();
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        int since = Integer.parseInt(partition.definition().split("-", 2)[0]);
        if (partition.stream().equals("joining")) {
            return new SyncPage(
                    eligible,
                    new NextStep.Done(Optional.empty()),
                    List.of(),
                    List.of(),
                    OptionalLong.empty(),
                    ReadCost.FREE);
        }
        Set<String> ids = new LinkedHashSet<>();
        if (partition.incremental()) {
            log.subList(since, log.size()).stream()
                    .filter(each -> each.stream().equals(partition.stream()))
                    .forEach(each -> ids.add(each.id()));
        } else {
            ids.addAll(partition.stream().equals("people") ? people.keySet() : groups);
        }
        List<SyncRecord> records = new ArrayList<>();
        for (String id : ids) {
            records.addAll(partition.stream().equals("people") ? personNow(id) : groupNow(id, partition.incremental()));
        }
        NextStep next =
                new NextStep.Done(Optional.of(new Checkpoint(partition.stream(), "", String.valueOf(log.size()))));
        SyncPage page = new SyncPage(records, next, List.of(), List.of(), OptionalLong.empty(), ReadCost.FREE);
        afterPage.run();
        return page;
    }

    private List<SyncRecord> personNow(String id) {
        return people.containsKey(id)
                ? List.of(user(id, people.get(id)))
                : List.of(new Removal(new ResourceId("user", id)));
    }

    private List<SyncRecord> groupNow(String id, boolean anew) {
        List<SyncRecord> records = new ArrayList<>();
        if (anew) {
            records.add(new Removal(new ResourceId("group", id)));
        }
        if (groups.contains(id)) {
            records.add(group(id));
            records.add(membership(id));
            members.stream()
                    .filter(link -> link.startsWith(id + "|"))
                    .map(link -> link.substring(link.indexOf('|') + 1))
                    .forEach(member ->
                            records.add(groups.contains(member) ? Samples.nested(id, member) : in(id, member)));
        }
        return records;
    }

    @Override
    public CheckReport check() {
        return new CheckReport(List.of());
    }

    @Override
    public Map<String, ServiceTraffic> traffic() {
        return Map.of();
    }

    @Override
    public void close() {}

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    /** A connector whose feed never ends. */
    record Circle(FeedCursor even, FeedCursor odd) implements Connector {
        @Override
        public EventPage events(String feed, FeedStart from, int pageSize) {
            boolean atEven =
                    from instanceof FeedStart.After after && after.cursor().equals(even);
            return new EventPage(List.of(), atEven ? odd : even, true, List.of(), List.of(), ReadCost.FREE);
        }

        @Override
        public List<SyncPartition> plan(SyncRequest request) {
            return List.of();
        }

        @Override
        public SyncPage read(SyncPartition partition, Cursor cursor) {
            throw new IllegalStateException("nothing is planned");
        }

        @Override
        public CheckReport check() {
            return new CheckReport(List.of());
        }

        @Override
        public Map<String, ServiceTraffic> traffic() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
