package dev.lanyard.host.vault;

import java.util.Objects;

/**
 * Whose secrets: two connectors, or one connector and two systems, can share a vault without meeting.
 *
 * @param connector the connector's id
 * @param store the {@linkplain dev.lanyard.host.store.ChangeRecords#identity() identity} of the store of the system
 */
public record VaultScope(String connector, String store) {

    /** Refuses null. */
    public VaultScope {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(store, "store");
    }

    /**
     * Writes this scope as text.
     *
     * @return for example {@code sample/6f1c}
     */
    public String text() {
        return connector + "/" + store;
    }
}
