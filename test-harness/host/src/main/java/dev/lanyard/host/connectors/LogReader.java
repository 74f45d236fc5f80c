package dev.lanyard.host.connectors;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a connector's log, also what was rotated away and what is yet to come. For one thread. */
public final class LogReader {

    private static final int MOST_FILES_BEFORE = 9;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Path file;
    private long position;
    private @Nullable Object identity;

    /**
     * Reads a log.
     *
     * @param log the log, which need not be there yet
     */
    public LogReader(ConnectorLog log) {
        this.file = log.file();
    }

    /**
     * Reads the end of the log. {@link #follow} goes on behind it.
     *
     * @param most how many lines to answer at most
     * @return the last lines, oldest first
     * @throws IOException if the log cannot be read
     */
    public List<String> last(int most) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        Consumer<String> keep = line -> {
            lines.addLast(line);
            if (lines.size() > most) {
                lines.removeFirst();
            }
        };
        for (int i = MOST_FILES_BEFORE; i > 0; i--) {
            Path before = file.resolveSibling(file.getFileName() + "." + i);
            if (Files.exists(before)) {
                try (Stream<String> all = Files.lines(before)) {
                    all.forEach(keep);
                }
            }
        }
        readOn(keep);
        return new ArrayList<>(lines);
    }

    /**
     * Reads what is logged from now on, until this thread is interrupted.
     *
     * @param each hears of each line
     * @throws IOException if the log cannot be read
     */
    public void follow(Consumer<String> each) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            readOn(each);
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void readOn(Consumer<String> each) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException notYet) {
            return;
        }
        boolean rotated = identity != null && !Objects.equals(identity, attributes.fileKey());
        if (rotated) {
            Path before = file.resolveSibling(file.getFileName() + ".1");
            if (Files.exists(before)) {
                readOn(before, each);
            }
        }
        if (rotated || attributes.size() < position) {
            position = 0;
        }
        identity = attributes.fileKey();
        readOn(file, each);
    }

    /** Whole lines only: the rest of one that is being written comes with the next look. */
    private void readOn(Path from, Consumer<String> each) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(from.toFile(), "r")) {
            byte[] more = new byte[(int) Math.max(0, open.length() - position)];
            open.seek(position);
            open.readFully(more);
            int end = more.length;
            while (end > 0 && more[end - 1] != '\n') {
                end--;
            }
            position += end;
            new String(more, 0, end, StandardCharsets.UTF_8).lines().forEach(each);
        }
    }
}
