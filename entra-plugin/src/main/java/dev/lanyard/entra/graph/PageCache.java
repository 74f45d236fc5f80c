package dev.lanyard.entra.graph;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Raw pages, kept for a short while so that several streams can walk the same list at the price of one.
 *
 * <p>Bounded by bytes. A page that several threads want at once is read by the first, for all of them. It is never a
 * source of truth: with a size of 0 nothing is kept and the records are the same. Safe for use by many threads.
 */
final class PageCache {

    private static final long LOOK_UP = 200;

    private final AsyncCache<PageKey, byte[]> pages;
    private final boolean enabled;
    private final Patience patience;

    @Inject
    PageCache(EntraSettings settings, Patience patience) {
        this.enabled = settings.pageCacheBytes() > 0;
        this.patience = patience;
        this.pages = Caffeine.newBuilder()
                .maximumWeight(settings.pageCacheBytes())
                .weigher((PageKey key, byte[] page) -> key.weight() + page.length)
                .expireAfterWrite(settings.pageCacheLifetime())
                // On the thread that reads: the common pool's threads would outlive the connector.
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * Answers a page from the cache, from another thread that is reading it, or by reading it.
     *
     * @param key which page
     * @param reading reads it
     * @return the page; free of cost unless this very call has read it
     */
    RawPage get(PageKey key, Supplier<RawPage> reading) {
        if (!enabled) {
            return reading.get();
        }
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> known = pages.asMap().putIfAbsent(key, mine);
        return known == null ? load(mine, reading) : new RawPage(await(known), ReadCost.FREE);
    }

    private static RawPage load(CompletableFuture<byte[]> page, Supplier<RawPage> reading) {
        try {
            RawPage read = reading.get();
            page.complete(read.body());
            return read;
        } catch (RuntimeException | Error failure) {
            page.completeExceptionally(failure);
            throw failure;
        }
    }

    private byte[] await(CompletableFuture<byte[]> page) {
        while (true) {
            try {
                return page.get(LOOK_UP, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                patience.check();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw ConnectorException.of(ErrorKind.CANCELLED, "the thread was interrupted", "call again")
                        .build();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
    }

    /** Drops every page at or below a path, such as {@code /groups}. */
    void forget(String path) {
        pages.asMap().keySet().removeIf(key -> key.isAtOrBelow(path));
    }
}
