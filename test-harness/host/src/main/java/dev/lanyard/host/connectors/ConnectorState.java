package dev.lanyard.host.connectors;

import java.util.Locale;

/** How a connector is doing. */
public enum ConnectorState {
    /** It is registered, and nobody has tried yet whether it works. */
    CONFIGURED,
    /** It is being tried. */
    CONNECTING,
    /** It works. */
    CONNECTED,
    /** It is being read. */
    SYNCING,
    /** It works, but not all of it was read, or could be. */
    DEGRADED,
    /** It does not work. */
    FAILED;

    /**
     * The state as people and programs read it.
     *
     * @return for example {@code connected}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ConnectorState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
