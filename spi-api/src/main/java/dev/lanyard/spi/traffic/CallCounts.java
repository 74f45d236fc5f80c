package dev.lanyard.spi.traffic;

/**
 * How many calls were made, and what they cost.
 *
 * @param requests attempts sent, whatever the answer
 * @param resourceUnits what the service charges for them, in the service's own units; 0 where it has none
 * @param bytes length of the answers' bodies, after decompression
 * @param throttled how many of the attempts were answered "slow down"
 * @param retried how many of the attempts repeated an earlier one
 */
public record CallCounts(long requests, long resourceUnits, long bytes, long throttled, long retried) {

    /** No calls. */
    public static final CallCounts NONE = new CallCounts(0, 0, 0, 0, 0);

    /**
     * Adds two counts.
     *
     * @param other the other
     * @return the sum
     */
    public CallCounts plus(CallCounts other) {
        return new CallCounts(
                requests + other.requests,
                resourceUnits + other.resourceUnits,
                bytes + other.bytes,
                throttled + other.throttled,
                retried + other.retried);
    }
}
