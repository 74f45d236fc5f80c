package dev.lanyard.host.cli.events;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConnectorSession;
import dev.lanyard.host.cli.common.Interruption;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.event.FeedListener;
import dev.lanyard.host.event.FeedOptions;
import dev.lanyard.host.event.FeedReader;
import dev.lanyard.host.event.Pause;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.host.store.Store;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lanyard events}: what happens in the system between two syncs. */
@Command(
        name = "events",
        description = "Shows what has happened in the system since the last call; --apply takes it into the store.",
        footer = {
            "",
            "The next call goes on where the last one ended; the first one begins where the last sync began, or else a",
            "day ago. What was only shown is not taken for applied: with --apply a feed is gone on with where it was",
            "last applied.",
            "Exit code 1 if a sync is due because the system has forgotten what came next; then sync, and call again.",
            "",
            "Examples:",
            "  lanyard events --feed changes --since PT2H",
            "  lanyard events --feed changes --apply --follow"
        })
public final class EventsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Option(
            names = "--feed",
            paramLabel = "NAME",
            required = true,
            description = "Which feed; 'describe' lists what a connector has.")
    private String feed = "";

    @Option(
            names = "--since",
            paramLabel = "TIME|DURATION",
            description = "Begin there, whatever was read before: a time or a day as in ISO-8601, or how long ago, as"
                    + " PT2H or P1D.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--follow", description = "Go on until interrupted, at the interval that the feed is worth it.")
    private boolean follow;

    @Option(names = "--apply", description = "Take what has happened into the store, so that readers see it.")
    private boolean apply;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() {
        FeedOptions how = FeedOptions.standard()
                .withTakeIn(apply)
                .withSince(since.map(text -> time(text, Clock.systemUTC().instant())));
        CancellationSource cancellation = new CancellationSource();
        Interruption interruption = new Interruption(cancellation, options.out(), options.err());
        EventPrinter printer = new EventPrinter(options, Store.open(options.store()));
        try (interruption;
                ConnectorSession session = ConnectorSession.open(
                        options, vault, EmbeddedHostServices.standard().with(cancellation))) {
            FeedDescriptor described = require(session.descriptor());
            FeedReader reader = new FeedReader(
                    session.descriptor(), session.connector(), described, Store.open(options.store()), how);
            read(reader, options.watch().listening(described.id(), printer), Pause.until(cancellation));
        }
        printer.finish(apply);
        return ExitCode.OK;
    }

    private void read(FeedReader reader, FeedListener listener, Pause pause) {
        try {
            if (follow) {
                reader.follow(listener, pause);
            } else {
                reader.read(listener, pause);
            }
        } catch (HostException | ConnectorException failure) {
            options.watch().failed("feed " + feed, failure);
            throw failure;
        }
    }

    private FeedDescriptor require(ConnectorDescriptor descriptor) {
        return descriptor.feed(feed).orElseThrow(() -> {
            if (descriptor.feeds().isEmpty()) {
                return new HostException(
                        "the connector '" + descriptor.id() + "' tells no events",
                        "sync instead: it reads what has changed");
            }
            return new ParameterException(
                    spec.commandLine(),
                    "the connector '" + descriptor.id() + "' has no feed '" + feed + "'; it has "
                            + descriptor.feeds().stream()
                                    .map(FeedDescriptor::id)
                                    .collect(Collectors.joining(", ")));
        });
    }

    private Instant time(String text, Instant now) {
        try {
            return text.startsWith("P") ? now.minus(Duration.parse(text)) : point(text);
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since " + text + " is neither a time such as 2026-05-01T08:00:00Z, nor a day such as 2026-05-01,"
                            + " nor a duration such as PT2H");
        }
    }

    private static Instant point(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException noDay) {
            return OffsetDateTime.parse(text).toInstant();
        }
    }
}
