package dev.lanyard.entra.events;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.ReadingPermissions;
import dev.lanyard.entra.sync.SyncStreams;
import dev.lanyard.entra.sync.changes.AuditEntry;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.event.Actor;
import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.SyncPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is changed in the directory, by whom: told by its audit log, with what has become of it read as the streams read
 * it.
 */
final class ChangesFeed implements Feed {

    static final FeedDescriptor DESCRIPTOR = new FeedDescriptor(
            "changes",
            "Changes",
            "Users, groups, applications, credentials and directory roles that came, changed or went, and what was"
                    + " given to whom or taken from whom, with who did it.",
            FeedDescriptor.Content.CHANGES,
            Set.of(
                    EntraTypes.USER,
                    EntraTypes.GROUP,
                    EntraTypes.SERVICE_PRINCIPAL,
                    EntraTypes.APPLICATION,
                    EntraTypes.CREDENTIAL,
                    EntraTypes.ROLE,
                    EntraTypes.LICENCE),
            Duration.ofMinutes(1),
            LogWalk.LATENESS,
            List.of(ReadingPermissions.CHANGE_FEED),
            Optional.empty());

    private final StreamContext context;
    private final SyncStreams streams;
    private final AuditLog log;
    private final LogWalk<AuditEntry> walk;

    ChangesFeed(StreamContext context, SyncStreams streams) {
        this.context = context;
        this.streams = streams;
        this.log = new AuditLog(context.door());
        this.walk = new LogWalk<>(DESCRIPTOR.id(), log, context.door(), context.clock());
    }

    @Override
    public FeedDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public String setting() {
        return EntraSchema.CHANGE_FEED;
    }

    @Override
    public boolean wanted() {
        return context.reading().changeFeed();
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(
                ReadingPermissions.CHANGE_FEED,
                log.request(Optional.of(context.clock().instant()), Optional.empty(), 1));
    }

    private record Told(AuditEntry entry, Meaning meaning) {}

    @Override
    public EventPage read(FeedStart from, int most) {
        PageBuilder page = new PageBuilder();
        LogWalk.Found<AuditEntry> found = walk.read(page, from, most);
        List<Told> told = found.entries().stream()
                .sorted(Comparator.comparing(AuditEntry::at))
                .flatMap(entry -> Interpretation.of(entry).map(meaning -> new Told(entry, meaning)).stream())
                .toList();
        List<List<SyncRecord>> effects =
                new Effects(streams).read(page, told.stream().map(Told::meaning).toList());
        List<Event> events = new ArrayList<>();
        for (int number = 0; number < told.size(); number++) {
            events.add(event(told.get(number), effects.get(number)));
        }
        SyncPage made = page.last();
        return new EventPage(events, found.next().cursor(), found.more(), made.skipped(), made.notices(), made.cost());
    }

    private static ChangeEvent event(Told told, List<SyncRecord> effects) {
        AuditEntry entry = told.entry();
        return new ChangeEvent(
                entry.id(),
                entry.at(),
                told.meaning().kind(),
                told.meaning().subject(),
                entry.user()
                        .flatMap(user -> actor(user, EntraTypes.USER, "id", "userPrincipalName", "displayName", "id"))
                        .or(() -> entry.program()
                                .flatMap(program -> actor(
                                        program,
                                        EntraTypes.SERVICE_PRINCIPAL,
                                        "servicePrincipalId",
                                        "displayName",
                                        "servicePrincipalId",
                                        "appId"))),
                entry.activity(),
                effects);
    }

    private static Optional<Actor> actor(Attributes who, String type, String id, String... names) {
        return Stream.of(names)
                .flatMap(name -> who.text(name).stream())
                .findFirst()
                .map(name -> new Actor(who.text(id).map(known -> new ResourceId(type, known)), name));
    }
}
