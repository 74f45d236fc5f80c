package dev.lanyard.entra.graph;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.ReadCost;
import java.util.Optional;

/**
 * The answer to one request of a batch.
 *
 * @param status its own HTTP status
 * @param body its JSON body in UTF-8, empty if it has none
 * @param cost resource units of its own attempts, and its share of the requests: the first reply of each batch carries
 *     the requests that brought them all
 * @param failure what to tell the host, if the caller cannot do without this answer; empty if the status is a success
 */
@SuppressWarnings("ArrayRecordComponent") // Read as a token stream, never compared: a copy would double the memory.
public record BatchReply(int status, byte[] body, ReadCost cost, Optional<ConnectorException> failure) {

    /**
     * The body of a successful answer.
     *
     * @return the body, a complete JSON value
     * @throws ConnectorException if the request failed
     */
    public byte[] bodyOrThrow() {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return body;
    }
}
