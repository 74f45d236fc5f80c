package dev.lanyard.host.store;

import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Validity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How something is had.
 *
 * @param holding whether it is in force, for good or for a time, or can be activated
 * @param validity from when until when
 */
public record Terms(Holding holding, Validity validity) {

    /**
     * Whether it must be activated first.
     *
     * @return true if it is not in force
     */
    public boolean eligible() {
        return holding == Holding.ELIGIBLE;
    }

    /** Those of something that is had through something else: as long as both are. */
    Terms through(Terms way) {
        Holding both = holding == Holding.ACTIVE ? way.holding : holding;
        return new Terms(
                both,
                new Validity(
                        extreme(validity.from(), way.validity.from(), Comparator.reverseOrder()),
                        extreme(validity.until(), way.validity.until(), Comparator.naturalOrder())));
    }

    private static Optional<Instant> extreme(
            Optional<Instant> one, Optional<Instant> other, Comparator<Instant> order) {
        return Stream.of(one, other).flatMap(Optional::stream).min(order);
    }
}
