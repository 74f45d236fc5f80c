package dev.lanyard.spi.sync;

import dev.lanyard.spi.model.SyncRecord;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One page of a partition. It may hold records of every kind that the stream declared, and it may hold none.
 *
 * @param records what was found
 * @param next how to go on
 * @param skipped what was left out, each with its reason
 * @param notices what a person should know
 * @param remaining how many more objects of the system the partition will read, as well as the connector can tell;
 *     empty if it cannot
 * @param cost what reading this page has cost
 */
public record SyncPage(
        List<SyncRecord> records,
        NextStep next,
        List<SkippedRow> skipped,
        List<Notice> notices,
        OptionalLong remaining,
        ReadCost cost) {

    /** Keeps copies. */
    public SyncPage {
        records = List.copyOf(records);
        Objects.requireNonNull(next, "next");
        skipped = List.copyOf(skipped);
        notices = List.copyOf(notices);
        Objects.requireNonNull(remaining, "remaining");
        Objects.requireNonNull(cost, "cost");
    }
}
