package dev.lanyard.host.store;

import java.util.Locale;

/** How far an operation has come. */
public enum OperationState {
    /** The connector was asked, and has not answered. */
    BEGUN,
    /** It was not so before, and is now. */
    CHANGED,
    /** It was so before. */
    ALREADY_SO,
    /** It is not allowed. */
    REFUSED,
    /** It waits for the system. */
    IN_PROGRESS,
    /** It could not be done, or whether it was is not known. */
    FAILED;

    /**
     * Whether asking the connector again is pointless.
     *
     * @return true if what has come of it is known for good
     */
    public boolean isCompleted() {
        return this == CHANGED || this == ALREADY_SO || this == REFUSED;
    }

    /**
     * The word that is stored and shown.
     *
     * @return for example {@code already-so}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static OperationState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
