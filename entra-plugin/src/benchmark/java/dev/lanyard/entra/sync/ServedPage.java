package dev.lanyard.entra.sync;

import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.List;
import java.util.Set;

/** A page as the simulator served it, kept so that it can be read again without it. For one thread. */
final class ServedPage {

    private static final int LEAST_RECORDS = 500;

    private final ReplayingDoor door;
    private final SyncStreams streams;
    private final SyncPartition partition;
    private final Cursor cursor;
    private final byte[] body;

    private ServedPage(
            ReplayingDoor door, SyncStreams streams, SyncPartition partition, Cursor cursor, byte[] body) {
        this.door = door;
        this.streams = streams;
        this.partition = partition;
        this.cursor = cursor;
        this.body = body;
    }

    /** Has a full page served; not the first, which is read together with more than itself. */
    static ServedPage of(MeasuredPage wanted) {
        try (SimulatedTenant tenant = new SimulatedTenant(wanted.shape())) {
            ReplayingDoor door = new ReplayingDoor(new RefusingDoor(tenant.door(), wanted.refused()));
            SyncStreams streams = Reading.streams(door);
            SyncPartition partition = streams.plan(new SyncRequest(Set.of(wanted.stream()), List.of(), 999))
                    .get(0);
            SyncPage page = streams.read(partition, Cursor.start());
            Cursor cursor;
            do {
                if (!(page.next() instanceof NextStep.More more)) {
                    throw new IllegalStateException("the tenant is too small for a later page that is full");
                }
                cursor = more.cursor();
                door.record();
                page = streams.read(partition, cursor);
            } while (door.bodies().size() != 1 || page.records().size() < LEAST_RECORDS);
            ServedPage served =
                    new ServedPage(door, streams, partition, cursor, door.bodies().get(0));
            System.out.println(wanted + ": " + served.body.length + " bytes, "
                    + page.records().size() + " records");
            return served;
        }
    }

    /** The page in UTF-8. */
    byte[] body() {
        return body;
    }

    /** Reads the page as the connector does. */
    SyncPage read() {
        door.replay();
        return streams.read(partition, cursor);
    }
}
