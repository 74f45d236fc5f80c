package dev.lanyard.spi.model;

/** Whether a grant is in force. */
public enum Holding {
    /** The principal has it now. */
    ACTIVE,
    /** The principal may activate it. */
    ELIGIBLE,
    /**
     * The principal has it now, until an end that is set. It can stand beside an {@link #ACTIVE} grant of the same
     * entitlement where a system lists everyone who is in, and apart from that until when some of them are.
     */
    TEMPORARY
}
