package dev.lanyard.host.cli.common;

import dev.lanyard.spi.config.Secret;
import java.io.Console;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The talk with whoever sits at this process's terminal. */
public final class ConsoleDialogue implements Dialogue {

    @Override
    public boolean isThere() {
        return Terminal.isThere();
    }

    @Override
    public Optional<String> ask(String prompt) {
        return Optional.ofNullable(console().readLine("%s", prompt));
    }

    @Override
    public Optional<Secret> askSecretly(String prompt) {
        char[] typed = console().readPassword("%s", prompt);
        if (typed == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Secret.of(CharBuffer.wrap(typed)));
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It is null on older Java only, and on newer isThere() has told.
    private static Console console() {
        Console console = System.console();
        if (console == null) {
            throw new IllegalStateException("there is no terminal");
        }
        return console;
    }
}
