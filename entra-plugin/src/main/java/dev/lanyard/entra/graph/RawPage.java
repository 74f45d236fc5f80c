package dev.lanyard.entra.graph;

import dev.lanyard.spi.sync.ReadCost;

/**
 * A page as Graph sent it: one complete JSON value in UTF-8.
 *
 * @param body the JSON text; shared with the page cache, so that nobody may change it
 * @param cost what it took to get it; {@link ReadCost#FREE} if it came from the cache
 */
@SuppressWarnings("ArrayRecordComponent") // Read as a token stream, never compared: a copy would double the memory.
public record RawPage(byte[] body, ReadCost cost) {}
