package dev.lanyard.host.store;

import dev.lanyard.spi.sync.Notice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was left out of a generation, and what a person should know of it.
 *
 * @param skipped numbers of skipped rows by reason, by stream
 * @param notices notices by stream, each code once
 */
public record ReadingReport(
        SortedMap<String, SortedMap<String, Long>> skipped, SortedMap<String, List<Notice>> notices) {

    /** Nothing to report. */
    public static final ReadingReport EMPTY = new ReadingReport(new TreeMap<>(), new TreeMap<>());

    /** Keeps copies. */
    public ReadingReport {
        SortedMap<String, SortedMap<String, Long>> skippedCopy = new TreeMap<>();
        skipped.forEach((stream, reasons) ->
                skippedCopy.put(stream, Collections.unmodifiableSortedMap(new TreeMap<>(reasons))));
        skipped = Collections.unmodifiableSortedMap(skippedCopy);
        SortedMap<String, List<Notice>> noticesCopy = new TreeMap<>();
        for (Map.Entry<String, List<Notice>> entry : notices.entrySet()) {
            noticesCopy.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        notices = Collections.unmodifiableSortedMap(noticesCopy);
    }

    static ReadingReport of(Connection connection, long generation) throws SQLException {
        SortedMap<String, SortedMap<String, Long>> skipped = new TreeMap<>();
        Sql.forEach(
                connection,
                "SELECT stream, reason, count(*) FROM skipped_row JOIN source ON source.id = skipped_row.source"
                        + " WHERE generation = ? GROUP BY stream, reason",
                row -> skipped.computeIfAbsent(row.getString(1), stream -> new TreeMap<>())
                        .put(row.getString(2), row.getLong(3)),
                generation);
        SortedMap<String, List<Notice>> notices = new TreeMap<>();
        Sql.forEach(
                connection,
                "SELECT stream, code, message, remedy FROM notice JOIN source ON source.id = notice.source"
                        + " WHERE generation = ? GROUP BY stream, code ORDER BY stream, code",
                row -> notices.computeIfAbsent(row.getString(1), stream -> new ArrayList<>())
                        .add(new Notice(row.getString(2), row.getString(3), row.getString(4))),
                generation);
        return new ReadingReport(skipped, notices);
    }
}
