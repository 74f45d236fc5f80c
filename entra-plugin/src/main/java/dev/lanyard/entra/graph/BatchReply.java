package dev.lanyard.entra.graph;

import dev.lanyard.spi.sync.ReadCost;

/**
 * The answer to one request of a batch.
 *
 * @param status its own HTTP status
 * @param body its JSON body in UTF-8, empty if it has none
 * @param cost resource units of its own attempts, and its share of the requests: the first reply of each batch carries
 *     the request that brought them all
 */
@SuppressWarnings("ArrayRecordComponent") // Read as a token stream, never compared: a copy would double the memory.
public record BatchReply(int status, byte[] body, ReadCost cost) {}
