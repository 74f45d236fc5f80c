package dev.lanyard.contract.fresh;

import dev.lanyard.contract.walk.PageMark;
import dev.lanyard.contract.walk.RecordText;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Pages that a process reads before anything else, the last one first, so that none can profit from what an earlier one
 * told.
 */
final class ColdPages {

    private final Deque<String> outlines = new ArrayDeque<>();
    private final Deque<Map<String, String>> records = new ArrayDeque<>();

    /** Notes the page before those that were noted so far. */
    void add(SyncPage page) {
        Map<String, String> digests = new TreeMap<>();
        for (SyncRecord record : page.records()) {
            digests.put(record.key().text(), RecordText.digest(RecordText.of(record)));
        }
        outlines.addFirst(PageMark.outline(page));
        records.addFirst(digests);
    }

    /** Notes that the page before those that were noted so far could not be read. */
    void failed(String how) {
        outlines.addFirst(how);
        records.addFirst(Map.of());
    }

    /** An outline of each page, or how reading it failed. */
    List<String> outlines() {
        return List.copyOf(outlines);
    }

    /** The same, with what says something else there than in a walk of this process from the beginning. */
    List<String> comparedWith(RecordedWalk walk) {
        List<String> compared = new ArrayList<>();
        Iterator<Map<String, String>> pages = records.iterator();
        for (String outline : outlines) {
            String other = pages.next().entrySet().stream()
                    .filter(record -> !record.getValue().equals(walk.digests().get(record.getKey())))
                    .map(Map.Entry::getKey)
                    .filter(key -> !walk.conflicts().contains(key))
                    .collect(Collectors.joining(", "));
            compared.add(
                    other.isEmpty() ? outline : outline + ", otherwise than when read from the beginning: " + other);
        }
        return compared;
    }
}
