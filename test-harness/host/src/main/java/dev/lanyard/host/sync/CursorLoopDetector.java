package dev.lanyard.host.sync;

import dev.lanyard.spi.sync.Cursor;

/**
 * Notices when the cursors of a partition go round in a circle of any length. Compares each cursor with one that it
 * keeps, and keeps a newer one after twice as many steps each time (Brent's way): no list of all cursors is needed, and
 * a circle is found after at most three rounds. For one thread.
 */
public final class CursorLoopDetector {

    private Cursor kept;
    private long stepsUntilNewer = 1;
    private long steps;

    /**
     * Begins to watch.
     *
     * @param first where reading begins
     */
    public CursorLoopDetector(Cursor first) {
        kept = first;
    }

    /**
     * Looks at the next cursor.
     *
     * @param next where reading goes on
     * @return whether it was there before
     */
    public boolean repeats(Cursor next) {
        if (next.equals(kept)) {
            return true;
        }
        steps++;
        if (steps == stepsUntilNewer) {
            kept = next;
            steps = 0;
            stepsUntilNewer *= 2;
        }
        return false;
    }
}
