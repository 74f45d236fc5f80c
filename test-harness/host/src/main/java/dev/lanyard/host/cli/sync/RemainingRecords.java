package dev.lanyard.host.cli.sync;

import java.util.OptionalLong;

/**
 * Estimates how many records a partition will still yield. A connector tells how many objects are left; how many
 * records an object makes is seen from one page to the next.
 */
final class RemainingRecords {

    private static final long TELLING_PART = 50;

    private OptionalLong objectsAtFirst = OptionalLong.empty();
    private OptionalLong objectsLeft = OptionalLong.empty();
    private long recordsSince;

    /** Takes in a page. */
    void page(long records, OptionalLong remaining) {
        if (objectsAtFirst.isEmpty()) {
            objectsAtFirst = remaining;
        } else {
            recordsSince += records;
        }
        objectsLeft = remaining;
    }

    /** The estimate; empty where the connector cannot tell. */
    OptionalLong estimate() {
        if (objectsLeft.isEmpty() || objectsAtFirst.isEmpty()) {
            return OptionalLong.empty();
        }
        long objectsSince = objectsAtFirst.getAsLong() - objectsLeft.getAsLong();
        // What little has been read tells nothing: one object may have made all of its records.
        boolean telling = objectsSince >= Math.max(1, objectsAtFirst.getAsLong() / TELLING_PART);
        double recordsPerObject = telling ? (double) recordsSince / (double) objectsSince : 1;
        return OptionalLong.of(Math.round(recordsPerObject * (double) objectsLeft.getAsLong()));
    }
}
