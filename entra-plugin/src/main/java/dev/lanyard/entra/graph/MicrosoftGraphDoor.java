package dev.lanyard.entra.graph;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The door to Graph: the cache before, the retries around and the checks behind a {@link GraphConnection}. */
final class MicrosoftGraphDoor implements GraphDoor, GraphWriter {

    private final EntraSettings settings;
    private final GraphConnection connection;
    private final GraphErrors errors;
    private final Retries retries;
    private final PageCache cache;
    private final BatchSender batches;
    private final WriteSender writes;

    @Inject
    MicrosoftGraphDoor(
            EntraSettings settings,
            GraphConnection connection,
            GraphErrors errors,
            Retries retries,
            PageCache cache,
            BatchSender batches,
            WriteSender writes) {
        this.settings = settings;
        this.connection = connection;
        this.errors = errors;
        this.retries = retries;
        this.cache = cache;
        this.batches = batches;
        this.writes = writes;
    }

    @Override
    public GraphRequests requests() {
        return connection.requests();
    }

    @Override
    public RawPage read(RequestInformation request) {
        if (Endpoint.methodOf(request) != HttpMethod.GET) {
            throw new IllegalArgumentException("only a GET can be read");
        }
        if (request.headers.getOrDefault("Cache-Control", Set.of()).contains("no-cache")) {
            return fetch(request);
        }
        return cache.get(PageKey.of(request, settings.graphBase()), () -> fetch(request));
    }

    @Override
    public RawPage follow(String nextLink, Map<String, String> headers) {
        RequestInformation request = new RequestInformation();
        request.httpMethod = HttpMethod.GET;
        request.setUri(ownAddress(nextLink));
        request.headers.add("Accept", "application/json");
        headers.forEach(request.headers::add);
        return read(request);
    }

    @Override
    public RawPage ask(RequestInformation question) {
        if (Endpoint.methodOf(question) != HttpMethod.POST) {
            throw new IllegalArgumentException("a question is a POST");
        }
        return fetch(question);
    }

    @Override
    public List<BatchReply> batch(List<RequestInformation> requests) {
        return requests.isEmpty() ? List.of() : batches.send(requests);
    }

    @Override
    public List<BatchReply> batchOfEach(List<RequestInformation> requests) {
        return requests.isEmpty() ? List.of() : batches.sendEach(requests);
    }

    @Override
    public WriteReply write(GraphWrite write) {
        try {
            return writes.send(write);
        } finally {
            TouchedPages.of(write).forEach(cache::forget);
        }
    }

    @Override
    public List<WriteReply> write(List<GraphWrite> many) {
        for (GraphWrite write : many) {
            if (write.repeating() == GraphWrite.Repeating.HARMFUL) {
                throw new IllegalArgumentException("a write that must not be repeated cannot be part of a batch");
            }
        }
        try {
            return many.size() == 1 ? List.of(writes.send(many.get(0))) : batches.write(many);
        } finally {
            many.stream()
                    .flatMap(write -> TouchedPages.of(write).stream())
                    .distinct()
                    .forEach(cache::forget);
        }
    }

    @Override
    public void forget(String path) {
        cache.forget(path);
    }

    @Override
    public void forgetAll() {
        cache.forgetAll();
    }

    private RawPage fetch(RequestInformation request) {
        Endpoint endpoint = Endpoint.of(request, settings.graphBase());
        long estimate = ResourceUnits.estimate(endpoint);
        RunningCost cost = new RunningCost();
        return retries.run(attempt -> {
            Answer answer = connection.send(request, endpoint, estimate, attempt > 0, cost);
            if (!answer.succeeded()) {
                throw errors.explain(endpoint, answer);
            }
            requireWhole(endpoint, answer);
            return new RawPage(answer.body(), cost.sum());
        });
    }

    private void requireWhole(Endpoint endpoint, Answer answer) {
        // A bare number, as text.
        if (endpoint.path().endsWith("/$count")) {
            return;
        }
        String type = answer.header("Content-Type").orElse("");
        if (!type.startsWith("application/json")) {
            throw errors.unreadable(endpoint, answer, "is not JSON but '" + type + "'");
        }
        if (!Json.isComplete(answer.body())) {
            throw errors.unreadable(endpoint, answer, "is not a whole JSON text");
        }
    }

    private URI ownAddress(String link) {
        URI graph = settings.graphUrl();
        try {
            URI address = new URI(link);
            if (graph.getScheme().equalsIgnoreCase(address.getScheme())
                    && graph.getHost().equalsIgnoreCase(address.getHost())
                    && port(graph) == port(address)
                    && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            throw foreign();
        }
        throw foreign();
    }

    private static int port(URI address) {
        return address.getPort() < 0 ? 443 : address.getPort();
    }

    private ConnectorException foreign() {
        return ConnectorException.of(
                        ErrorKind.INVALID,
                        "the link to the next page does not lead to " + settings.graphUrl()
                                + ", so it is not followed: the token must not go elsewhere",
                        "read the stream anew; if it stays so, look at proxies and gateways on the way")
                .build();
    }
}
