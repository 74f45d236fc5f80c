package dev.lanyard.host.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that outlive a crash, and that only their owner can read. */
public final class DurableFiles {

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private DurableFiles() {}

    /**
     * Puts a new content in the place of a file, or makes it: a crash leaves the old or the new one whole. One writer
     * at a time: see {@link WriterLock}.
     *
     * @param file the file
     * @param content all that it is to hold
     * @throws IOException if it cannot be written; the old content is then still there
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        // One that a crash has left was never promised to anybody.
        Files.deleteIfExists(half);
        write(half, content);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file);
    }

    /**
     * Makes a file.
     *
     * @param file the file, which must not exist
     * @param content all that it is to hold
     * @throws IOException if it exists or cannot be written
     */
    public static void create(Path file, byte[] content) throws IOException {
        write(file, content);
        forceFolder(file);
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, NEW, ownerOnly())) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /**
     * Makes a folder that only its owner can enter, and the folders above it, which are made as usual.
     *
     * @param folder the folder; may exist, and then stays as it is
     * @throws IOException if it cannot be made
     */
    public static void createFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, rights("rwx------"));
        }
    }

    static FileAttribute<?>[] ownerOnly() {
        return rights("rw-------");
    }

    private static FileAttribute<?>[] rights(String text) {
        // Where there are no such rights, those of the folder count.
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }

    /** Makes the new name outlive a power cut. Windows neither needs nor allows it. */
    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null
                && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
