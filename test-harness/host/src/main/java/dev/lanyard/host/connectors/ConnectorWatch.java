package dev.lanyard.host.connectors;

import dev.lanyard.host.event.FeedListener;
import dev.lanyard.host.provision.Answer;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.Secret;
import java.util.Collection;
import java.util.List;

/** Hears what is done with a connector, so that its state and its log tell it. Safe for use by many threads. */
public interface ConnectorWatch {

    /** For a connector that is not registered: nothing is written down. */
    ConnectorWatch NONE = new ConnectorWatch() {};

    /** Something that is under way until it is closed, or its process dies. */
    @FunctionalInterface
    interface Activity extends AutoCloseable {
        /** It has ended; what it came to was told before. */
        @Override
        void close();
    }

    /**
     * It is about to be opened and tried.
     *
     * @return close it when that has ended
     */
    default Activity connecting() {
        return () -> {};
    }

    /**
     * It is about to be read.
     *
     * @return close it when that has ended
     * @throws dev.lanyard.host.HostException if another process is reading it
     */
    default Activity syncing() {
        return () -> {};
    }

    /**
     * Its settings were read.
     *
     * @param secrets what stands in them and must not be in its log, whoever lets it slip
     */
    default void conceal(Collection<Secret> secrets) {}

    /**
     * It was tried.
     *
     * @param report what was found
     */
    default void checked(CheckReport report) {}

    /**
     * It was read, or an error of its own kept it from being read.
     *
     * @param outcome what came of it
     */
    default void synced(SyncOutcome outcome) {}

    /**
     * It could not be opened, tried or read at all.
     *
     * @param failure why
     */
    default void failed(RuntimeException failure) {}

    /**
     * Changes were asked of it.
     *
     * @param answers what came of them, in the order in which they were asked for
     * @param requestedBy who asked
     */
    default void changed(List<Answer> answers, String requestedBy) {}

    /**
     * A person has signed in for it.
     *
     * @param account who, as the system names accounts
     */
    default void signedIn(String account) {}

    /**
     * A part of it has failed, which says something of the rest only if nobody is let in.
     *
     * @param part which, for people, for example {@code feed changes}
     * @param failure why
     */
    default void failed(String part, RuntimeException failure) {}

    /**
     * Listens to a feed on the way to another listener.
     *
     * @param feed its name
     * @param next who hears all of it
     * @return a listener for the feed
     */
    default FeedListener listening(String feed, FeedListener next) {
        return next;
    }

    /**
     * Listens to a sync on the way to another listener.
     *
     * @param next who hears all of it
     * @return a listener for the sync
     */
    default SyncListener listening(SyncListener next) {
        return next;
    }
}
