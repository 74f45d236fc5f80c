package dev.lanyard.entra.sync.page;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads short lists to their end at once: lists whose length does not grow with the tenant. */
public final class WholeList {

    private WholeList() {}

    /**
     * Reads a list whose first page has come already.
     *
     * @param door the way to Graph
     * @param page gains the cost of all pages but the first
     * @param first the first page
     * @param taker takes each page, and answers what else it says
     */
    public static void read(GraphDoor door, PageBuilder page, byte[] first, Function<byte[], PageEnd> taker) {
        Optional<String> next = taker.apply(first).nextLink();
        while (next.isPresent()) {
            RawPage raw = door.follow(next.get(), Map.of());
            page.spent(raw.cost());
            next = taker.apply(raw.body()).nextLink();
        }
    }
}
