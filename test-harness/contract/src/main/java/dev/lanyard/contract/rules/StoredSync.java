package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.host.export.JsonLinesExport;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.sync.SyncEngine;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.host.sync.SyncOptions;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.Connector;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A real sync into a real store, in a folder of its own, and the export of it. */
final class StoredSync implements AutoCloseable {

    private final Path folder;

    private StoredSync(Path folder) {
        this.folder = folder;
    }

    /** An empty store. */
    static StoredSync empty() {
        try {
            return new StoredSync(Files.createTempDirectory("lanyard-contract-store"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a store", failed);
        }
    }

    /** A store with everything that a connector reads, and the export of it. */
    static StoredSync of(Trial trial) {
        StoredSync stored = empty();
        try {
            stored.sync(trial, SyncMode.FULL, trial.subject().pageSize(), UnaryOperator.identity());
            Files.write(stored.folder.resolve("export.jsonl"), stored.export());
            return stored;
        } catch (IOException failed) {
            stored.close();
            throw new UncheckedIOException("cannot export a store", failed);
        } catch (RuntimeException failed) {
            stored.close();
            throw failed;
        }
    }

    /**
     * Syncs into the store.
     *
     * @param mode in full, or for what has changed
     * @param pageSize objects on a page
     * @param disguise puts something around the connector
     */
    void sync(Trial trial, SyncMode mode, int pageSize, UnaryOperator<Connector> disguise) {
        // One after the other: who disturbs a reading has to know how far it is.
        SyncOptions options = SyncOptions.standard()
                .withPageSize(pageSize)
                .withMode(mode)
                .withAcceptFall(true)
                .withWorkers(1);
        try (OpenConnector open = trial.open()) {
            SyncOutcome outcome = new SyncEngine(
                            trial.descriptor(),
                            disguise.apply(open.connector()),
                            Store.open(folder.resolve("store.db")),
                            options)
                    .run(SyncListener.SILENT, open.cancellation());
            if (outcome.result() != SyncOutcome.Result.COMPLETED) {
                throw new RuleNotRun("a sync into a store did not complete, but ended as " + outcome.result()
                        + outcome.failure()
                                .map(failure -> ": " + failure.getMessage())
                                .orElse(""));
            }
        }
    }

    /** What readers of the store see, a line for each record. */
    List<String> export() {
        StringWriter out = new StringWriter();
        try (StoreReader whole = Store.open(folder.resolve("store.db")).read().orElseThrow()) {
            JsonLinesExport.write(whole, out);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot export a store", failed);
        }
        return out.toString().lines().toList();
    }

    List<Path> files() {
        return list(Files::isRegularFile);
    }

    private List<Path> list(Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(which).sorted(Comparator.reverseOrder()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list " + folder, failed);
        }
    }

    @Override
    public void close() {
        for (Path file : list(any -> true)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot delete " + file, failed);
            }
        }
    }
}
