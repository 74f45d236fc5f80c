package dev.lanyard.simulator.graph.budget;

import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.odata.QueryOptions;

/** What a call costs: less with {@code $select} or a small page, more with {@code $expand}, never less than one. */
public final class ResourceUnits {

    private static final int SMALL_PAGE = 20;

    private ResourceUnits() {}

    /** The resource units of a call. */
    public static int of(Operation operation, QueryOptions query) {
        int units = operation.units();
        if (units == 0) {
            return 0;
        }
        if (query.has("select")) {
            units -= operation.selectDiscount();
        }
        if (query.has("expand")) {
            units++;
        }
        String top = query.get("top").orElse("");
        if (top.matches("\\d{1,2}") && Integer.parseInt(top) < SMALL_PAGE) {
            units--;
        }
        return Math.max(1, units);
    }
}
