package dev.lanyard.entra.rows;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads texts of which a page has few but each of them many times, such as the types of members. One that comes again
 * is the same object: nothing is allocated for it, and its hash has been computed. For one thread.
 */
final class RecurringTexts {

    /** So many are compared with each text at most. Graph has about as many types of member. */
    private static final int MOST_KEPT = 8;

    private final List<Kept> kept = new ArrayList<>(MOST_KEPT);

    /** Reads the text at which the parser stands. */
    String read(JsonParser parser) throws IOException {
        char[] buffer = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        for (Kept each : kept) {
            if (each.isAt(buffer, from, to)) {
                return each.text;
            }
        }
        String text = parser.getText();
        if (kept.size() < MOST_KEPT) {
            kept.add(new Kept(text));
        }
        return text;
    }

    private static final class Kept {
        private final char[] characters;
        private final String text;

        Kept(String text) {
            this.characters = text.toCharArray();
            this.text = text;
        }

        boolean isAt(char[] buffer, int from, int to) {
            return Arrays.equals(characters, 0, characters.length, buffer, from, to);
        }
    }
}
