package dev.lanyard.spi.model;

/** Whether a grant is in force. */
public enum Holding {
    /** The principal has it now. */
    ACTIVE,
    /** The principal may activate it. */
    ELIGIBLE
}
