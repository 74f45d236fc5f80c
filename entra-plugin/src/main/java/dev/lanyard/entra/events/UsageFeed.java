package dev.lanyard.entra.events;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.ReadingPermissions;
import dev.lanyard.entra.sync.applications.ApplicationIds;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.event.UsageEvent;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.SyncPage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who signed in to what: told by the log of sign-ins, each application by its service principal in the tenant. */
final class UsageFeed implements Feed {

    static final FeedDescriptor DESCRIPTOR = new FeedDescriptor(
            "usage",
            "Usage",
            "Who signed in to which enterprise application, and whether they were let in.",
            FeedDescriptor.Content.USAGE,
            Set.of(EntraTypes.USER, EntraTypes.SERVICE_PRINCIPAL),
            Duration.ofMinutes(5),
            LogWalk.LATENESS,
            List.of(ReadingPermissions.USAGE_FEED, ReadingPermissions.USED_APPLICATIONS),
            Optional.of("Microsoft Entra ID P1 or P2"));

    private final StreamContext context;
    private final SignInLog log;
    private final LogWalk<SignIn> walk;
    private final ApplicationIds applications;

    UsageFeed(StreamContext context) {
        this.context = context;
        this.log = new SignInLog(context.door());
        this.walk = new LogWalk<>(DESCRIPTOR.id(), log, context.door(), context.clock());
        this.applications = new ApplicationIds(context.door());
    }

    @Override
    public FeedDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public String setting() {
        return EntraSchema.USAGE_FEED;
    }

    @Override
    public boolean wanted() {
        return context.reading().usageFeed();
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(
                ReadingPermissions.USAGE_FEED,
                log.request(Optional.of(context.clock().instant()), Optional.empty(), 1));
    }

    @Override
    public EventPage read(FeedStart from, int most) {
        PageBuilder page = new PageBuilder();
        LogWalk.Found<SignIn> found = walk.read(page, from, most);
        Map<String, String> principals = applications.of(
                page,
                found.entries().stream()
                        .map(SignIn::appId)
                        .filter(id -> !id.isBlank())
                        .collect(Collectors.toSet()));
        List<Event> events = found.entries().stream()
                .sorted(Comparator.comparing(SignIn::at))
                .<Event>map(entry -> new UsageEvent(
                        entry.id(),
                        entry.at(),
                        new ResourceId(EntraTypes.USER, entry.user()),
                        Optional.ofNullable(principals.get(entry.appId()))
                                .map(id -> new ResourceId(EntraTypes.SERVICE_PRINCIPAL, id)),
                        entry.successful()))
                .toList();
        SyncPage made = page.last();
        return new EventPage(events, found.next().cursor(), found.more(), made.skipped(), made.notices(), made.cost());
    }
}
