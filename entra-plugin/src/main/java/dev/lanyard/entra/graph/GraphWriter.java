package dev.lanyard.entra.graph;

import java.util.List;

/**
 * The way to Microsoft Graph for what changes something, so that whoever holds only a {@link GraphDoor} cannot. Safe
 * for use by many threads.
 */
public interface GraphWriter {

    /**
     * Sends a write, and drops every cached page that it may have touched. It is sent again while Graph throttles it,
     * and after a lost answer if it may be.
     *
     * @param write the call
     * @return Graph's answer, which can be a refusal, or the news that it was lost
     * @throws ConnectorException of kind {@code CANCELLED} if nothing was sent
     */
    WriteReply write(GraphWrite write);

    /**
     * Sends many writes in batches of up to 20. Each has its own reply, and none depends on another; Graph carries them
     * out in any order.
     *
     * @param writes calls that may be repeated
     * @return a reply for each, in their order
     * @throws IllegalArgumentException for a write that must not be repeated
     */
    List<WriteReply> write(List<GraphWrite> writes);
}
