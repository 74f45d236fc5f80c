package dev.lanyard.spi.check;

/** How well a capability works. */
public enum Readiness {
    /** Everything that the descriptor promises works. */
    READY,
    /** It works, but part of what the descriptor promises is missing. */
    DEGRADED,
    /** It does not work at all. */
    BLOCKED
}
