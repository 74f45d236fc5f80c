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
import java.util.function.Supplier;

/** Reads where a password comes from; the password itself is never written there. */
public final class PasswordText {

    private static final String REMEDY = "write random, none, prompt, env:NAME or file:PATH";

    private final Map<String, String> environment;
    private final Supplier<Optional<Secret>> prompt;

    /**
     * Makes a reader.
     *
     * @param environment the environment variables by name
     * @param prompt asks a person; empty if nobody is there
     */
    public PasswordText(Map<String, String> environment, Supplier<Optional<Secret>> prompt) {
        this.environment = Map.copyOf(environment);
        this.prompt = prompt;
    }

    /**
     * Reads a choice.
     *
     * @param text {@code random}, {@code none}, {@code prompt}, {@code env:NAME} or {@code file:PATH}
     * @param changeAtNextSignIn whether the person must choose another at the next sign-in
     * @return the choice
     * @throws HostException if it is none of these, or leads nowhere; without repeating the text
     */
    PasswordChoice read(String text, boolean changeAtNextSignIn) {
        if (text.equals("random")) {
            return new PasswordChoice.Random(changeAtNextSignIn);
        } else if (text.equals("none")) {
            return new PasswordChoice.None();
        }
        return new PasswordChoice.Supplied(supplied(text), changeAtNextSignIn);
    }

    private Secret supplied(String text) {
        Optional<Secret> secret;
        if (text.equals("prompt")) {
            secret = prompt.get();
        } else if (text.startsWith("env:")) {
            secret = Optional.ofNullable(environment.get(text.substring(4))).map(Secret::of);
        } else if (text.startsWith("file:")) {
            secret = content(text.substring(5));
        } else {
            // It may be a password, so that it is not repeated.
            throw new HostException("the password does not say where it comes from", REMEDY);
        }
        return secret.filter(found -> found.reveal(value -> !value.isEmpty()))
                .orElseThrow(() -> new HostException("there is no password at " + text, REMEDY));
    }

    private static Optional<Secret> content(String path) {
        try {
            return Optional.of(Secret.of(Files.readString(Path.of(path)).replaceFirst("\\R\\z", "")));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
