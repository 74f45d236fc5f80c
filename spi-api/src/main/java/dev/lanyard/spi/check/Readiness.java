package dev.lanyard.spi.check;

/** How well a capability works. */
public enum Readiness {
    /** Everything that the descriptor promises works. */
    READY,
    /** It works, but part of what the descriptor promises is missing. */
    DEGRADED,
    /** It does not work at all. */
    BLOCKED,
    /** A setting switches it off, which is as it should be; a finding names the setting. */
    OFF
}
