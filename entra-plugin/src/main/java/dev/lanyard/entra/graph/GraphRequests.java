package dev.lanyard.entra.graph;

import com.microsoft.graph.groups.GroupsRequestBuilder;
import com.microsoft.graph.users.UsersRequestBuilder;
import com.microsoft.kiota.RequestAdapter;
import java.util.HashMap;
import java.util.Map;

/**
 * The parts of Microsoft Graph that this connector calls, as the SDK's request builders.
 *
 * <p>The SDK's own {@code GraphServiceClient} reaches every part of Graph, so that packing it means packing all 60
 * megabytes of the SDK; these roots leave two thirds of them behind.
 */
public final class GraphRequests {

    private final RequestAdapter adapter;
    private final Map<String, Object> root;

    /**
     * Builds requests for one Graph.
     *
     * @param adapter knows where it answers
     */
    public GraphRequests(RequestAdapter adapter) {
        this.adapter = adapter;
        this.root = Map.of("baseurl", adapter.getBaseUrl());
    }

    /**
     * What begins with {@code /users}.
     *
     * @return the builder
     */
    public UsersRequestBuilder users() {
        return new UsersRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /groups}.
     *
     * @return the builder
     */
    public GroupsRequestBuilder groups() {
        return new GroupsRequestBuilder(new HashMap<>(root), adapter);
    }
}
