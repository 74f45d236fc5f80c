package dev.lanyard.contract.rules;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A connector whose checkpoints or reading are tampered with on the way to the host. */
class DisguisedConnector implements Connector {

    private final Connector real;

    DisguisedConnector(Connector real) {
        this.real = real;
    }

    /** Gives the connector other checkpoints than the host has. */
    static UnaryOperator<Connector> withCheckpoints(UnaryOperator<List<Checkpoint>> replace) {
        return real -> new DisguisedConnector(real) {
            @Override
            List<Checkpoint> checkpoints(List<Checkpoint> known) {
                return replace.apply(known);
            }
        };
    }

    /** Remembers which checkpoints the host gives. */
    static UnaryOperator<Connector> noting(List<Checkpoint> notes) {
        return withCheckpoints(known -> {
            notes.addAll(known);
            return known;
        });
    }

    /** Loses each page on its way, so that it is read again. */
    static UnaryOperator<Connector> readingTwice() {
        return real -> new DisguisedConnector(real) {
            @Override
            public SyncPage read(SyncPartition partition, Cursor cursor) {
                super.read(partition, cursor);
                return super.read(partition, cursor);
            }
        };
    }

    /** Has something done after each page. */
    static UnaryOperator<Connector> disturbed(Runnable disturbance) {
        return real -> new DisguisedConnector(real) {
            @Override
            public SyncPage read(SyncPartition partition, Cursor cursor) {
                SyncPage page = super.read(partition, cursor);
                disturbance.run();
                return page;
            }
        };
    }

    List<Checkpoint> checkpoints(List<Checkpoint> known) {
        return known;
    }

    @Override
    public List<SyncPartition> plan(SyncRequest request) {
        List<Checkpoint> given = new ArrayList<>(request.checkpoints());
        return real.plan(new SyncRequest(request.streams(), checkpoints(given), request.pageSize()));
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        return real.read(partition, cursor);
    }

    @Override
    public CheckReport check() {
        return real.check();
    }

    @Override
    public Map<String, ServiceTraffic> traffic() {
        return real.traffic();
    }

    @Override
    public void close() {
        real.close();
    }
}
