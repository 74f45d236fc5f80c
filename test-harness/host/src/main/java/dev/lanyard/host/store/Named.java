package dev.lanyard.host.store;

/**
 * A record that a person is shown.
 *
 * @param key its canonical key text
 * @param displayName its name; the key text where the store holds no more than that
 */
public record Named(String key, String displayName) {}
