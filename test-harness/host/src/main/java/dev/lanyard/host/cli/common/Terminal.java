package dev.lanyard.host.cli.common;

import java.io.Console;

/** Finds out whether a person watches. */
public final class Terminal {

    private Terminal() {}

    /**
     * Finds out whether a person can be asked and shown something.
     *
     * @return true if input and output are a terminal
     */
    @SuppressWarnings("SystemConsoleNull") // What is asked on newer Java is asked below.
    public static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is always a console, and this method tells.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
