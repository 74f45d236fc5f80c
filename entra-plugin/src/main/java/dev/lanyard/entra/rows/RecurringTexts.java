package dev.lanyard.entra.rows;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads texts of which a page has few but each of them many times, such as the types of members. One that comes again
 * is the same object: nothing is allocated for it, and its hash has been computed. For one thread.
 */
final class RecurringTexts {

    /** So many are compared with each text at most. Graph has about as many types of member. */
    private static final int MOST_KEPT = 8;

    private final Kept[] kept = new Kept[MOST_KEPT];
    private int size;

    /** Reads the text at which the parser stands. */
    String read(JsonParser parser) throws IOException {
        char[] buffer = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        for (int i = 0; i < size; i++) {
            if (kept[i].isAt(buffer, from, to)) {
                return kept[i].text;
            }
        }
        String text = parser.getText();
        if (size < MOST_KEPT) {
            kept[size++] = new Kept(text);
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
