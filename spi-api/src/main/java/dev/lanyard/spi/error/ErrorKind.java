package dev.lanyard.spi.error;

/** The kinds of trouble that a platform can tell apart, and react to. */
public enum ErrorKind {
    /** A setting is missing, malformed or cannot work; trying again without changing it is pointless. */
    CONFIGURATION(false),
    /** The system does not accept who the connector says it is. */
    AUTHENTICATION(false),
    /** The system knows the connector, but does not allow this; the remedy names the permission. */
    PERMISSION(false),
    /** The object asked for does not exist. */
    NOT_FOUND(false),
    /** The object is in a state, or changed at the same time, so that the request does not fit. */
    CONFLICT(true),
    /** The request itself is wrong, for example a malformed id or cursor. */
    INVALID(false),
    /** The system asks to slow down, and waiting within the call did not help. */
    THROTTLED(true),
    /** The system cannot be reached, failed, or sent an answer that cannot be read. */
    UNAVAILABLE(true),
    /** The connector does not offer this, and says so before it calls the system. */
    UNSUPPORTED(false),
    /** The checkpoint is too old, foreign, or was made under other settings: read everything anew. */
    CHECKPOINT_EXPIRED(false),
    /** The platform cancelled, or its deadline passed. */
    CANCELLED(false),
    /** A fault in the connector, or a call that breaks the rules of this SPI. */
    DEFECT(false);

    private final boolean retriable;

    ErrorKind(boolean retriable) {
        this.retriable = retriable;
    }

    /**
     * Whether the same call may succeed later without anyone changing anything.
     *
     * @return true if a retry makes sense
     */
    public boolean retriable() {
        return retriable;
    }
}
