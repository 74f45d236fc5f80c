package dev.lanyard.host.sync;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A connector whose pages a test writes down. The cursor is the number of the page; a test can hear each request before
 * it is answered, and throw.
 */
public final class PagedConnector implements Connector {

    /** Hears a request before it is answered. */
    @FunctionalInterface
    public interface Ear {
        /** Nothing happens. */
        Ear DEAF = (partition, cursor) -> {};

        void hear(SyncPartition partition, Cursor cursor);
    }

    private record Shard(String stream, String name, boolean changes) {}

    private final Map<Shard, List<List<SyncRecord>>> pages;
    private final Ear ear;
    private BiFunction<String, StreamSize, ReadCost> leastCost = (stream, size) -> ReadCost.FREE;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private PagedConnector(Map<Shard, List<List<SyncRecord>>> pages, Ear ear) {
        this.pages = pages;
        this.ear = ear;
    }

    /** A connector without streams. */
    public static PagedConnector empty() {
        return new PagedConnector(Map.of(), Ear.DEAF);
    }

    /** The same with a page more at the end of a shard. */
    public PagedConnector page(String stream, String shard, SyncRecord... records) {
        Map<Shard, List<List<SyncRecord>>> more = new HashMap<>(pages);
        List<List<SyncRecord>> own = new ArrayList<>(more.getOrDefault(new Shard(stream, shard, false), List.of()));
        own.add(List.of(records));
        more.put(new Shard(stream, shard, false), own);
        return new PagedConnector(more, ear);
    }

    /** The same, with a page more at the end of the changes of a stream of one shard, which has a checkpoint then. */
    public PagedConnector changes(String stream, SyncRecord... records) {
        Map<Shard, List<List<SyncRecord>>> more = new HashMap<>(pages);
        List<List<SyncRecord>> own = new ArrayList<>(more.getOrDefault(new Shard(stream, "", true), List.of()));
        own.add(List.of(records));
        more.put(new Shard(stream, "", true), own);
        return new PagedConnector(more, ear);
    }

    /** The same with a page more at the end of a stream of one shard. */
    public PagedConnector page(String stream, SyncRecord... records) {
        return page(stream, "", records);
    }

    /** The same with someone who hears the requests. */
    public PagedConnector heardBy(Ear listener) {
        return new PagedConnector(pages, listener);
    }

    /** The same with a formula for what a stream costs at least. */
    public PagedConnector withLeastCost(BiFunction<String, StreamSize, ReadCost> formula) {
        PagedConnector other = new PagedConnector(pages, ear);
        other.leastCost = formula;
        return other;
    }

    @Override
    public Optional<ReadCost> leastCost(String stream, StreamSize size) {
        return Optional.of(leastCost.apply(stream, size));
    }

    /** What was asked for, as {@code stream/shard@cursor}. */
    public List<String> requests() {
        return requests;
    }

    /** How many pages there are. */
    public int pageCount() {
        return pages.values().stream().mapToInt(List::size).sum();
    }

    /** What its plugin would say. */
    public ConnectorDescriptor descriptor() {
        List<ResourceTypeDescriptor> types = List.of(
                new ResourceTypeDescriptor("user", "User", Set.of(Trait.ACCOUNT), List.of()),
                new ResourceTypeDescriptor("group", "Group", Set.of(Trait.GROUP), List.of()));
        List<StreamDescriptor> streams = pages.keySet().stream()
                .map(Shard::stream)
                .distinct()
                .sorted()
                .map(id -> new StreamDescriptor(id, id, id, Set.of("user", "group"), isIncremental(id), List.of()))
                .toList();
        return new ConnectorDescriptor(
                "paged", "Paged", "1", SpiVersion.CURRENT, new ConfigSchema(List.of(), List.of()), types, streams);
    }

    @Override
    public CheckReport check() {
        return new CheckReport(List.of());
    }

    private boolean isIncremental(String stream) {
        return pages.containsKey(new Shard(stream, "", true));
    }

    @Override
    public List<SyncPartition> plan(SyncRequest request) {
        Set<String> known =
                request.checkpoints().stream().map(Checkpoint::stream).collect(Collectors.toSet());
        return pages.keySet().stream()
                .filter(shard -> request.streams().contains(shard.stream()))
                .filter(shard -> shard.changes() == known.contains(shard.stream()))
                .map(shard -> new SyncPartition(shard.stream(), shard.name(), shard.changes(), "definition"))
                .sorted(Comparator.comparing(SyncPartition::toString))
                .toList();
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        requests.add(partition.stream() + "/" + partition.shard() + "@" + cursor.value());
        ear.hear(partition, cursor);
        List<List<SyncRecord>> own = pages.getOrDefault(
                new Shard(partition.stream(), partition.shard(), partition.incremental()), List.of());
        int index = cursor.isStart() ? 0 : Integer.parseInt(cursor.value());
        boolean last = index == own.size() - 1;
        return new SyncPage(
                own.get(index),
                last ? new NextStep.Done(checkpoint(partition)) : new NextStep.More(new Cursor("" + (index + 1))),
                last ? List.of(new SkippedRow("row", "malformed", "of no use")) : List.of(),
                last ? List.of(new Notice("partial", "a part is missing", "buy it")) : List.of(),
                OptionalLong.of(own.size() - 1L - index),
                new ReadCost(1, 2));
    }

    private Optional<Checkpoint> checkpoint(SyncPartition partition) {
        return isIncremental(partition.stream())
                ? Optional.of(new Checkpoint(partition.stream(), partition.shard(), "checkpoint"))
                : Optional.empty();
    }

    @Override
    public Map<String, ServiceTraffic> traffic() {
        return Map.of();
    }

    @Override
    public void close() {}
}
