package dev.lanyard.host.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A connector that is being prepared: a folder that nobody finds until it is added, and that is deleted if it is not.
 * For one thread.
 */
public final class Draft implements AutoCloseable {

    private final String id;
    private final Path folder;
    /** Whoever interrupts a person's typing leaves nothing behind. */
    private final Thread onExit = new Thread(this::deleteUnlessAdded, "draft");

    private volatile boolean added;
    private volatile Runnable abandoned = () -> {};

    private Draft(String id, Path folder) {
        this.id = id;
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    static Draft begin(String name, Path registry) {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        String id = name + "-" + HexFormat.of().formatHex(random);
        Path folder = registry.resolve("." + id + ".draft");
        try {
            DurableFiles.createFolder(folder);
        } catch (IOException failed) {
            throw new HostException(
                    "the folder " + folder + " cannot be made: " + failed,
                    "check the rights on it, or name another with --connectors",
                    failed);
        }
        return new Draft(id, folder);
    }

    /**
     * A name that no other connector has had or will have, under which its secrets are kept.
     *
     * @return its name and a random part
     */
    public String id() {
        return id;
    }

    /**
     * Where it is prepared.
     *
     * @return the folder, which becomes the connector's own
     */
    public Path folder() {
        return folder;
    }

    /**
     * Where its settings belong.
     *
     * @return the file, which need not exist
     */
    public Path config() {
        return folder.resolve("connector.properties");
    }

    /**
     * Where its store belongs.
     *
     * @return the file, which need not exist
     */
    public Path store() {
        return folder.resolve("store.db");
    }

    /**
     * What to do before it is deleted, if it is not added.
     *
     * @param cleaning takes back what was done for it elsewhere; may run while the process ends
     */
    public void whenAbandoned(Runnable cleaning) {
        abandoned = cleaning;
    }

    void moveTo(Path home) throws IOException {
        if (Files.exists(home)) {
            throw new FileAlreadyExistsException(home.toString());
        }
        // Where somebody was quicker by a hair, the folder that is there is not empty, and this fails.
        Files.move(folder, home, StandardCopyOption.ATOMIC_MOVE);
        added = true;
    }

    static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private synchronized void deleteUnlessAdded() {
        if (!added && Files.exists(folder)) {
            try {
                abandoned.run();
            } finally {
                deleteFolder();
            }
        }
    }

    private void deleteFolder() {
        try {
            delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Deletes it, unless it was added. */
    @Override
    public void close() {
        deleteUnlessAdded();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException endingAlready) {
            // Then the hook deletes it, too.
        }
    }
}
