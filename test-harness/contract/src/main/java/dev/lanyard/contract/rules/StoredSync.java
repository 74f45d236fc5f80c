package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.host.export.JsonLinesExport;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.sync.SyncEngine;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncOptions;
import dev.lanyard.host.sync.SyncOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A real sync into a real store, in a folder of its own, and the export of it. */
final class StoredSync implements AutoCloseable {

    private final Path folder;

    private StoredSync(Path folder) {
        this.folder = folder;
    }

    static StoredSync of(Trial trial) {
        try {
            StoredSync stored = new StoredSync(Files.createTempDirectory("lanyard-contract-store"));
            try {
                stored.sync(trial);
            } catch (IOException | RuntimeException failed) {
                stored.close();
                throw failed;
            }
            return stored;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot sync into a store", failed);
        }
    }

    private void sync(Trial trial) throws IOException {
        Store store = Store.open(folder.resolve("store.db"));
        SyncOptions options =
                SyncOptions.standard().withPageSize(trial.subject().pageSize());
        try (OpenConnector open = trial.open()) {
            SyncOutcome outcome = new SyncEngine(trial.descriptor(), open.connector(), store, options)
                    .run(SyncListener.SILENT, open.cancellation());
            if (outcome.result() != SyncOutcome.Result.COMPLETED) {
                throw new RuleNotRun("a sync into a store did not complete, but ended as " + outcome.result());
            }
        }
        Optional<StoreReader> reader = store.read();
        if (reader.isPresent()) {
            try (StoreReader whole = reader.get();
                    Writer out = Files.newBufferedWriter(folder.resolve("export.jsonl"))) {
                JsonLinesExport.write(whole, out);
            }
        }
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
