package dev.lanyard.host.connectors;

import dev.lanyard.host.Problem;
import dev.lanyard.host.event.FeedListener;
import dev.lanyard.host.event.SyncDueException;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.event.EventPage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes into a connector's log what a feed tells, on the way to another listener. For one thread: who follows a feed
 * looks again every minute, so that what is told each time is written once.
 */
final class FeedJournal implements FeedListener {

    private final ConnectorLog log;
    private final String feed;
    private final FeedListener next;
    private final Set<String> noticed = new HashSet<>();

    FeedJournal(ConnectorLog log, String feed, FeedListener next) {
        this.log = log;
        this.feed = "feed " + feed + ": ";
        this.next = next;
    }

    @Override
    public void told(EventPage page) {
        page.notices().stream()
                .filter(notice -> noticed.add(notice.code()))
                .forEach(notice -> log.warn(new Problem(feed + notice.message(), notice.remedy())));
        if (!page.events().isEmpty()) {
            log.info(feed + page.events().size() + " events");
        }
        next.told(page);
    }

    @Override
    public void takenIn(int news) {
        if (news > 0) {
            log.info(feed + news + " records brought up to date");
        }
        next.takenIn(news);
    }

    @Override
    public void retrying(ConnectorException error, Duration wait) {
        log.warn(feed + error.getMessage() + "; trying again in " + wait.toMillis() + " ms");
        next.retrying(error, wait);
    }

    @Override
    public void syncDue(SyncDueException due) {
        due.problems().forEach(log::warn);
        next.syncDue(due);
    }
}
