package dev.lanyard.host.cli.sync;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.check.CheckedSession;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConnectorSession;
import dev.lanyard.host.cli.common.Interruption;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.cli.common.WholeFile;
import dev.lanyard.host.connectors.ConnectorWatch;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.sync.SyncEngine;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.host.sync.SyncOptions;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lanyard sync}: reads the system into the store. */
@Command(
        name = "sync",
        description = "Reads the system into the store; a sync that was cut off is resumed.",
        footer = {
            "",
            "Where an earlier sync has left a checkpoint, only changes are read. Everything is read again when the last",
            "full read is longer ago than --full-after, and whatever has lost its checkpoint is read whole.",
            "",
            "What is read replaces what was there when it is whole, and not before. If far fewer records are seen than",
            "before, it is held back: exit code 1, readers see what they saw, and --accept-fall lets it pass.",
            "Interrupted (exit code 130 or 143), it keeps what it has read, and the next sync goes on from there."
        })
public final class SyncCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many threads read side by side (default: ${DEFAULT-VALUE}).")
    private int workers = 2;

    @Option(names = "--streams", paramLabel = "ID", split = ",", description = "Read these only, comma-separated.")
    private Set<String> streams = Set.of();

    @Option(names = "--stats", paramLabel = "FILE", description = "Write calls, times and memory as JSON to a file.")
    private Optional<Path> stats = Optional.empty();

    @ArgGroup
    private Reading reading = new Reading();

    /** At most one of these. */
    private static final class Reading {
        @Option(
                names = "--full",
                description = "Read everything, and begin anew instead of resuming a sync that was cut off.")
        private boolean full;

        @Option(
                names = "--incremental",
                description = "Read changes only; fails if no earlier sync has left a checkpoint.")
        private boolean incremental;

        SyncMode mode() {
            if (full) {
                return SyncMode.FULL;
            }
            return incremental ? SyncMode.INCREMENTAL : SyncMode.AUTOMATIC;
        }
    }

    @Option(
            names = "--full-after",
            paramLabel = "DURATION",
            defaultValue = "P7D",
            description = "Read everything again when the last full read is longer ago, as an ISO-8601 duration"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration fullAfter = Duration.ofDays(7);

    @Option(
            names = "--accept-fall",
            description = "Show readers what was held back; if nothing is, sync without holding back.")
    private boolean acceptFall;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (workers < 1) {
            throw wrongUse("--workers must be at least 1");
        }
        stats.ifPresent(WholeFile::requireFolder);
        CancellationSource cancellation = new CancellationSource();
        Interruption interruption = new Interruption(cancellation, options.out(), options.err());
        try (interruption) {
            return answer(sync(Store.open(options.store()), cancellation));
        }
    }

    private SyncOutcome sync(Store store, CancellationSource cancellation) throws IOException {
        try (SyncProgress progress = new SyncProgress(options.err());
                CheckedSession checked = CheckedSession.open(
                        options,
                        vault,
                        EmbeddedHostServices.standard().with(cancellation).with(progress),
                        this::requireStreams,
                        this::requireReady)) {
            SyncOutcome outcome = read(checked.session(), store, progress, cancellation);
            if (stats.isPresent()) {
                writeStatistics(stats.get(), outcome, checked.session());
            }
            return outcome;
        }
    }

    private SyncOutcome read(
            ConnectorSession session, Store store, SyncListener progress, CancellationSource cancellation) {
        SyncOptions how = SyncOptions.standard()
                .withStreams(streams)
                .withWorkers(workers)
                .withSettings(session.settings())
                .withMode(reading.mode())
                .withFullAfter(fullAfter)
                .withAcceptFall(acceptFall);
        SyncEngine engine = new SyncEngine(session.descriptor(), session.connector(), store, how);
        ConnectorWatch watch = options.watch();
        ConnectorWatch.Activity syncing = watch.syncing();
        try (syncing) {
            SyncOutcome outcome;
            try {
                outcome = engine.run(watch.listening(progress), cancellation);
            } catch (RuntimeException failure) {
                watch.failed(failure);
                throw failure;
            }
            watch.synced(outcome);
            return outcome;
        }
    }

    private int answer(SyncOutcome outcome) {
        if (outcome.result() == SyncOutcome.Result.FAILED) {
            throw outcome.failure().orElseThrow();
        }
        if (options.json()) {
            options.printJson(SyncStatistics.answer(outcome));
        } else {
            new SyncSummary(options.out()).print(outcome);
        }
        return outcome.succeeded() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void requireStreams(ConnectorDescriptor descriptor) {
        Set<String> known =
                descriptor.streams().stream().map(StreamDescriptor::id).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(streams);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw wrongUse("the connector has no stream " + String.join(", ", unknown) + "; it has "
                    + String.join(", ", new TreeSet<>(known)));
        }
    }

    /** A stream that cannot be read is known before hours of reading the others, and before anything is stored. */
    private void requireReady(CheckReport report) {
        List<Problem> problems = report.capabilities().stream()
                .filter(status -> streams.isEmpty() || streams.contains(status.capability()))
                .filter(status -> status.readiness() == Readiness.BLOCKED)
                .flatMap(status -> status.findings().stream())
                .distinct()
                .map(finding -> new Problem(finding.message(), finding.remedy()))
                .toList();
        if (!problems.isEmpty()) {
            throw new HostException(problems);
        }
    }

    private static void writeStatistics(Path file, SyncOutcome outcome, ConnectorSession session) throws IOException {
        String text =
                JsonText.text(SyncStatistics.of(outcome, session.connector().traffic()));
        WholeFile.write(file, out -> out.write(text));
    }

    private ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
