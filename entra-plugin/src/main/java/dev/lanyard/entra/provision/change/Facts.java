package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns Graph's answers into what a handler has to know. */
public final class Facts {

    private Facts() {}

    /**
     * Makes something of a single object.
     *
     * @param reader knows its properties
     * @param object the answer's body
     * @param maker takes from the row what it needs; the row is filled again afterwards
     * @param <T> what is made
     * @return what the maker made
     */
    public static <T> T one(PageReader reader, byte[] object, Function<Row, T> maker) {
        List<T> made = new ArrayList<>(1);
        reader.readOne(object, visitor(maker, made));
        return made.get(0);
    }

    /**
     * Makes something of each object of a page.
     *
     * @param reader knows their properties
     * @param page the answer's body
     * @param maker takes from the row what it needs; the row is filled again afterwards
     * @param <T> what is made
     * @return what the maker made, in Graph's order; further pages are not read
     */
    public static <T> List<T> page(PageReader reader, byte[] page, Function<Row, T> maker) {
        List<T> made = new ArrayList<>();
        reader.read(page, visitor(maker, made));
        return made;
    }

    /**
     * Makes something of each object of a list, whose further pages are read past the cache.
     *
     * @param door reads
     * @param reader knows their properties
     * @param first the body of the first page
     * @param maker takes from the row what it needs; the row is filled again afterwards
     * @param <T> what is made
     * @return what the maker made, in Graph's order
     */
    public static <T> List<T> all(GraphDoor door, PageReader reader, byte[] first, Function<Row, T> maker) {
        List<T> made = new ArrayList<>();
        PageEnd end = reader.read(first, visitor(maker, made));
        for (Optional<String> next = end.nextLink(); next.isPresent(); next = end.nextLink()) {
            byte[] page =
                    door.follow(next.get(), Map.of("Cache-Control", "no-cache")).body();
            end = reader.read(page, visitor(maker, made));
        }
        return made;
    }

    private static <T> RowVisitor visitor(Function<Row, T> maker, List<T> made) {
        return new RowVisitor() {
            @Override
            public void row(Row row) {
                made.add(maker.apply(row));
            }

            @Override
            public void notAnObject() {
                // Whatever it is, nothing can be made of it.
            }
        };
    }
}
