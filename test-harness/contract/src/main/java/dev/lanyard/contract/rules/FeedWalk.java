package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.host.sync.CursorLoopDetector;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.sync.Cursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads a feed to the end of what there is, and notes what it told.
 *
 * @param told the ids of the events, in the order in which they were told
 * @param byPage the same, page by page
 * @param pages where each page began
 * @param end where to go on
 */
record FeedWalk(List<String> told, List<List<String>> byPage, List<FeedStart> pages, FeedStart.After end) {

    /** So many pages, or so many without an event, are taken for a feed that never ends, whatever its cursors are. */
    private static final int MOST_PAGES = 10_000;

    private static final int MOST_SILENT_PAGES = 1_000;

    /** Reads on with one connector. */
    static FeedWalk with(OpenConnector open, String feed, FeedStart from, int pageSize) {
        return read(feed, from, start -> open.connector().events(feed, start, pageSize));
    }

    /**
     * Has the first few pages read each by a connector of a plugin that was loaded for it, and remembers nothing; the
     * rest by one that remembers nothing of those.
     */
    static FeedWalk afresh(Trial trial, String feed, FeedStart from, int pageSize) {
        try (Replacements plugins = new Replacements(trial)) {
            return read(feed, from, start -> {
                try (OpenConnector open =
                        trial.open(plugins.next(), trial.subject().settings())) {
                    return open.connector().events(feed, start, pageSize);
                }
            });
        }
    }

    /** Loads the plugin anew for each of the first pages. */
    private static final class Replacements implements AutoCloseable {

        private static final int MOST = 4;

        private final Trial trial;
        private final Deque<LoadedPlugin> loaded = new ArrayDeque<>();

        Replacements(Trial trial) {
            this.trial = trial;
        }

        LoadedPlugin next() {
            if (loaded.size() < MOST) {
                loaded.push(PluginLoader.load(trial.subject().jar()));
            }
            return loaded.peek();
        }

        @Override
        public void close() {
            loaded.forEach(LoadedPlugin::close);
        }
    }

    private interface Reader {
        EventPage read(FeedStart start);
    }

    private static FeedWalk read(String feed, FeedStart from, Reader reader) {
        List<String> told = new ArrayList<>();
        List<List<String>> byPage = new ArrayList<>();
        List<FeedStart> pages = new ArrayList<>();
        FeedStart start = from;
        int silent = 0;
        CursorLoopDetector loops = new CursorLoopDetector(new Cursor(
                from instanceof FeedStart.After after ? after.cursor().value() : ""));
        while (true) {
            pages.add(start);
            EventPage page = reader.read(start);
            byPage.add(page.events().stream().map(Event::id).toList());
            told.addAll(byPage.get(byPage.size() - 1));
            silent = page.events().isEmpty() ? silent + 1 : 0;
            FeedStart.After next = new FeedStart.After(page.next());
            if (!page.more()) {
                return new FeedWalk(told, byPage, pages, next);
            }
            boolean endless = pages.size() >= MOST_PAGES || silent >= MOST_SILENT_PAGES;
            if (endless || loops.repeats(new Cursor(page.next().value()))) {
                throw new RuleBroken("the feed '" + feed + "' does not end: after " + pages.size()
                        + " pages it says that there is more" + (told.isEmpty() ? ", and has told nothing" : ""));
            }
            start = next;
        }
    }
}
