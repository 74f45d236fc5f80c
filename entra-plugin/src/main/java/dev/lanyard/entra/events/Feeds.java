package dev.lanyard.entra.events;

import dev.lanyard.entra.check.FeedProbe;
import dev.lanyard.entra.sync.SyncStreams;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every feed of a tenant. Safe for use by many threads. */
public final class Feeds {

    private final Map<String, Feed> feeds = new LinkedHashMap<>();

    /**
     * Makes the feeds of one connector.
     *
     * @param context the way to Graph, the settings and the clock
     * @param streams read anew what events are about
     */
    public Feeds(StreamContext context, SyncStreams streams) {
        for (Feed feed : List.of(new ChangesFeed(context, streams), new UsageFeed(context))) {
            feeds.put(feed.descriptor().id(), feed);
        }
    }

    /**
     * Describes every feed, without any connection.
     *
     * @return unmodifiable
     */
    public static List<FeedDescriptor> descriptors() {
        return List.of(ChangesFeed.DESCRIPTOR, UsageFeed.DESCRIPTOR);
    }

    /**
     * Tells how to find out what can be read.
     *
     * @return a probe for each feed, in the order of {@link #descriptors()}
     */
    public List<FeedProbe> probes() {
        return feeds.values().stream()
                .map(feed -> new FeedProbe(
                        feed.descriptor(), feed.wanted() ? Optional.empty() : Optional.of(feed.setting()), feed::probe))
                .toList();
    }

    /**
     * Reads one page.
     *
     * @param id the id of a feed
     * @param from where
     * @param pageSize how many events it should hold at most, from 1 to 999
     * @return the page
     * @throws ConnectorException as {@link dev.lanyard.spi.Connector#events} says
     */
    public EventPage read(String id, FeedStart from, int pageSize) {
        if (pageSize < 1 || pageSize > SyncRequest.MAX_PAGE_SIZE) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "a page of a feed holds from 1 to " + SyncRequest.MAX_PAGE_SIZE + " events, not "
                                    + pageSize,
                            "ask for another size")
                    .build();
        }
        Feed feed = feeds.get(id);
        if (feed == null) {
            throw ConnectorException.of(
                            ErrorKind.UNSUPPORTED,
                            "there is no feed '" + id + "'",
                            "choose from " + String.join(", ", feeds.keySet()))
                    .build();
        }
        if (!feed.wanted()) {
            throw ConnectorException.of(
                            ErrorKind.CONFIGURATION,
                            feed.setting() + ": switches the feed '" + id + "' off",
                            "set " + feed.setting() + " to true to read it")
                    .build();
        }
        try {
            return feed.read(from, pageSize);
        } catch (ConnectorException e) {
            throw e.kind() == ErrorKind.UNSUPPORTED ? notOffered(feed, e) : e;
        }
    }

    /** A tenant or region without the log does not permit the feed, whatever the token grants. */
    private static ConnectorException notOffered(Feed feed, ConnectorException refusal) {
        return ConnectorException.of(
                        ErrorKind.PERMISSION,
                        "the tenant offers nothing for the feed '"
                                + feed.descriptor().id() + "': " + refusal.getMessage(),
                        refusal.remedy() + ", by setting " + feed.setting() + " to false")
                .service(refusal.serviceCode(), refusal.requestId())
                .cause(refusal)
                .build();
    }
}
