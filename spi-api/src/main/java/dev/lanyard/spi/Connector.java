package dev.lanyard.spi;

import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One opened connection to one system.
 *
 * <p>Every method may be called from many threads at once, and blocks until it has its answer. Every method that can
 * call the system throws a {@link ConnectorException} of kind {@code DEFECT} after the connector was closed, of kind
 * {@code CANCELLED} once the host has cancelled or the host's deadline has passed; only {@link #apply} may say so in
 * the results instead. Trouble that a method does not name ends in one of kind {@code AUTHENTICATION},
 * {@code PERMISSION}, {@code THROTTLED} or {@code UNAVAILABLE}.
 */
public interface Connector extends AutoCloseable {

    /**
     * Finds out, capability by capability, what works with this configuration, and what is missing where something does
     * not. Writes nothing to the system. A wrong secret or a missing permission is an answer, not an error.
     *
     * @return a status for every stream, change, action and feed that the descriptor lists
     */
    CheckReport check();

    /**
     * Splits a sync into pieces that can be read independently, on several threads or machines.
     *
     * @param request which streams to read, and from which checkpoints
     * @return the partitions, at least one for each requested stream that the settings do not switch off
     * @throws ConnectorException of kind {@code UNSUPPORTED} for a stream that the descriptor does not list, or a
     *     checkpoint for a stream that is not incremental; of kind {@code CHECKPOINT_EXPIRED} for a checkpoint that is
     *     foreign, damaged or was made under settings that read something else
     */
    List<SyncPartition> plan(SyncRequest request);

    /**
     * Reads one page. The connector keeps nothing that the cursor does not carry: the same page can be read again, by
     * another process too, as long as the system itself still honours the cursor.
     *
     * <p>A page without records is not the end; only {@link SyncPage#next()} tells.
     *
     * @param partition one of the partitions that {@link #plan} answered
     * @param cursor {@link Cursor#start()}, or the cursor that the page before carried
     * @return the page
     * @throws ConnectorException of kind {@code CHECKPOINT_EXPIRED} if the system no longer honours the checkpoint or
     *     cursor, of kind {@code INVALID} if the cursor is not one of this connector's
     */
    SyncPage read(SyncPartition partition, Cursor cursor);

    /**
     * Computes what a full read of a stream would cost at the very least, to be shown beside what it has cost. Calls
     * nothing; to be asked of a connector that is open.
     *
     * @param stream the id of a stream of the descriptor
     * @param size what a full read of it has yielded
     * @return the cost, or empty if this connector does not know
     */
    default Optional<ReadCost> leastCost(String stream, StreamSize size) {
        return Optional.empty();
    }

    /**
     * Changes the system, one request or many. One that cannot be done harms no other.
     *
     * <p>Requests that the system can take together are sent together, so that many cost little more than one; they may
     * be carried out in any order, but those about the same grant or resource in the order given. What is cached of a
     * changed object is dropped.
     *
     * @param requests what should be so; operation ids are unique among them
     * @return a result for each, in their order; a request that no {@code ChangeDescriptor} covers has failed with
     *     {@code UNSUPPORTED}, one that was not reached when the host cancelled with {@code CANCELLED}
     */
    default List<ChangeResult> apply(List<ChangeRequest> requests) {
        return requests.stream().map(UnsupportedChange::refuse).toList();
    }

    /**
     * Reads what has happened since a time or since an earlier page. As with {@link #read}, the connector keeps nothing
     * that the cursor does not carry. Each event is told once, however the system repeats, delays or shuffles what it
     * tells, as long as it is not later than the feed's {@code lateness}.
     *
     * @param feed the id of a feed of the descriptor
     * @param from where to begin
     * @param pageSize how many events of the system the page should hold at most, from 1 to 999; where the system
     *     itself chooses, that counts
     * @return the page
     * @throws ConnectorException of kind {@code UNSUPPORTED} for a feed that the descriptor does not list; of kind
     *     {@code CONFIGURATION} for one that a setting switches off, naming the setting; of kind {@code PERMISSION} if
     *     the system does not permit it, naming the permission or licence; of kind {@code CHECKPOINT_EXPIRED} if the
     *     system has forgotten what came next: then a sync is due; of kind {@code INVALID} if the cursor is not one of
     *     this connector's
     */
    default EventPage events(String feed, FeedStart from, int pageSize) {
        throw ConnectorException.of(
                        ErrorKind.UNSUPPORTED,
                        "this connector has no feed '" + feed + "'",
                        "ask for one of the feeds that its descriptor lists")
                .build();
    }

    /**
     * Counts the calls made since this connector was opened. Can be asked at any time, also after closing.
     *
     * @return traffic by the name of the service called, for example {@code graph}; without any secret
     */
    Map<String, ServiceTraffic> traffic();

    /**
     * Ends calls under way, and gives back every thread, connection and secret. Closing twice is harmless.
     *
     * <p>Never throws.
     */
    @Override
    void close();
}
