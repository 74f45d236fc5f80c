package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.provision.PasswordChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads where a password comes from; the password itself is never written there. */
public final class PasswordText {

    /** The connector makes one at random. */
    public static final String RANDOM = "random";

    /** The account gets none. */
    public static final String NONE = "none";

    /** What stands before the path of a file that holds nothing but the password. */
    public static final String FILE = "file:";

    private static final String VARIABLE = "env:";
    private static final String REMEDY = "write random, none, env:NAME or file:PATH";

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * Makes a reader.
     *
     * @param folder from where paths are seen
     * @param environment the environment variables by name
     */
    public PasswordText(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a choice.
     *
     * @param text {@code random}, {@code none}, {@code env:NAME} or {@code file:PATH}; a file's last line break does
     *     not count
     * @param changeAtNextSignIn whether the person must choose another at the next sign-in
     * @return the choice
     * @throws InvalidFormException if it is none of these, without repeating it
     * @throws HostException if it leads to no password
     */
    PasswordChoice read(String text, boolean changeAtNextSignIn) {
        if (text.equals(RANDOM)) {
            return new PasswordChoice.Random(changeAtNextSignIn);
        } else if (text.equals(NONE)) {
            return new PasswordChoice.None();
        }
        return new PasswordChoice.Supplied(supplied(text), changeAtNextSignIn);
    }

    private Secret supplied(String text) {
        Optional<String> password;
        if (text.startsWith(VARIABLE)) {
            password = Optional.ofNullable(environment.get(text.substring(VARIABLE.length())));
        } else if (text.startsWith(FILE)) {
            password = content(text.substring(FILE.length()));
        } else {
            // It may be a password, so that it is not repeated.
            throw new InvalidFormException("the password does not say where it comes from", REMEDY);
        }
        return password.filter(found -> !found.isEmpty())
                .map(Secret::of)
                .orElseThrow(() -> new HostException("there is no password at " + text, "put it there, or " + REMEDY));
    }

    private Optional<String> content(String path) {
        try {
            return Optional.of(Files.readString(folder.resolve(path)).replaceFirst("\\R\\z", ""));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
