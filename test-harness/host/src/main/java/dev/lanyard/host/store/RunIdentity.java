package dev.lanyard.host.store;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What must be the same for an unfinished run to be resumed.
 *
 * @param connector the connector's id
 * @param version the plugin's version, because another version may not understand the stored cursors
 * @param fingerprint a salted hash of the settings without secrets
 * @param streams the streams that are read
 */
public record RunIdentity(String connector, String version, String fingerprint, SortedSet<String> streams) {

    /** Keeps a copy. */
    public RunIdentity {
        streams = new TreeSet<>(streams);
    }

    /**
     * Reads the form in which streams are stored.
     *
     * @param text ids, comma-separated
     * @return the ids
     */
    static SortedSet<String> parseStreams(String text) {
        return new TreeSet<>(Set.of(text.split(",")));
    }

    String streamsText() {
        return String.join(",", streams);
    }
}
