package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import java.nio.file.Path;
import java.util.Locale;

/** How changes are written into a file: one a line, in UTF-8. */
public enum BulkFormat {

    /**
     * A table as RFC 4180 has it, but without line breaks in cells. The first line names the columns: {@code kind},
     * {@code operation}, the fields of a {@link ChangeForm}, {@code set.NAME} for each value, and {@code clear} with
     * names separated by spaces. An empty cell is a field that is not there.
     */
    CSV,

    /**
     * A JSON object a line: {@code kind}, {@code operation} and the fields of a {@link ChangeForm} as texts,
     * {@code set} as an object, {@code clear} as an array.
     */
    JSONL;

    /**
     * Tells by a file's name how it is written.
     *
     * @param file the file
     * @return its format
     * @throws HostException if its name does not tell
     */
    public static BulkFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSONL;
        }
        throw new InvalidFormException(
                "the name of " + file + " does not tell how it is written", "say --format csv or --format jsonl");
    }
}
