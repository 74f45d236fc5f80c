package dev.lanyard.contract.fresh;

import dev.lanyard.contract.change.MemoryVault;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.contract.walk.Walker;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program of the fresh JVM. Everything that it prints is searched for secrets.
 *
 * <p>No method that is still running may have held a plugin in a local variable when leftovers are counted: the JVM may
 * take such a variable for a reason to keep the plugin.
 */
public final class FreshMain {

    private static final int ROUNDS = 3;

    private final FreshTask task;
    private final PrintStream out;
    private final List<String> feeds = new ArrayList<>();
    private List<String> pages = List.of();
    private List<String> reachedFor = List.of();
    private List<String> startedThreads = List.of();
    private Map<String, String> digests = Map.of();
    private String walkFailure = "";
    private List<String> passwords = List.of();

    private FreshMain(FreshTask task, PrintStream out) {
        this.task = task;
        this.out = out;
    }

    /**
     * Reads tasks from standard input, and answers each with a report on standard output.
     *
     * @param arguments the file to print to
     * @throws IOException if that file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream reports = System.out;
        PrintStream out = new PrintStream(new FileOutputStream(arguments[0], true), true, StandardCharsets.UTF_8);
        // Whatever prints, plugins and loggers included, must not print among the reports.
        System.setOut(out);
        System.setErr(out);
        int exit = 1;
        try {
            serve(reports, out);
        } catch (EOFException nobodyAsksAnyMore) {
            exit = 0;
        } catch (IOException | ClassNotFoundException | RuntimeException | Error failed) {
            failed.printStackTrace(out);
        } finally {
            // A thread that the plugin left behind must not keep this JVM alive; the report tells of it.
            System.exit(exit);
        }
    }

    private static void serve(PrintStream reports, PrintStream out) throws IOException, ClassNotFoundException {
        try (ObjectInputStream tasks = new ObjectInputStream(System.in)) {
            while (true) {
                FreshReport report = new FreshMain((FreshTask) tasks.readObject(), out).run();
                ObjectOutputStream answer = new ObjectOutputStream(reports);
                answer.writeObject(report);
                answer.flush();
                if (reports.checkError()) {
                    throw new EOFException("nobody waits for the report");
                }
            }
        }
    }

    private FreshReport run() {
        if (!task.feeds().isEmpty()) {
            readFeedsOn();
            return report(List.of(), 0);
        }
        Leftovers leftovers = new Leftovers(Duration.ofSeconds(task.patienceSeconds()));
        readEverything(leftovers);
        for (int round = 1; round < ROUNDS; round++) {
            useBriefly(leftovers);
        }
        return report(leftovers.threads(), leftovers.loaders());
    }

    private FreshReport report(List<String> leftThreads, int leftLoaders) {
        return new FreshReport(
                reachedFor, startedThreads, pages, feeds, digests, walkFailure, passwords, leftThreads, leftLoaders);
    }

    private void readFeedsOn() {
        try (LoadedPlugin plugin = PluginLoader.load(Path.of(task.jar()));
                Connector connector = open(plugin, task.settings(), new MemoryVault())) {
            for (FreshTask.FeedProbe probe : task.feeds()) {
                FeedStart from = new FeedStart.After(new FeedCursor(probe.cursor()));
                feeds.add(ids(connector, probe.feed(), from));
            }
        }
    }

    private String ids(Connector connector, String feed, FeedStart from) {
        try {
            EventPage page = connector.events(feed, from, task.pageSize());
            out.println(page);
            return page.events().stream().map(Event::id).collect(Collectors.joining(", "));
        } catch (ConnectorException failed) {
            print(failed);
            return failed.kind() + ": " + failed.getMessage();
        }
    }

    private void readEverything(Leftovers leftovers) {
        NetworkWatch network = NetworkWatch.install();
        ThreadWatch threads = new ThreadWatch();
        try (LoadedPlugin plugin = PluginLoader.load(Path.of(task.jar()))) {
            leftovers.watch(plugin);
            out.println(plugin.plugin().descriptor());
            reachedFor = network.reachedFor();
            startedThreads = threads.started();
            MemoryVault vault = new MemoryVault();
            FreshChanges changes = new FreshChanges(plugin.descriptor(), task.changes(), vault, out);
            ColdPages cold = readCold(plugin);
            pages = cold.outlines();
            try (Connector connector = open(plugin, task.settings(), vault)) {
                RecordedWalk walk = walk(plugin, connector);
                pages = cold.comparedWith(walk);
                digests = walk.digests();
                plugin.descriptor()
                        .feeds()
                        .forEach(feed -> ids(connector, feed.id(), new FeedStart.Since(Instant.EPOCH)));
                out.println(connector.check());
                changes.make(connector);
                out.println(connector.traffic());
            } catch (ConnectorException failed) {
                walkFailure = failed.kind() + ": " + failed.getMessage();
                print(failed);
            }
            failToSignIn(plugin, changes, vault);
            passwords = vault.everKept();
        }
    }

    private Connector open(LoadedPlugin plugin, Map<String, String> settings, MemoryVault vault) {
        ConnectorConfig config = plugin.descriptor().schema().configure(settings);
        out.println(config);
        return plugin.open(
                config, EmbeddedHostServices.standard().with(this::waiting).with(vault));
    }

    private void waiting(String reason, Duration howLong) {
        out.println("waiting " + howLong + ": " + reason);
    }

    private ColdPages readCold(LoadedPlugin plugin) {
        ColdPages cold = new ColdPages();
        for (int last = task.probes().size() - 1; last >= 0; last--) {
            FreshTask.Probe probe = task.probes().get(last);
            try (Connector connector = open(plugin, task.settings(), new MemoryVault())) {
                cold.add(connector.read(probe.partition(), probe.position()));
            } catch (ConnectorException failed) {
                print(failed);
                cold.failed(failed.kind() + ": " + failed.getMessage());
            }
        }
        return cold;
    }

    private RecordedWalk walk(LoadedPlugin plugin, Connector connector) {
        List<SyncPartition> partitions = connector.plan(Walker.everything(plugin.descriptor(), task.pageSize()));
        return new Walker(plugin.descriptor(), (partition, cursor) -> {
                    SyncPage page = connector.read(partition, cursor);
                    page.records().forEach(out::println);
                    if (page.next() instanceof NextStep.More more) {
                        out.println(more);
                    }
                    return page;
                })
                .walk(partitions);
    }

    /** Errors are where secrets leak: makes the one that every system has. */
    private void failToSignIn(LoadedPlugin plugin, FreshChanges changes, MemoryVault vault) {
        if (task.wrongSettings().isEmpty()) {
            return;
        }
        try (Connector connector = open(plugin, task.wrongSettings(), vault)) {
            out.println(connector.check());
            changes.make(connector);
            SyncPartition first = connector
                    .plan(Walker.everything(plugin.descriptor(), task.pageSize()))
                    .get(0);
            connector.read(first, Cursor.start());
        } catch (ConnectorException refused) {
            print(refused);
        }
    }

    private void print(ConnectorException failed) {
        FreshChanges.print(failed, out);
    }

    private void useBriefly(Leftovers leftovers) {
        try (LoadedPlugin plugin = PluginLoader.load(Path.of(task.jar()));
                Connector connector = open(plugin, task.settings(), new MemoryVault())) {
            leftovers.watch(plugin);
            connector.check();
            SyncPartition first = connector
                    .plan(Walker.everything(plugin.descriptor(), task.pageSize()))
                    .get(0);
            connector.read(first, Cursor.start());
        } catch (ConnectorException failed) {
            print(failed);
        }
    }
}
