package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out which objects of the directory there are, whatever their types. */
public final class DirectoryLookup {

    private static final String ID = "id";
    private static final PageReader READER = new PageReader(
            "directory objects",
            PropertyTable.builder().add(ValueReaders.TEXT, ID).build(),
            Set.of());

    private final GraphDoor door;

    /**
     * Looks through a door.
     *
     * @param door reads
     */
    public DirectoryLookup(GraphDoor door) {
        this.door = door;
    }

    /**
     * Asks which of these objects reads show.
     *
     * @param ids any number of ids
     * @return those that are there
     */
    public Set<String> existing(Collection<String> ids) {
        List<String> distinct = List.copyOf(new HashSet<>(ids));
        Set<String> found = new HashSet<>();
        for (int from = 0; from < distinct.size(); from += GraphRequests.MOST_IDS) {
            List<String> some = distinct.subList(from, Math.min(from + GraphRequests.MOST_IDS, distinct.size()));
            found.addAll(ids(
                    door.ask(door.requests().byIds(some, "directoryObject", ID)).body()));
        }
        return found;
    }

    /**
     * The ids on a page.
     *
     * @param page a page of Graph's
     * @return in Graph's order
     */
    public static List<String> ids(byte[] page) {
        List<String> ids = new ArrayList<>();
        READER.read(page, new RowVisitor() {
            @Override
            public void row(Row row) {
                ids.add(row.text(ID));
            }

            @Override
            public void notAnObject() {
                // Whatever it is, it has no id.
            }
        });
        return ids;
    }
}
