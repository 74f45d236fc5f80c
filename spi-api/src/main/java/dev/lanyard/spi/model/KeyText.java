package dev.lanyard.spi.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Escapes ids so that the separators of {@link RecordKey#text()} stay unambiguous. */
final class KeyText {

    private static final String RESERVED = "%/#@;=";

    private KeyText() {}

    static String escape(String id) {
        StringBuilder escaped = null;
        for (int i = 0; i < id.length(); i++) {
            char character = id.charAt(i);
            if (character <= ' ' || character == 0x7f || RESERVED.indexOf(character) >= 0) {
                if (escaped == null) {
                    escaped = new StringBuilder(id.length() + 8).append(id, 0, i);
                }
                escaped.append('%').append(String.format("%02X", (int) character));
            } else if (escaped != null) {
                escaped.append(character);
            }
        }
        return escaped == null ? id : escaped.toString();
    }

    static String unescape(String text) {
        // URLDecoder would read '+' as a space; ours stands for itself.
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static String requireSlug(String value, String what) {
        if (!isSlug(value)) {
            throw new IllegalArgumentException(
                    what + " must be lower-case letters, digits and hyphens, starting with a letter: '" + value + "'");
        }
        return value;
    }

    /** A loop, for there are two of them in every grant of a large tenant. */
    private static boolean isSlug(String value) {
        if (value.isEmpty() || !isLetter(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char character = value.charAt(i);
            if (!isLetter(character) && !(character >= '0' && character <= '9') && character != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z';
    }
}
