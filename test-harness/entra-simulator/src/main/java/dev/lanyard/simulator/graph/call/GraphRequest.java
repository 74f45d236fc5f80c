package dev.lanyard.simulator.graph.call;

import dev.lanyard.simulator.http.Call;
import dev.lanyard.simulator.odata.QueryOptions;
import dev.lanyard.simulator.tenant.Directory;
import java.util.List;
import java.util.Locale;

/**
 * A call to one endpoint, understood.
 *
 * @param call the call itself
 * @param ids what stood in the places of {@code {id}}
 * @param query its options
 * @param access what its token may read
 * @param directory what a read sees at this moment
 */
public record GraphRequest(Call call, List<String> ids, QueryOptions query, Access access, Directory directory) {

    /** What stood in the place of the first {@code {id}}. */
    public String id() {
        return ids.get(0);
    }

    /** Whether the call opts in to eventual consistency, which advanced queries need. */
    public boolean eventual() {
        return "eventual".equalsIgnoreCase(call.header("ConsistencyLevel"));
    }

    /** Whether the call is an advanced query: eventual consistency and {@code $count=true}. */
    public boolean advanced() {
        return eventual() && query.count();
    }

    /** Preferences, such as {@code return=minimal}. */
    public boolean prefers(String preference) {
        return call.headers()
                .getOrDefault("prefer", "")
                .toLowerCase(Locale.ROOT)
                .contains(preference.toLowerCase(Locale.ROOT));
    }
}
