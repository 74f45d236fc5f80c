package dev.lanyard.contract.walk;

import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.stream.Collectors;

/**
 * Where a page began and what it was about.
 *
 * @param partition the partition that it is a page of
 * @param cursor where it began
 * @param outline which resources and entitlements it held, how many grants, and whether it was the last; what else is
 *     in the records is for other comparisons
 */
public record PageMark(SyncPartition partition, Cursor cursor, String outline) {

    static PageMark of(SyncPartition partition, Cursor cursor, SyncPage page) {
        return new PageMark(partition, cursor, outline(page));
    }

    /**
     * Outlines a page.
     *
     * @param page the page
     * @return one line, the same for every reading of the page
     */
    public static String outline(SyncPage page) {
        String keys = page.records().stream()
                .filter(record -> !(record instanceof Grant))
                .map(record -> record.key().text())
                .sorted()
                .collect(Collectors.joining("\n"));
        long grants = page.records().stream().filter(Grant.class::isInstance).count();
        long others = page.records().size() - grants;
        return others + " resources and entitlements (" + RecordText.digest(keys) + "), " + grants + " grants, "
                + page.skipped().size() + " skipped, "
                + (page.next() instanceof NextStep.Done ? "the last page" : "more to come");
    }

    /**
     * Says which page this is.
     *
     * @return stream, shard and cursor
     */
    public String where() {
        return RecordedWalk.where(partition) + (cursor.isStart() ? " at the start" : " at cursor " + cursor.value());
    }
}
