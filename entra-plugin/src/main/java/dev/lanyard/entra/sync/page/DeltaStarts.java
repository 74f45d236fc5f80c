package dev.lanyard.entra.sync.changes;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.rows.PageReader;
import dev.lanyard.entra.sync.rows.PropertyTable;
import dev.lanyard.entra.sync.rows.RowVisitor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Graph for the delta-link of this moment, before a list is read: what changes while the list is being read is
 * then a change since.
 */
public final class DeltaStart {

    private static final PageReader READER =
            new PageReader("changes", PropertyTable.builder().build(), Set.of());

    private DeltaStart() {}

    /**
     * Asks for the link.
     *
     * @param door the way to Graph
     * @param page gains the cost, and a notice if Graph offers no delta query here
     * @param request a delta query with all of its options; {@code $deltatoken=latest} is added
     * @param what what the query is about, in words for the notice
     * @return the link; empty where the kind of tenant offers none, as external-ID and B2C tenants do
     */
    public static Optional<String> latest(GraphDoor door, PageBuilder page, RequestInformation request, String what) {
        request.urlTemplate = request.urlTemplate.contains("{?")
                ? request.urlTemplate.replace("{?", "{?%24deltatoken,")
                : request.urlTemplate + "{?%24deltatoken}";
        request.addQueryParameter("%24deltatoken", "latest");
        try {
            RawPage raw = door.read(request);
            page.spent(raw.cost());
            return READER.read(raw.body(), RowVisitor.IGNORE).deltaLink();
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
