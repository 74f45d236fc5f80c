package dev.lanyard.host.store;

import java.time.Duration;

/**
 * What reading has yielded and cost.
 *
 * @param records records read, repeated ones included
 * @param skipped rows that the connector left out
 * @param requests requests sent, repeated ones included
 * @param resourceUnits what the service charges, in its own units
 * @param wall time passed, waiting included; the times of partitions that were read side by side add up
 * @param cpu processor time of the workers' threads; threads of a connector's own do not count. Both times include
 *     committing, but for the last page of a partition
 */
public record Effort(long records, long skipped, long requests, long resourceUnits, Duration wall, Duration cpu) {

    /** Nothing. */
    public static final Effort NONE = new Effort(0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

    /**
     * Adds two efforts.
     *
     * @param other the other
     * @return the sum
     */
    public Effort plus(Effort other) {
        return new Effort(
                records + other.records,
                skipped + other.skipped,
                requests + other.requests,
                resourceUnits + other.resourceUnits,
                wall.plus(other.wall),
                cpu.plus(other.cpu));
    }
}
