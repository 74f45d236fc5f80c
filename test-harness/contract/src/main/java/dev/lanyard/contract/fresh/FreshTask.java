package dev.lanyard.contract.fresh;

import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.walk.PageMark;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPartition;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the fresh JVM is to do. It travels through standard input, as command lines can be read by others.
 *
 * @param jar the plugin
 * @param settings settings that work
 * @param wrongSettings the same with wrong secrets; empty if the plugin has none
 * @param pageSize objects on a page
 * @param probes pages to read again
 * @param changes of which accounts to make some
 * @param feeds pages of feeds to read again; if there are any, nothing else is done
 * @param patienceSeconds how long what should end soon may take
 */
public record FreshTask(
        String jar,
        Map<String, String> settings,
        Map<String, String> wrongSettings,
        int pageSize,
        List<Probe> probes,
        ChangeSamples changes,
        List<FeedProbe> feeds,
        long patienceSeconds)
        implements Serializable {

    /**
     * A page to read again, as texts.
     *
     * @param stream of the partition
     * @param shard of the partition
     * @param incremental of the partition
     * @param definition of the partition
     * @param cursor where the page begins
     */
    public record Probe(String stream, String shard, boolean incremental, String definition, String cursor)
            implements Serializable {
        SyncPartition partition() {
            return new SyncPartition(stream, shard, incremental, definition);
        }

        Cursor position() {
            return new Cursor(cursor);
        }

        private static Probe of(PageMark page) {
            SyncPartition partition = page.partition();
            return new Probe(
                    partition.stream(),
                    partition.shard(),
                    partition.incremental(),
                    partition.definition(),
                    page.cursor().value());
        }
    }

    /**
     * A page of a feed to read again, as texts.
     *
     * @param feed which
     * @param cursor where the page begins
     */
    public record FeedProbe(String feed, String cursor) implements Serializable {}

    /**
     * Makes a task of reading feeds on.
     *
     * @param jar the plugin
     * @param settings settings that work
     * @param pageSize events on a page
     * @param feeds where to read on
     * @return the task
     */
    public static FreshTask ofFeeds(Path jar, Map<String, String> settings, int pageSize, List<FeedProbe> feeds) {
        return new FreshTask(
                jar.toAbsolutePath().toString(), settings, Map.of(), pageSize, List.of(), ChangeSamples.NONE, feeds, 0);
    }

    /**
     * Makes a task.
     *
     * @param jar the plugin
     * @param settings settings that work
     * @param wrongSettings the same with wrong secrets; empty if the plugin has none
     * @param pageSize objects on a page
     * @param pages pages to read again
     * @param changes of which accounts to make some; empty for none
     * @param patience how long what should end soon may take
     * @return the task
     */
    public static FreshTask of(
            Path jar,
            Map<String, String> settings,
            Map<String, String> wrongSettings,
            int pageSize,
            List<PageMark> pages,
            Optional<ChangeSamples> changes,
            Duration patience) {
        return new FreshTask(
                jar.toAbsolutePath().toString(),
                settings,
                wrongSettings,
                pageSize,
                pages.stream().map(Probe::of).toList(),
                changes.orElse(ChangeSamples.NONE),
                List.of(),
                patience.toSeconds());
    }

    /** Without the settings, as some are secret. */
    @Override
    public String toString() {
        return "task for " + jar;
    }
}
