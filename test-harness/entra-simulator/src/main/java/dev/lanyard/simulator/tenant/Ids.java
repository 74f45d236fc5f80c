package dev.lanyard.simulator.tenant;

import java.util.SplittableRandom;
import java.util.UUID;

/** Random GUIDs that come out the same for the same seed. */
public final class Ids {

    private Ids() {}

    /** The next GUID, in lower case. */
    public static String next(SplittableRandom random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
