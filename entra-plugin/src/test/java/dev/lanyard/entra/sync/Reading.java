package dev.lanyard.entra.sync;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.ReadingSettings;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads a stream from its start to its end, as a platform does. */
final class Reading {

    private Reading() {}

    /** The streams of a connector with default settings. */
    static SyncStreams streams(GraphDoor door) {
        return streams(door, "settings");
    }

    static SyncStreams streams(GraphDoor door, String fingerprint) {
        return new SyncStreams(StreamContext.of(door, ReadingSettings.DEFAULTS, fingerprint, Clock.systemUTC()));
    }

    /** The streams of a connector with default settings, in a time of one's choice. */
    static SyncStreams streams(GraphDoor door, Clock clock) {
        return new SyncStreams(StreamContext.of(door, ReadingSettings.DEFAULTS, "settings", clock));
    }

    /** The streams of a connector with settings of its own, by their names in the configuration. */
    static SyncStreams streams(GraphDoor door, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("tenantId", "contoso.onmicrosoft.com");
        all.put("clientId", "11111111-2222-3333-4444-555555555555");
        all.put("clientSecret", "secret");
        EntraSettings parsed = EntraSettings.from(EntraSchema.schema().configure(all));
        return new SyncStreams(StreamContext.of(door, parsed.reading(), parsed.fingerprint(), Clock.systemUTC()));
    }

    static List<SyncPage> pages(SyncStreams streams, String stream, int pageSize) {
        SyncPartition partition = streams.plan(new SyncRequest(Set.of(stream), List.of(), pageSize))
                .get(0);
        return pages((where, cursor) -> streams.read(where, cursor), partition);
    }

    /** Reads every shard of a stream, one after the other. */
    static List<SyncPage> shards(SyncStreams streams, String stream) {
        List<SyncPage> pages = new ArrayList<>();
        for (SyncPartition partition : streams.plan(SyncRequest.full(Set.of(stream)))) {
            pages.addAll(pages(streams::read, partition));
        }
        return pages;
    }

    /** Reads what has changed in a stream since it was read, in full or for its changes. */
    static List<SyncPage> changes(SyncStreams streams, String stream, List<SyncPage> before) {
        NextStep.Done done = (NextStep.Done) before.get(before.size() - 1).next();
        SyncPartition partition = streams.plan(new SyncRequest(
                        Set.of(stream), List.of(done.checkpoint().orElseThrow()), SyncRequest.MAX_PAGE_SIZE))
                .get(0);
        return pages(streams::read, partition);
    }

    static List<SyncPage> pages(BiFunction<SyncPartition, Cursor, SyncPage> reader, SyncPartition partition) {
        List<SyncPage> pages = new ArrayList<>();
        Set<Cursor> seen = new HashSet<>();
        Cursor cursor = Cursor.start();
        while (true) {
            if (!seen.add(cursor)) {
                throw new AssertionError("the cursor came before: " + cursor.value());
            }
            SyncPage page = reader.apply(partition, cursor);
            pages.add(page);
            if (!(page.next() instanceof NextStep.More more)) {
                return pages;
            }
            cursor = more.cursor();
        }
    }

    /** What a platform holds in the end: removals applied in order, and no grant on what is gone. */
    static Map<String, SyncRecord> held(List<SyncPage> pages) {
        return changed(Map.of(), pages);
    }

    /** What a platform holds after changes of one stream. */
    static Map<String, SyncRecord> changed(Map<String, SyncRecord> before, List<SyncPage> changes) {
        Map<String, SyncRecord> held = new LinkedHashMap<>(before);
        for (SyncPage page : changes) {
            for (SyncRecord found : page.records()) {
                if (found instanceof Removal removal) {
                    remove(held, removal.key());
                } else {
                    held.put(found.key().text(), found);
                }
            }
        }
        held.values()
                .removeIf(found -> found instanceof Grant grant
                        && !held.containsKey(grant.key().entitlement().text()));
        return held;
    }

    /** The keys of everything on some pages, those of removals after a minus sign. */
    static List<String> keys(List<SyncPage> pages) {
        return pages.stream()
                .flatMap(page -> page.records().stream())
                .map(found ->
                        (found instanceof Removal ? "-" : "") + found.key().text())
                .toList();
    }

    /** All grants on some pages, by their keys. */
    static Map<String, Grant> grants(List<SyncPage> pages) {
        Map<String, Grant> grants = new LinkedHashMap<>();
        for (SyncPage page : pages) {
            for (SyncRecord found : page.records()) {
                if (found instanceof Grant grant) {
                    grants.put(grant.key().text(), grant);
                }
            }
        }
        return grants;
    }

    /** What was skipped on some pages: subject, reason and detail of each. */
    static List<SkippedRow> skipped(List<SyncPage> pages) {
        return pages.stream().flatMap(page -> page.skipped().stream()).toList();
    }

    /** The codes of the notices on some pages, each once. */
    static Set<String> notices(List<SyncPage> pages) {
        return pages.stream()
                .flatMap(page -> page.notices().stream())
                .map(Notice::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void remove(Map<String, SyncRecord> held, RecordKey key) {
        if (key instanceof HoldingsKey holdings) {
            held.values()
                    .removeIf(found -> found instanceof Grant grant
                            && grant.key().principal().equals(holdings.principal())
                            && grant.key().entitlement().resource().type().equals(holdings.resourceType()));
            return;
        }
        String gone = key instanceof LeftOutKey leftOut ? leftOut.resource().text() : key.text();
        held.keySet().removeIf(text -> text.equals(gone) || text.startsWith(gone + "#") || text.startsWith(gone + "@"));
    }
}
