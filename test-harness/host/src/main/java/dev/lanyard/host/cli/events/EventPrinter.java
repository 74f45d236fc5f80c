package dev.lanyard.host.cli.events;

import dev.lanyard.host.HostException;
import dev.lanyard.host.PlainLine;
import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.event.FeedListener;
import dev.lanyard.host.event.SyncDueException;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import java.time.Duration;
import java.util.Optional;

/** Prints what a feed tells, an event a line, as it comes; what is out of the ordinary goes to standard error. */
final class EventPrinter implements FeedListener {

    private final CommonOptions options;
    private final Store store;
    private long events;
    private long news;

    EventPrinter(CommonOptions options, Store store) {
        this.options = options;
        this.store = store;
    }

    @Override
    public void told(EventPage page) {
        page.notices().forEach(notice -> options.warn(new Problem(notice.message(), notice.remedy())));
        page.skipped()
                .forEach(row -> options.err()
                        .println(PlainLine.of(
                                "left out: " + row.subject() + " (" + row.reason() + "): " + row.detail())));
        options.err().flush();
        Optional<StoreReader> reader = page.events().isEmpty() ? Optional.empty() : store.read();
        try {
            EventText text = new EventText(reader, page.events());
            for (Event event : page.events()) {
                if (options.json()) {
                    JsonText.writeLine(options.out(), text.json(event));
                } else {
                    options.out().println(PlainLine.of(text.line(event)));
                }
            }
        } finally {
            reader.ifPresent(StoreReader::close);
        }
        // What nobody could read has not been told.
        if (options.out().checkError()) {
            throw new HostException(
                    "the events cannot be written to standard output",
                    "repeat the command: the feed is gone on with where it was last written");
        }
        events += page.events().size();
    }

    @Override
    public void takenIn(int records) {
        news += records;
    }

    @Override
    public void retrying(ConnectorException error, Duration wait) {
        say(error.getMessage() + "; trying again in " + Words.seconds(wait));
    }

    @Override
    public void syncDue(SyncDueException due) {
        due.problems().forEach(options::warn);
        options.err().flush();
    }

    /** Says for people what came of it. */
    void finish(boolean applied) {
        if (!options.json()) {
            say(Words.number(events) + " events"
                    + (applied ? ", " + Words.number(news) + " records brought up to date" : ""));
        }
    }

    private void say(String line) {
        options.err().println(PlainLine.of(line));
        options.err().flush();
    }
}
