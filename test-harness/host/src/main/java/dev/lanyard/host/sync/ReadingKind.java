package dev.lanyard.host.sync;

/**
 * Whether a run reads everything or changes, and why.
 *
 * @param changes whether it reads changes
 * @param reason why it does not although it might have, a sentence without a full stop; otherwise empty text
 */
public record ReadingKind(boolean changes, String reason) {

    static final ReadingKind CHANGES = new ReadingKind(true, "");
    static final ReadingKind EVERYTHING = new ReadingKind(false, "");

    static ReadingKind everythingBecause(String reason) {
        return new ReadingKind(false, reason);
    }
}
