package dev.lanyard.contract.fresh;

import dev.lanyard.contract.walk.RecordedWalk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A finished run of the fresh JVM.
 *
 * @param task what it was asked
 * @param report what it found out
 * @param walk what the first JVM had read of the same system just before
 * @param folder where its files are
 * @param output the file with everything that it logged and printed: logs at every level, and the texts of records,
 *     cursors, counts and errors
 */
public record FreshRun(FreshTask task, FreshReport report, RecordedWalk walk, Path folder, Path output)
        implements AutoCloseable {

    /** Deletes the output and the folder that it is in. */
    @Override
    public void close() {
        deleteFolder(folder);
    }

    static void deleteFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete " + folder, failed);
        }
    }
}
