package dev.lanyard.spi.sync;

/**
 * What reading a page has cost. A page that came from a cache, or that another reader had already paid for, costs
 * nothing.
 *
 * @param requests requests sent, repeated ones included
 * @param resourceUnits what the service charges for them, in its own units
 */
public record ReadCost(int requests, long resourceUnits) {

    /** Nothing. */
    public static final ReadCost FREE = new ReadCost(0, 0);

    /**
     * Adds two costs.
     *
     * @param other the other
     * @return the sum
     */
    public ReadCost plus(ReadCost other) {
        return new ReadCost(requests + other.requests, resourceUnits + other.resourceUnits);
    }
}
