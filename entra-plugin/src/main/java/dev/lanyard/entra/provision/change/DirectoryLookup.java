package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        return types(ids).keySet();
    }

    /**
     * Asks of which types these objects are.
     *
     * @param ids any number of ids
     * @return this connector's names of the types, by id as Graph writes ids; without those that reads do not show
     */
    public Map<String, String> types(Collection<String> ids) {
        List<String> distinct = List.copyOf(new HashSet<>(ids));
        Map<String, String> found = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += GraphRequests.MOST_IDS) {
            List<String> some = distinct.subList(from, Math.min(from + GraphRequests.MOST_IDS, distinct.size()));
            byte[] page =
                    door.ask(door.requests().byIds(some, "directoryObject", ID)).body();
            Facts.page(READER, page, row -> Map.entry(row.text(ID), EntraTypes.ofGraphType(row.type())))
                    .forEach(object -> found.put(object.getKey(), object.getValue()));
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
        return Facts.page(READER, page, row -> row.text(ID));
    }

    /**
     * The ids in a list.
     *
     * @param door reads further pages
     * @param first the first page of the list
     * @return in Graph's order
     */
    public static List<String> allIds(GraphDoor door, byte[] first) {
        return Facts.all(door, READER, first, row -> row.text(ID));
    }
}
