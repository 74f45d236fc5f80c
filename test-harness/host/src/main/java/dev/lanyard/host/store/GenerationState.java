package dev.lanyard.host.store;

import java.util.Locale;

/** The life of a generation. At most one generation is in each state but retired. */
enum GenerationState {
    /** It is being read, or was when its process died. */
    BUILDING,
    /** It is whole, and what readers see. */
    CURRENT,
    /** It is whole, but so much smaller than the current one that a person must accept it. */
    HELD,
    /** It holds what feeds have told since the current one was read. */
    TOLD,
    /** It holds what the current one lost to what feeds have told, to be given back by the next sync. */
    REPLACED,
    /** It has been replaced or given up, and is to be deleted. */
    RETIRED;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
