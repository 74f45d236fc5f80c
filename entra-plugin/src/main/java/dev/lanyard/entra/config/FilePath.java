package dev.lanyard.entra.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a path as an administrator writes it. */
final class FilePath {

    private FilePath() {}

    static Path read(String setting, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw SettingsProblems.problem(setting, "is not a path of this system", "set " + setting + " to a path");
        }
    }
}
