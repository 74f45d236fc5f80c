package dev.lanyard.entra.sync.page;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks Graph for the delta-link of this moment, before a list is read: what changes while the list is being read is
 * then a change since.
 *
 * <p>Streams about the same objects are given the same link. So they go on asking for the same pages of changes, sync
 * after sync, and the page cache answers all but the first. A link that is older than a stream's own reading does no
 * harm: it only tells of changes that the stream has seen already. Safe for use by many threads.
 */
public final class DeltaStarts {

    private static final PageReader READER =
            new PageReader("changes", PropertyTable.builder().build(), Set.of());

    private final GraphDoor door;
    private final Map<String, String> links = new ConcurrentHashMap<>();

    /**
     * Makes an empty memory.
     *
     * @param door the way to Graph
     */
    public DeltaStarts(GraphDoor door) {
        this.door = door;
    }

    /** Forgets the links: what begins now begins at this moment. */
    public void forget() {
        links.clear();
    }

    /**
     * Asks for the link, unless a stream about the same has asked since this was told to forget.
     *
     * @param page gains the cost, and a notice if Graph offers no delta query here
     * @param request a delta query with all of its options; {@code $deltatoken=latest} is added
     * @param what what the query is about, in words for the notice; the same query has the same words
     * @return the link; empty where the kind of tenant offers none, as external-ID and B2C tenants do
     */
    public Optional<String> latest(PageBuilder page, RequestInformation request, String what) {
        if (links.containsKey(what)) {
            return Optional.ofNullable(links.get(what));
        }
        request.urlTemplate = request.urlTemplate.contains("{?")
                ? request.urlTemplate.replace("{?", "{?%24deltatoken,")
                : request.urlTemplate + "{?%24deltatoken}";
        request.addQueryParameter("%24deltatoken", "latest");
        try {
            RawPage raw = door.read(request);
            page.spent(raw.cost());
            Optional<String> link = READER.read(raw.body(), RowVisitor.IGNORE).deltaLink();
            link.ifPresent(now -> links.putIfAbsent(what, now));
            return link.map(now -> links.getOrDefault(what, now));
        } catch (ConnectorException e) {
            if (e.kind() != ErrorKind.UNSUPPORTED && e.kind() != ErrorKind.INVALID) {
                throw e;
            }
            page.notice(new Notice(
                    "no-changes-of-" + what.replace(' ', '-'),
                    "Microsoft Graph tells no changes of " + what + " here (" + e.getMessage()
                            + "); every sync reads them in full",
                    "nothing needs to be done; external-ID and B2C tenants offer no delta query"));
            return Optional.empty();
        }
    }
}
