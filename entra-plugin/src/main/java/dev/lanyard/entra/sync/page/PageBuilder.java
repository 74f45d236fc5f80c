package dev.lanyard.entra.sync.page;

import dev.lanyard.entra.rows.Row;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Collects a {@link SyncPage}; for one thread. */
public final class PageBuilder {

    private final List<SyncRecord> records = new ArrayList<>();
    private final List<SkippedRow> skipped = new ArrayList<>();
    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private ReadCost cost = ReadCost.FREE;

    /**
     * Adds a record.
     *
     * @param found what was found
     */
    public void add(SyncRecord found) {
        records.add(found);
    }

    /**
     * Adds everything that another page has gathered.
     *
     * @param other not used any more
     */
    public void addAll(PageBuilder other) {
        records.addAll(other.records);
        skipped.addAll(other.skipped);
        other.notices.forEach(notices::putIfAbsent);
        cost = cost.plus(other.cost);
    }

    /**
     * Adds what another page has left out, and what a person should know of it.
     *
     * @param other whose records go elsewhere, and whose cost is counted already
     */
    public void addSkipped(PageBuilder other) {
        skipped.addAll(other.skipped);
        other.notices.forEach(notices::putIfAbsent);
    }

    /**
     * Tells which resources of a type have been added.
     *
     * @param type the id of a resource type
     * @return their ids
     */
    public List<String> resources(String type) {
        return records.stream()
                .filter(Resource.class::isInstance)
                .map(found -> ((Resource) found).key())
                .filter(key -> key.type().equals(type))
                .map(ResourceId::id)
                .toList();
    }

    /**
     * Counts something that was left out.
     *
     * @param subject what, as far as it can be told
     * @param reason a stable word
     * @param detail why, one line
     */
    public void skip(String subject, String reason, String detail) {
        skipped.add(new SkippedRow(subject, reason, detail));
    }

    /**
     * Counts an entry of a page from which nothing can be made.
     *
     * @param type the resource type that it should have been
     * @param detail why, one line
     */
    public void skipRow(String type, String detail) {
        skip(type + "/?", SkippedRow.MALFORMED, detail);
    }

    /**
     * Counts the parts of a row that could not be read; the row itself is kept without them.
     *
     * @param subject the row's identity
     * @param row the row
     */
    public void skipProblems(String subject, Row row) {
        skipProblems(subject, row, property -> true);
    }

    /**
     * Counts some of the parts of a row that could not be read, where the others are another stream's.
     *
     * @param subject the row's identity
     * @param row the row
     * @param ofInterest tells by its name whether a property is this stream's
     */
    public void skipProblems(String subject, Row row, Predicate<String> ofInterest) {
        for (String problem : row.problems()) {
            if (ofInterest.test(problem.substring(0, problem.indexOf(':')))) {
                skip(subject, SkippedRow.MALFORMED, problem);
            }
        }
    }

    /**
     * Adds something that a person should know; once per page for each code.
     *
     * @param notice the notice
     */
    public void notice(Notice notice) {
        notices.putIfAbsent(notice.code(), notice);
    }

    /**
     * Adds what a call has cost.
     *
     * @param spent the cost
     */
    public void spent(ReadCost spent) {
        cost = cost.plus(spent);
    }

    /**
     * Makes the last page of what leaves no checkpoint.
     *
     * @return the page
     */
    public SyncPage last() {
        return page(new NextStep.Done(Optional.empty()), OptionalLong.of(0));
    }

    /**
     * Makes the last page.
     *
     * @param checkpoint from where changes can be read later
     * @return the page
     */
    public SyncPage last(Checkpoint checkpoint) {
        return page(new NextStep.Done(Optional.of(checkpoint)), OptionalLong.of(0));
    }

    /**
     * Makes a page after which there is more.
     *
     * @param here where this page was read from, or empty for the start
     * @param next where the next one is
     * @return the page
     * @throws ConnectorException of kind {@code UNAVAILABLE} if the next page is this one: reading on would never end
     */
    public SyncPage more(Optional<Position> here, Position next) {
        if (here.isPresent() && here.get().isAt(next)) {
            throw ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            "Microsoft Graph's link to the next page leads to the same page again",
                            "run the sync again; if it stays so, report it to Microsoft")
                    .build();
        }
        return page(new NextStep.More(next.cursor()), next.remaining());
    }

    private SyncPage page(NextStep next, OptionalLong remaining) {
        return new SyncPage(records, next, skipped, List.copyOf(notices.values()), remaining, cost);
    }
}
