package dev.lanyard.entra.check;

import dev.lanyard.spi.check.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says when this machine's clock is off: certificates and tokens are then taken for expired, or for not yet valid, by
 * one side or the other.
 */
final class ClockFinding {

    /** Services allow about five minutes; half of it leaves time to do something. */
    static final Duration TOLERATED = Duration.ofMinutes(2);

    private ClockFinding() {}

    /**
     * Judges the clock.
     *
     * @param behind by how much it is behind the services', by the dates of their answers
     * @param validFrom from when a token that has just been issued is valid
     * @param now this machine's time
     */
    static Optional<Finding> of(Optional<Duration> behind, Optional<Instant> validFrom, Instant now) {
        return behind.or(
                        () -> validFrom.map(from -> Duration.between(now, from)).filter(ahead -> !ahead.isNegative()))
                .filter(off -> off.abs().compareTo(TOLERATED) > 0)
                .map(off -> new Finding(
                        "clock",
                        "this machine's clock is " + words(off.abs()) + (off.isNegative() ? " ahead of" : " behind")
                                + " Microsoft's",
                        "set this machine's clock, best by a time service: tokens and certificates depend on it"));
    }

    private static String words(Duration off) {
        return off.toHours() > 0
                ? off.toHours() + " h " + off.toMinutesPart() + " min"
                : off.toMinutes() + " min " + off.toSecondsPart() + " s";
    }
}
