package dev.lanyard.host.plugin;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Why a jar or folder could not be loaded.
 *
 * @param source the jar or folder
 * @param message what is wrong with it, one line, without naming it again
 * @param remedy what to do, one line
 */
public record PluginProblem(Path source, String message, String remedy) {

    /** Refuses null. */
    public PluginProblem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * The problem as a sentence that begins with the name of the file.
     *
     * @return one line
     */
    public String describe() {
        return source.getFileName() + ": " + message;
    }
}
