package dev.lanyard.entra.sync.page;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Walks lists of Graph's one after the other, and reads in between what a page has left to be read. Immutable. */
public final class ListWalk {

    /** What is being read: receives records and keeps what is still to be done. */
    public static final class Reading {
        private final PageBuilder page;
        private final PartitionDefinition definition;
        private final List<String> pending;
        private Marks marks;

        Reading(PageBuilder page, PartitionDefinition definition, List<String> pending, Marks marks) {
            this.page = page;
            this.definition = definition;
            this.pending = new ArrayList<>(pending);
            this.marks = marks;
        }

        /**
         * The page under way.
         *
         * @return receives records
         */
        public PageBuilder page() {
            return page;
        }

        /**
         * How to read.
         *
         * @return as planned
         */
        public PartitionDefinition definition() {
            return definition;
        }

        /**
         * What has to be read before the walk goes on, in the step's own notation.
         *
         * @return can be added to and taken from
         */
        public List<String> pending() {
            return pending;
        }

        /**
         * Takes the first of what has to be read from the list.
         *
         * @param most how many at the most
         * @return what has been taken
         */
        public List<String> takePending(int most) {
            List<String> first = pending.subList(0, Math.min(most, pending.size()));
            List<String> taken = List.copyOf(first);
            first.clear();
            return taken;
        }

        /**
         * What has been noted for the checkpoint so far.
         *
         * @return the notes
         */
        public Marks marks() {
            return marks;
        }

        /**
         * Replaces the notes.
         *
         * @param notes all of them
         */
        public void mark(Marks notes) {
            marks = notes;
        }
    }

    /** One list. Keeps nothing between pages. */
    public interface Step {

        /**
         * Names the step in a cursor.
         *
         * @return a word, unique in the walk
         */
        String way();

        /**
         * Asks for the first page.
         *
         * @param pageSize how many objects to ask for
         * @return a GET
         */
        RequestInformation first(int pageSize);

        /**
         * Tells which headers every page needs.
         *
         * @return names and values
         */
        default Map<String, String> headers() {
            return Map.of();
        }

        /**
         * Reads a page.
         *
         * @param reading receives records and what is pending
         * @param body the page
         * @return what else the page says
         */
        PageEnd read(Reading reading, byte[] body);

        /**
         * Reads some of what is pending, and takes it from the list.
         *
         * @param reading has something pending
         */
        default void readPending(Reading reading) {
            throw Position.foreign("nothing can be pending here");
        }
    }

    private final GraphDoor door;
    private final List<Step> steps;

    /**
     * Makes a walk.
     *
     * @param door the way to Graph
     * @param steps the lists, in their order
     */
    public ListWalk(GraphDoor door, Step... steps) {
        this.door = door;
        this.steps = List.of(steps);
    }

    /**
     * Reads a page.
     *
     * @param definition how to read
     * @param cursor where
     * @param start looks at what has to be known before the first list is read, and answers notes for the checkpoint
     * @param end makes the last page from the page and the notes
     * @return the page
     */
    public SyncPage read(
            PartitionDefinition definition,
            Cursor cursor,
            Function<PageBuilder, Marks> start,
            Function<Reading, SyncPage> end) {
        PageBuilder page = new PageBuilder();
        if (cursor.isStart()) {
            Reading reading = new Reading(page, definition, List.of(), start.apply(page));
            return list(reading, Optional.empty(), steps.get(0), Optional.empty(), end);
        }
        Position here = Position.parse(cursor);
        Step step = step(here.way());
        Reading reading = new Reading(page, definition, here.pending(), here.marks());
        if (!here.pending().isEmpty()) {
            step.readPending(reading);
            return goOn(reading, Optional.of(here), step, here.next(), here.remaining(), end);
        }
        return list(reading, Optional.of(here), step, here.next(), end);
    }

    private SyncPage list(
            Reading reading,
            Optional<Position> here,
            Step step,
            Optional<String> next,
            Function<Reading, SyncPage> end) {
        RawPage raw;
        if (next.isPresent()) {
            raw = door.follow(next.get(), step.headers());
        } else {
            RequestInformation request = step.first(reading.definition().pageSize());
            step.headers().forEach((name, value) -> request.headers.put(name, Set.of(value)));
            raw = door.read(request);
        }
        reading.page().spent(raw.cost());
        PageEnd pageEnd = step.read(reading, raw.body());
        return goOn(reading, here, step, pageEnd.nextLink(), OptionalLong.empty(), end);
    }

    private SyncPage goOn(
            Reading reading,
            Optional<Position> here,
            Step step,
            Optional<String> next,
            OptionalLong remaining,
            Function<Reading, SyncPage> end) {
        if (next.isPresent() || !reading.pending().isEmpty()) {
            return reading.page()
                    .more(here, new Position(step.way(), next, remaining, reading.pending(), reading.marks()));
        }
        int following = steps.indexOf(step) + 1;
        if (following < steps.size()) {
            String way = steps.get(following).way();
            return reading.page()
                    .more(here, new Position(way, Optional.empty(), remaining, List.of(), reading.marks()));
        }
        return end.apply(reading);
    }

    private Step step(String way) {
        return steps.stream()
                .filter(step -> step.way().equals(way))
                .findFirst()
                .orElseThrow(() -> Position.foreign("it belongs to another stream"));
    }
}
