package dev.lanyard.host.cli.common;

import dev.lanyard.host.HostException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there as a whole, or not at all. */
public final class WholeFile {

    /** What is to be in it. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param out where to
         * @throws IOException if it cannot be written
         */
        void write(Writer out) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes a file, in UTF-8, beside itself first: whoever reads it never sees half of it.
     *
     * @param file the file, which may exist
     * @param content what is to be in it
     * @throws HostException if there is no folder for it
     * @throws IOException if it cannot be written; then what was there before is there still, and nothing besides
     */
    public static void write(Path file, Content content) throws IOException {
        requireFolder(file);
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(half)) {
                content.write(out);
            }
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /**
     * Makes sure, before something that takes long, that a file could be written then.
     *
     * @param file the file, which may exist
     * @throws HostException if there is no folder for it
     */
    public static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new HostException(
                    file + " cannot be written: there is no folder " + folder, "make the folder, or name another file");
        }
    }
}
