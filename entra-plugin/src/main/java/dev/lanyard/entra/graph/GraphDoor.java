package dev.lanyard.entra.graph;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.spi.error.ConnectorException;
import java.util.List;
import java.util.Map;

/**
 * The only way to Microsoft Graph: everything that leaves this connector for Graph goes through here. It changes
 * nothing; what does is a {@link GraphWriter}, behind the same door.
 *
 * <p>The door waits, retries, counts, keeps the budget of resource units and turns every failure into a
 * {@link ConnectorException}; a caller never sees a half page. Safe for use by many threads. Every method that sends
 * ends within about a second of the host's cancellation, with an error of kind {@code CANCELLED}.
 */
public interface GraphDoor {

    /**
     * The SDK's request builders. Build requests with their {@code to…RequestInformation} methods only, and hand them
     * back to this door; the builders themselves are not meant to send.
     *
     * @return the builders, rooted at the v1.0 endpoint of the configured cloud
     */
    GraphRequests requests();

    /**
     * Reads one page or object. The answer may come from the page cache, and is then shared and free of cost, unless
     * the request has the header {@code Cache-Control: no-cache}.
     *
     * @param request a GET
     * @return the answer's body, a complete JSON value
     */
    RawPage read(RequestInformation request);

    /**
     * Reads the page behind a next-link, exactly as Graph wrote it.
     *
     * @param nextLink from an earlier page's {@code @odata.nextLink} (a delta-link works as well)
     * @param headers to send again: Graph does not carry {@code ConsistencyLevel} or {@code Prefer} from page to page
     * @return the page
     * @throws ConnectorException of kind {@code INVALID} if the link does not lead to this connector's own Graph
     *     endpoint: the token must never travel elsewhere
     */
    RawPage follow(String nextLink, Map<String, String> headers);

    /**
     * Asks a question that Graph takes as a POST and that changes nothing, such as one about many objects at once. Its
     * answer never comes from the page cache.
     *
     * @param question a POST whose body can be sent again, as {@link GraphRequests} makes them
     * @return the answer's body, a complete JSON value
     */
    RawPage ask(RequestInformation question);

    /**
     * Sends many reads in batches of up to 20, and repeats the single ones that Graph throttles or fails to serve.
     *
     * @param requests any number of GETs
     * @return a reply for each request, in their order; its status can be an error that repeating does not cure, such
     *     as 404
     * @throws ConnectorException if a reply could not be had at all, or a repeated one kept failing
     */
    List<BatchReply> batch(List<RequestInformation> requests);

    /**
     * Sends many reads as {@link #batch} does, where each is to be judged by itself: what cannot be had, or keeps
     * failing, has the reason in its reply. A door whose batches never fail as a whole needs no other way.
     *
     * @param requests any number of GETs
     * @return a reply for each request, in their order; status 0 where there was no answer
     * @throws ConnectorException of kind {@code CANCELLED} only
     */
    default List<BatchReply> batchOfEach(List<RequestInformation> requests) {
        return batch(requests);
    }

    /**
     * Forgets cached pages that a write has touched.
     *
     * @param path from the version on, for example {@code /groups}; every cached page at or below it is dropped
     */
    void forget(String path);

    /** Forgets every cached page: what begins now must not be answered with what was so before. */
    void forgetAll();
}
