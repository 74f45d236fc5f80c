package dev.lanyard.host.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points in time as the store keeps them where an order of events hangs on them: microseconds since 1970. */
final class Micros {

    private static final Instant LAST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);
    private static final Instant FIRST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);

    private Micros() {}

    /** A time that is too far away counts as the farthest. */
    static long of(Instant time) {
        if (time.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        return time.isBefore(FIRST) ? Long.MIN_VALUE : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
