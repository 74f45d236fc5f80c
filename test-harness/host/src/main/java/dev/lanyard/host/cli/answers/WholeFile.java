package dev.lanyard.host.cli.answers;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there as a whole, or not at all. */
final class WholeFile {

    /** What is to be in it. */
    @FunctionalInterface
    interface Content {
        void write(Writer out) throws IOException;
    }

    private WholeFile() {}

    /** Writes beside the file first, in UTF-8: whoever reads it never sees half of it. */
    static void write(Path file, Content content) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try (Writer out = Files.newBufferedWriter(half)) {
            content.write(out);
        }
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
