package dev.lanyard.entra.sync.changes;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Walks a delta query for the ids of what has changed, and has the changed objects read anew.
 *
 * <p>What a delta query says of a changed object is not the whole of it: Graph promises "at least the properties that
 * have been updated" and leaves out what lives outside of its main store. So a change is only a sign to read the object
 * again, many to a request, in the way in which a full read sees it. Repeated and out-of-order entries do no harm then,
 * for the last look counts.
 *
 * <p>An object that the query names and Graph does not find may be gone, or may be so new that not every replica knows
 * it. It is looked for once more by the next incremental read before it counts as gone.
 */
public final class ChangeWalk {

    /** Makes something of a delta query, page by page. Keeps nothing between calls. */
    public interface Pages {

        /**
         * Looks at a page before anything is made of its entries.
         *
         * @param page receives the records and the cost
         * @param body the page
         * @return what becomes of the changes on it; for this page only
         */
        Changes page(PageBuilder page, byte[] body);

        /**
         * Reads some of what is {@linkplain Changes#pending pending}.
         *
         * @param page receives the records and the cost
         * @param pending at least one
         * @param pageSize how much to ask for at a time
         * @return what is still pending
         */
        default List<String> readPending(PageBuilder page, List<String> pending, int pageSize) {
            throw Position.foreign("nothing can be pending here");
        }
    }

    /** What a stream makes of the changes on a page. */
    public interface Changes extends Pages {

        @Override
        default Changes page(PageBuilder page, byte[] body) {
            return this;
        }

        /**
         * Takes what an entry tells by itself, such as links that have come or gone.
         *
         * @param page receives the records
         * @param entry of an object that is there
         * @return whether the object has to be read anew
         */
        default boolean told(PageBuilder page, Row entry) {
            return true;
        }

        /**
         * Reads objects anew, and adds what has become of them.
         *
         * @param page receives the records and the cost
         * @param ids which, each once
         * @return those that Graph does not find
         */
        List<String> reread(PageBuilder page, Collection<String> ids);

        /**
         * Reads objects anew that the sync before did not find.
         *
         * @param page receives the records and the cost
         * @param ids which, each once
         * @return those that Graph still does not find
         */
        default List<String> rereadAgain(PageBuilder page, Collection<String> ids) {
            return reread(page, ids);
        }

        /**
         * Tells what has to be read before the next page of changes, for it is too much for this page.
         *
         * @return in the stream's own notation; mostly nothing
         */
        default List<String> pending() {
            return List.of();
        }

        /**
         * Notes what the stream has to remember of the page.
         *
         * @param marks what has to be remembered so far
         * @return all of it
         */
        default Marks note(Marks marks) {
            return marks;
        }

        /**
         * Takes back what is gone.
         *
         * @param page receives the removal
         * @param id the object's id
         * @param forGood false while it can be restored
         */
        void removed(PageBuilder page, String id, boolean forGood);

        /**
         * Reads in one go what was put off until everything on the page has been told and read anew.
         *
         * @param page receives the records and the cost
         */
        default void finish(PageBuilder page) {
            // Mostly nothing is put off.
        }
    }

    private static final String WAY = "changes";
    private static final String LOOK_AGAIN = "look-again";

    /** Reads nothing but which objects have changed. */
    public static final PageReader IDS = new PageReader(
            "changes", PropertyTable.builder().add(ValueReaders.TEXT, "id").build(), Set.of());

    private final GraphDoor door;
    private final PageReader reader;
    private final Pages pages;

    /**
     * Makes a walk.
     *
     * @param door the way to Graph
     * @param reader reads the entries, their id at least
     * @param pages what becomes of the changes
     */
    public ChangeWalk(GraphDoor door, PageReader reader, Pages pages) {
        this.door = door;
        this.reader = reader;
        this.pages = pages;
    }

    /**
     * Reads one page of changes.
     *
     * @param definition one with a checkpoint whose mark {@link Marks#DELTA} is a delta-link
     * @param cursor where
     * @param end makes the last page
     * @return the page
     */
    public SyncPage read(PartitionDefinition definition, Cursor cursor, End end) {
        Optional<Position> here = cursor.isStart() ? Optional.empty() : Optional.of(position(cursor));
        PageBuilder page = new PageBuilder();
        if (here.isPresent() && !here.get().pending().isEmpty()) {
            List<String> left = pages.readPending(page, here.get().pending(), definition.pageSize());
            return goOn(page, here, here.get().next(), left, here.get().marks(), end);
        }
        Marks marks = here.map(Position::marks).orElse(Marks.NONE);
        String link = here.flatMap(Position::next)
                .orElseGet(() -> definition.since().orElseThrow().require(Marks.DELTA));
        RawPage raw = follow(link);
        page.spent(raw.cost());
        Changes changes = pages.page(page, raw.body());
        Seen seen = new Seen(page, changes);
        PageEnd pageEnd = reader.read(raw.body(), seen);
        Set<String> missing = new LinkedHashSet<>(changes.reread(page, seen.changed));
        if (here.isEmpty()) {
            lookAgain(page, changes, definition, seen.changed);
        }
        changes.finish(page);
        marks = changes.note(marks);
        missing.addAll(ids(marks.get(LOOK_AGAIN)));
        marks = missing.isEmpty() ? marks : marks.with(LOOK_AGAIN, String.join(",", missing));
        if (pageEnd.nextLink().isEmpty()) {
            marks = marks.with(Marks.DELTA, pageEnd.deltaLink().orElseThrow(ChangeWalk::incomplete));
        }
        return goOn(page, here, pageEnd.nextLink(), changes.pending(), marks, end);
    }

    /** A tenant that tells changes no longer has not told them all: its checkpoint is worth nothing. */
    private RawPage follow(String link) {
        try {
            return door.follow(link, Map.of());
        } catch (ConnectorException e) {
            if (e.kind() != ErrorKind.UNSUPPORTED) {
                throw e;
            }
            throw ConnectorException.of(
                            ErrorKind.CHECKPOINT_EXPIRED,
                            String.valueOf(e.getMessage()),
                            "read the stream anew from its start")
                    .service(e.serviceCode(), e.requestId())
                    .cause(e)
                    .build();
        }
    }

    private static SyncPage goOn(
            PageBuilder page,
            Optional<Position> here,
            Optional<String> next,
            List<String> pending,
            Marks marks,
            End end) {
        return next.isPresent() || !pending.isEmpty()
                ? page.more(here, new Position(WAY, next, OptionalLong.empty(), pending, marks))
                : end.page(page, marks);
    }

    /** Makes the last page. */
    @FunctionalInterface
    public interface End {
        /**
         * Finishes a page.
         *
         * @param page everything that was found
         * @param marks what has to be remembered
         * @return the page
         */
        SyncPage page(PageBuilder page, Marks marks);
    }

    /**
     * Goes on after the last of Graph's changes, with what something else than the delta query has told.
     *
     * @param page receives some of it
     * @param definition how to read
     * @param pending in the stream's own notation, at least one
     * @param marks what has to be remembered, the new delta-link among it
     * @param end makes the last page
     * @return the page
     */
    public SyncPage goOn(PageBuilder page, PartitionDefinition definition, List<String> pending, Marks marks, End end) {
        List<String> left = pages.readPending(page, pending, definition.pageSize());
        return goOn(page, Optional.empty(), Optional.empty(), left, marks, end);
    }

    /** Looks once more for what the sync before could not find. */
    private static void lookAgain(
            PageBuilder page, Changes changes, PartitionDefinition definition, Set<String> justRead) {
        List<String> again = new ArrayList<>(
                ids(definition.since().flatMap(since -> since.marks().get(LOOK_AGAIN))));
        again.removeAll(justRead);
        for (String gone : changes.rereadAgain(page, new LinkedHashSet<>(again))) {
            // Graph has not said, or not last, that it went, and whether it can be restored.
            changes.removed(page, gone, false);
        }
    }

    private static List<String> ids(Optional<String> mark) {
        return mark.map(text -> List.of(text.split(","))).orElse(List.of());
    }

    private static Position position(Cursor cursor) {
        Position position = Position.parse(cursor);
        boolean last = position.marks().get(Marks.DELTA).isPresent();
        if (!position.way().equals(WAY)
                || position.next().isPresent() == last
                || (last && position.pending().isEmpty())) {
            throw Position.foreign("it belongs to another stream");
        }
        return position;
    }

    private static ConnectorException incomplete() {
        return ConnectorException.of(
                        ErrorKind.UNAVAILABLE,
                        "Microsoft Graph's answer about changes stops without saying that it is complete",
                        "run the sync again")
                .build();
    }

    /** Takes back what is gone and gathers the ids of all else. An object that comes twice is what it was last. */
    private static final class Seen implements RowVisitor {
        private final PageBuilder page;
        private final Changes changes;
        private final Set<String> changed = new LinkedHashSet<>();

        Seen(PageBuilder page, Changes changes) {
            this.page = page;
            this.changes = changes;
        }

        @Override
        public void row(Row row) {
            String id = row.text("id");
            if (id.isBlank()) {
                notAnObject();
            } else if (row.removed()) {
                changed.remove(id);
                changes.removed(page, id, row.removedForGood());
            } else if (changes.told(page, row)) {
                changed.add(id);
            }
        }

        @Override
        public void notAnObject() {
            page.skip("change/?", "malformed", "an entry of the list of changes that names no object");
        }
    }
}
