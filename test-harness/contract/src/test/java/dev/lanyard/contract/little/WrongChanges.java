package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Plugins that do not tell changes as they are. */
public final class WrongChanges {

    private WrongChanges() {}

    /** Says nothing of what is gone. */
    public static final class SilentRemovals extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected void gone(SyncPartition partition, String id, List<SyncRecord> records) {
                    // Nobody will miss it.
                }
            };
        }
    }

    /** Tells each page of changes once, as queues do. */
    public static final class TellsOnce extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            Set<String> told = ConcurrentHashMap.newKeySet();
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    SyncPage page = super.read(partition, cursor);
                    boolean first = !partition.incremental() || told.add(partition + cursor.value());
                    return first ? page : WrongRecords.with(page, List.of());
                }
            };
        }
    }

    /** Takes a checkpoint that it does not understand for a recent one. */
    public static final class CredulousOfCheckpoints extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected Optional<Long> since(Checkpoint checkpoint) {
                    boolean mine = checkpoint.value().startsWith(settings() + "@");
                    return checkpoint.value().startsWith("leads-") && !mine
                            ? super.since(checkpoint)
                            : Optional.of(
                                    mine ? Long.parseLong(checkpoint.value().split("@", 2)[1]) : 999_999L);
                }
            };
        }
    }

    /** Goes on from a checkpoint although the settings have changed what it reads. */
    public static final class ForgetfulOfSettings extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected String settings() {
                    return "any";
                }
            };
        }
    }

    /** Tells changes from the end of the full read on, and not from its start. */
    public static final class CheckpointAtTheEnd extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    return super.read(partition, new Cursor(cursor.value().replaceAll("&mark=\\d+", "")));
                }
            };
        }
    }
}
