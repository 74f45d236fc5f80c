package dev.lanyard.contract.walk;

import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was seen on a way through all partitions. Filled by a {@link Walker}, on one thread or several; read when that
 * is done.
 */
public final class RecordedWalk {

    private final Map<ResourceId, Optional<ResourceId>> resources = new LinkedHashMap<>();
    private final Map<EntitlementId, Entitlement> entitlements = new LinkedHashMap<>();
    private final Map<GrantKey, Grant> grants = new LinkedHashMap<>();
    private final Map<String, String> digests = new TreeMap<>();
    private final List<PageMark> pages = new ArrayList<>();
    private final Set<SkippedRow> skipped = new LinkedHashSet<>();
    private final Map<String, List<RecordKey>> undeclared = new TreeMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private final List<String> repeatedCursors = new ArrayList<>();
    private final Map<String, Optional<Checkpoint>> ends = new TreeMap<>();

    RecordedWalk() {}

    static String where(SyncPartition partition) {
        return "stream " + partition.stream() + (partition.shard().isEmpty() ? "" : ", shard " + partition.shard());
    }

    /** Notes a page; answers whether anything on it had not been told before. */
    synchronized boolean add(SyncPartition partition, Cursor cursor, SyncPage page, Set<String> declaredTypes) {
        pages.add(PageMark.of(partition, cursor, page));
        boolean anyNew = false;
        for (SkippedRow row : page.skipped()) {
            anyNew |= skipped.add(row);
        }
        for (SyncRecord record : page.records()) {
            anyNew |= add(partition, record, declaredTypes);
        }
        if (page.next() instanceof NextStep.Done done) {
            ends.put(where(partition), done.checkpoint());
        }
        return anyNew;
    }

    private boolean add(SyncPartition partition, SyncRecord record, Set<String> declaredTypes) {
        String text = RecordText.of(record);
        String digest = RecordText.digest(text);
        String earlier = digests.put(record.key().text(), digest);
        if (earlier != null && !earlier.equals(digest)) {
            conflicts.add(record.key().text());
        }
        if (!declaredTypes.contains(typeOf(record.key()))) {
            undeclared
                    .computeIfAbsent(partition.stream(), absent -> new ArrayList<>())
                    .add(record.key());
        }
        if (record instanceof Resource resource) {
            resources.put(resource.key(), resource.parent());
        } else if (record instanceof Entitlement entitlement) {
            entitlements.put(entitlement.key(), entitlement);
        } else if (record instanceof Grant grant) {
            grants.put(grant.key(), grant);
        }
        return earlier == null;
    }

    private static String typeOf(RecordKey key) {
        if (key instanceof ResourceId resource) {
            return resource.type();
        }
        if (key instanceof HoldingsKey holdings) {
            return holdings.resourceType();
        }
        if (key instanceof LeftOutKey leftOut) {
            return leftOut.resource().type();
        }
        EntitlementId entitlement = key instanceof GrantKey grant ? grant.entitlement() : (EntitlementId) key;
        return entitlement.resource().type();
    }

    synchronized void repeated(SyncPartition partition, Cursor cursor, int pagesBetween) {
        repeatedCursors.add(where(partition) + ": the cursor " + cursor.value() + " came again after " + pagesBetween
                + (pagesBetween == 1 ? " page" : " pages"));
    }

    synchronized void endless(SyncPartition partition, int idlePages) {
        repeatedCursors.add(
                where(partition) + ": after " + idlePages + " pages that told nothing new, it says that there is more");
    }

    /**
     * Where a later read of changes can start.
     *
     * @return the checkpoints that the partitions left
     */
    public List<Checkpoint> checkpoints() {
        return ends.values().stream().flatMap(Optional::stream).toList();
    }

    /**
     * The resources.
     *
     * @return their parents by identity
     */
    public Map<ResourceId, Optional<ResourceId>> resources() {
        return Collections.unmodifiableMap(resources);
    }

    /**
     * The entitlements.
     *
     * @return by identity
     */
    public Map<EntitlementId, Entitlement> entitlements() {
        return Collections.unmodifiableMap(entitlements);
    }

    /**
     * The grants.
     *
     * @return by identity
     */
    public Map<GrantKey, Grant> grants() {
        return Collections.unmodifiableMap(grants);
    }

    /**
     * Every record.
     *
     * @return digests of all that the records say, by the text of their identity, sorted
     */
    public Map<String, String> digests() {
        return Collections.unmodifiableMap(digests);
    }

    /**
     * The pages, in the order in which they arrived.
     *
     * @return at least one for each partition
     */
    public List<PageMark> pages() {
        return Collections.unmodifiableList(pages);
    }

    /**
     * What the connector left out.
     *
     * @return every skipped row, once
     */
    public Set<SkippedRow> skipped() {
        return Collections.unmodifiableSet(skipped);
    }

    /**
     * Records of a type that their stream did not declare.
     *
     * @return their identities by stream
     */
    public Map<String, List<RecordKey>> undeclared() {
        return Collections.unmodifiableMap(undeclared);
    }

    /**
     * Identities that two different records had.
     *
     * @return their texts
     */
    public List<String> conflicts() {
        return Collections.unmodifiableList(conflicts);
    }

    /**
     * Cursors that a partition had twice, and partitions that did not end; their walk was left there.
     *
     * @return which, in words
     */
    public List<String> repeatedCursors() {
        return Collections.unmodifiableList(repeatedCursors);
    }

    /**
     * How the partitions ended.
     *
     * @return the checkpoint, if there was one, by partition in words
     */
    public Map<String, Optional<Checkpoint>> ends() {
        return Collections.unmodifiableMap(ends);
    }
}
