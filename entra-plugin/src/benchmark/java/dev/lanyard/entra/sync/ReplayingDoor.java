package dev.lanyard.entra.sync;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lets a real door answer at first, and later gives the same pages again from memory. For one thread. */
final class ReplayingDoor implements GraphDoor {

    private final GraphDoor real;
    private final List<RawPage> pages = new ArrayList<>();
    private boolean replaying;
    private int next;

    ReplayingDoor(GraphDoor real) {
        this.real = real;
    }

    /** Forgets the pages so far, and keeps those that come. */
    void record() {
        pages.clear();
        replaying = false;
    }

    /** Gives the recorded pages again, from the first one. */
    void replay() {
        replaying = true;
        next = 0;
    }

    /** The bodies of what was recorded. */
    List<byte[]> bodies() {
        return pages.stream().map(RawPage::body).toList();
    }

    @Override
    public GraphRequests requests() {
        return real.requests();
    }

    @Override
    public RawPage read(RequestInformation request) {
        return replaying ? pages.get(next++) : keep(real.read(request));
    }

    @Override
    public RawPage follow(String nextLink, Map<String, String> headers) {
        return replaying ? pages.get(next++) : keep(real.follow(nextLink, headers));
    }

    private RawPage keep(RawPage page) {
        pages.add(page);
        return page;
    }

    @Override
    public RawPage ask(RequestInformation question) {
        throw new UnsupportedOperationException("no stream that is measured asks questions");
    }

    @Override
    public List<BatchReply> batch(List<RequestInformation> requests) {
        if (replaying && !requests.isEmpty()) {
            throw new UnsupportedOperationException("no page that is measured needs a batch");
        }
        return real.batch(requests);
    }

    @Override
    public void forget(String path) {}

    @Override
    public void forgetAll() {}
}
