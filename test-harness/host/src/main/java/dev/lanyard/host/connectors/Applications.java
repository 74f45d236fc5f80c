package dev.lanyard.host.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.HostException;
import dev.lanyard.host.files.DurableFiles;
import dev.lanyard.host.files.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The applications of this platform that connectors can govern: several connectors can govern one, for example two
 * tenants of one company, and an application stays when its connector goes.
 */
public final class Applications {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    Applications(Path folder) {
        this.file = folder.resolve("applications.json");
    }

    /**
     * Lists them.
     *
     * @return their names, sorted
     * @throws HostException if the list cannot be read
     */
    public List<String> list() {
        try {
            String[] names = MAPPER.readValue(Files.readAllBytes(file), String[].class);
            return List.of(names).stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (JsonProcessingException damaged) {
            throw new HostException(
                    "the list of applications " + file + " is damaged", "put a copy of it in its place", damaged);
        } catch (IOException unreadable) {
            throw unusable(unreadable);
        }
    }

    /**
     * Finds an application.
     *
     * @param name its name, in any case
     * @return the name as it is listed, or empty if there is none
     */
    public Optional<String> find(String name) {
        return list().stream().filter(name.strip()::equalsIgnoreCase).findFirst();
    }

    /**
     * Requires an application.
     *
     * @param name its name, in any case
     * @return the name as it is listed
     * @throws HostException that lists the known ones, if there is none
     */
    public String require(String name) {
        return find(name).orElseThrow(() -> {
            List<String> known = list();
            return new HostException(
                    "there is no application '" + name + "'",
                    (known.isEmpty() ? "" : "use one of " + String.join(", ", known) + ", or ")
                            + "make it with --new-application '" + name + "'");
        });
    }

    /**
     * Makes sure that a new application could have this name.
     *
     * @param name its name
     * @return the name, without white space around it
     * @throws HostException if it is taken or blank
     */
    public String requireNew(String name) {
        String plain = name.strip();
        if (plain.isEmpty()) {
            throw new HostException("an application needs a name", "give it one with --new-application");
        }
        find(plain).ifPresent(taken -> {
            throw new HostException(
                    "there is an application '" + taken + "' already", "use it with --application '" + taken + "'");
        });
        return plain;
    }

    /** Adds one, unless it is there. */
    void add(String name) {
        try {
            WriterLock lock = WriterLock.acquire(file);
            try (lock) {
                if (find(name).isEmpty()) {
                    List<String> more = new ArrayList<>(list());
                    more.add(name);
                    DurableFiles.replace(
                            file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(more));
                }
            }
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    private HostException unusable(IOException cause) {
        return new HostException(
                "the list of applications " + file + " cannot be read or written: " + cause,
                "check the free space and the rights on its folder",
                cause);
    }
}
