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

    /** What a delta query is about. */
    public enum About {
        /** Users; the same query wherever users are read. */
        USERS("users", "/users"),
        /** Service principals; the same query wherever these are read. */
        PRINCIPALS("service principals", "/servicePrincipals");

        private final String words;
        private final String path;

        About(String words, String path) {
            this.words = words;
            this.path = path;
        }
    }

    private final GraphDoor door;
    private final Map<About, String> links = new ConcurrentHashMap<>();

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
     * Asks for the link, unless a stream about the same has asked since this was told to forget. Pages of the list that
     * were cached before are dropped: what changed between them and the link would be in neither.
     *
     * @param page gains the cost, and a notice if Graph offers no delta query here
     * @param request a delta query with all of its options; {@code $deltatoken=latest} is added
     * @param about what the query is about
     * @return the link as {@link Marks#DELTA}; no notes where the kind of tenant offers none, as external-ID and B2C
     *     tenants do
     */
    public Marks latest(PageBuilder page, RequestInformation request, About about) {
        return link(page, request, about)
                .map(link -> Marks.NONE.with(Marks.DELTA, link))
                .orElse(Marks.NONE);
    }

    private Optional<String> link(PageBuilder page, RequestInformation request, About about) {
        Optional<String> known = Optional.ofNullable(links.get(about));
        if (known.isPresent()) {
            return known;
        }
        request.urlTemplate = request.urlTemplate.contains("{?")
                ? request.urlTemplate.replace("{?", "{?%24deltatoken,")
                : request.urlTemplate + "{?%24deltatoken}";
        request.addQueryParameter("%24deltatoken", "latest");
        try {
            RawPage raw = door.read(request);
            page.spent(raw.cost());
            Optional<String> link = READER.read(raw.body(), RowVisitor.IGNORE).deltaLink();
            door.forget(about.path);
            link.ifPresent(now -> links.putIfAbsent(about, now));
            return link.map(now -> links.getOrDefault(about, now));
        } catch (ConnectorException e) {
            if (e.kind() != ErrorKind.UNSUPPORTED && e.kind() != ErrorKind.INVALID) {
                throw e;
            }
            page.notice(new Notice(
                    "no-changes-of-" + about.words.replace(' ', '-'),
                    "Microsoft Graph tells no changes of " + about.words + " here (" + e.getMessage()
                            + "); every sync reads them in full",
                    "nothing needs to be done; external-ID and B2C tenants offer no delta query"));
            return Optional.empty();
        }
    }
}
