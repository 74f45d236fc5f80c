package dev.lanyard.host;

import java.util.regex.Pattern;

/**
 * A text as it can be shown to a person, on one line. Names come from the systems that are connected, where many may
 * choose them: none may end the line, move the cursor, or turn round what stands beside it.
 */
public final class PlainLine {

    /** Control characters, other ends of lines, and what changes the direction of writing until further notice. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private PlainLine() {}

    /**
     * Makes a text plain.
     *
     * @param text any text
     * @return the same without what is not shown, for each run of which there is a space
     */
    public static String of(String text) {
        return UNSHOWN.matcher(text).replaceAll(" ").strip();
    }
}
