package dev.lanyard.entra.sync;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.List;
import java.util.Map;

/** A door to a tenant of a kind that does not offer everything: refuses some first requests, and passes all others. */
record RefusingDoor(GraphDoor door, List<String> refused) implements GraphDoor {

    @Override
    public GraphRequests requests() {
        return door.requests();
    }

    @Override
    public RawPage read(RequestInformation request) {
        String what = request.urlTemplate + request.getQueryParameters();
        if (refused.stream().anyMatch(what::contains)) {
            throw ConnectorException.of(ErrorKind.INVALID, "not for this tenant", "none")
                    .build();
        }
        return door.read(request);
    }

    @Override
    public RawPage follow(String nextLink, Map<String, String> headers) {
        return door.follow(nextLink, headers);
    }

    @Override
    public RawPage ask(RequestInformation question) {
        return door.ask(question);
    }

    @Override
    public List<BatchReply> batch(List<RequestInformation> requests) {
        return door.batch(requests);
    }

    @Override
    public void forgetAll() {
        // Nothing is remembered.
    }

    @Override
    public void forget(String path) {
        door.forget(path);
    }
}
