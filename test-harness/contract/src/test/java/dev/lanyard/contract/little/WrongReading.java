package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Plugins that read something else the second time, in other pieces, or elsewhere. */
public final class WrongReading {

    private WrongReading() {}

    static SyncPage continuing(SyncPage page, NextStep next) {
        return new SyncPage(page.records(), next, page.skipped(), page.notices(), page.remaining(), page.cost());
    }

    static SyncPage withoutFirst(SyncPage page) {
        List<SyncRecord> records = page.records();
        return records.isEmpty() ? page : WrongRecords.with(page, records.subList(1, records.size()));
    }

    /** Makes part of a grant's identity up, once in each process. */
    public static final class PassingGrantIdentity extends LittlePlugin {
        private static final Optional<String> SCOPE =
                Optional.of(UUID.randomUUID().toString());

        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            return WrongRecords.changed(page, record -> {
                if (record instanceof Grant grant
                        && grant.key().entitlement().slug().equals("lead")) {
                    GrantKey key = grant.key();
                    return new Grant(
                            new GrantKey(key.entitlement(), key.principal(), key.holding(), SCOPE, key.through()),
                            grant.expandable(),
                            grant.external(),
                            grant.validity());
                }
                return record;
            });
        }
    }

    /** Goes back to the second page after the last, or to the last page itself if that is the second. */
    public static final class CursorCycle extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            boolean last = page.next() instanceof NextStep.Done && !cursor.isStart();
            String size = partition.definition();
            String pageSize = size.substring(size.indexOf('=') + 1);
            return last ? continuing(page, new NextStep.More(new Cursor(size + "&from=" + pageSize))) : page;
        }
    }

    /** Takes a page without rows for the last. */
    public static final class EmptyPageEnds extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            boolean empty = page.next() instanceof NextStep.More
                    && page.records().isEmpty()
                    && page.skipped().isEmpty();
            return empty ? continuing(page, new NextStep.Done(Optional.empty())) : page;
        }
    }

    /** Takes a tenant without people for a mistake. */
    public static final class EmptyTenantFails extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            if (cursor.isStart()
                    && page.next() instanceof NextStep.Done
                    && page.records().isEmpty()) {
                throw ConnectorException.of(ErrorKind.NOT_FOUND, "there is nobody", "add someone")
                        .build();
            }
            return page;
        }
    }

    /** Hands out handles that only this process understands. */
    public static final class HandleCursors extends LittlePlugin {
        private static final Map<String, String> HANDLES = new ConcurrentHashMap<>();

        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    String query = cursor.isStart() ? "" : HANDLES.get(cursor.value());
                    if (query == null) {
                        throw ConnectorException.of(ErrorKind.INVALID, "no such cursor", "start again")
                                .build();
                    }
                    SyncPage page = super.read(partition, new Cursor(query));
                    if (page.next() instanceof NextStep.More more) {
                        String handle =
                                "handle-" + RANDOM_PART + more.cursor().value().hashCode();
                        HANDLES.put(handle, more.cursor().value());
                        return continuing(page, new NextStep.More(new Cursor(handle)));
                    }
                    return page;
                }
            };
        }

        private static final UUID RANDOM_PART = UUID.randomUUID();
    }

    /** Knows what people are called only when it has read the first page of them since it was started. */
    public static final class NeedsTheFirstPage extends LittlePlugin {
        private static final Set<String> BEGUN = ConcurrentHashMap.newKeySet();

        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            if (cursor.isStart()) {
                BEGUN.add(partition.stream());
            }
            return BEGUN.contains(partition.stream())
                    ? page
                    : WrongRecords.changed(
                            page,
                            record -> record instanceof Resource resource
                                    ? WrongRecords.resource(resource.key(), "Somebody", resource.parent())
                                    : record);
        }
    }

    /** Loses a row where a page has room for no more than one. */
    public static final class SmallPagesLose extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            boolean alone = partition.definition().equals("size=1") && page.next() instanceof NextStep.Done;
            return alone ? withoutFirst(page) : page;
        }
    }

    /** Keeps the place of its reading with the thread, and is confused where another thread has read on. */
    public static final class ThreadBound extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            ThreadLocal<Map<String, Cursor>> places = ThreadLocal.withInitial(ConcurrentHashMap::new);
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    SyncPage page = super.read(partition, cursor);
                    Cursor place = places.get().getOrDefault(partition.stream(), cursor);
                    if (page.next() instanceof NextStep.More more) {
                        places.get().put(partition.stream(), more.cursor());
                    }
                    return cursor.isStart() || place.equals(cursor) ? page : withoutFirst(page);
                }
            };
        }
    }

    /** Hands a page only to the connector that was told of it, as far as this process remembers. */
    public static final class PagesForOneOnly extends LittlePlugin {
        private static final Map<String, Set<Object>> TOLD = new ConcurrentHashMap<>();

        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    SyncPage page = super.read(partition, cursor);
                    Set<Object> told = TOLD.getOrDefault(partition.stream() + cursor.value(), Set.of(this));
                    if (page.next() instanceof NextStep.More more) {
                        TOLD.computeIfAbsent(
                                        partition.stream() + more.cursor().value(),
                                        absent -> ConcurrentHashMap.newKeySet())
                                .add(this);
                    }
                    return cursor.isStart() || told.contains(this) ? page : withoutFirst(page);
                }
            };
        }
    }

    /** Stamps resources with something of the process that read them. */
    public static final class StampedRecords extends LittlePlugin {
        private static final String STAMP = UUID.randomUUID().toString();

        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            return WrongRecords.changed(
                    page,
                    record -> record instanceof Resource resource
                            ? new Resource(
                                    resource.key(),
                                    resource.displayName(),
                                    resource.status(),
                                    resource.traits(),
                                    resource.parent(),
                                    Attributes.builder().put("readBy", STAMP).build())
                            : record);
        }
    }

    /** Stamps grants with something of the process that read them. */
    public static final class StampedGrants extends LittlePlugin {
        private static final String STAMP = UUID.randomUUID().toString();

        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            return WrongRecords.changed(
                    page,
                    record -> record instanceof Grant grant
                            ? new Grant(
                                    grant.key(),
                                    grant.expandable(),
                                    grant.external(),
                                    grant.validity(),
                                    Attributes.builder().put("readBy", STAMP).build())
                            : record);
        }
    }

    /** Leaves out somebody who has no name, and says nothing. */
    public static final class SilentGap extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected void skip(List<SkippedRow> skipped, String stream, String id) {
                    // Nobody will notice one who is in no team.
                    if (!id.equals("p0")) {
                        super.skip(skipped, stream, id);
                    }
                }
            };
        }
    }
}
