package dev.lanyard.entra.graph;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import jakarta.inject.Inject;
import java.util.Optional;
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

    /** How often, in milliseconds, one who waits for another's page asks whether the host still wants it. */
    private static final long LOOK_UP = 200;

    /**
     * What came of reading a page. A failure is a value like any other here: the cache would write a stack trace into
     * the log for each future that ends with an exception.
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Loaded(byte[] body, Optional<RuntimeException> failure) {
        byte[] orThrow() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return body;
        }

        boolean cancelled() {
            return failure.filter(ConnectorException.class::isInstance)
                    .map(ConnectorException.class::cast)
                    .filter(each -> each.kind() == ErrorKind.CANCELLED)
                    .isPresent();
        }
    }

    private final AsyncCache<PageKey, Loaded> pages;
    private final boolean enabled;
    private final Patience patience;

    @Inject
    PageCache(EntraSettings settings, Patience patience) {
        this.enabled = settings.pageCacheBytes() > 0;
        this.patience = patience;
        this.pages = Caffeine.newBuilder()
                .maximumWeight(settings.pageCacheBytes())
                .weigher((PageKey key, Loaded page) -> key.weight() + page.body.length)
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
        while (true) {
            CompletableFuture<Loaded> mine = new CompletableFuture<>();
            CompletableFuture<Loaded> known = pages.asMap().putIfAbsent(key, mine);
            if (known == null) {
                return load(key, mine, reading);
            }
            Loaded page = await(known);
            if (!page.cancelled()) {
                return new RawPage(page.orThrow(), ReadCost.FREE);
            }
            // Whoever was reading had to stop, and this one perhaps not.
            patience.check();
        }
    }

    private RawPage load(PageKey key, CompletableFuture<Loaded> page, Supplier<RawPage> reading) {
        Loaded loaded = new Loaded(new byte[0], Optional.of(new IllegalStateException("the reader died")));
        try {
            RawPage read = reading.get();
            loaded = new Loaded(read.body(), Optional.empty());
            return read;
        } catch (RuntimeException failure) {
            loaded = new Loaded(new byte[0], Optional.of(failure));
            throw failure;
        } finally {
            // A failure is for those who wait now, not for those who come later.
            if (loaded.failure.isPresent()) {
                pages.asMap().remove(key, page);
            }
            page.complete(loaded);
        }
    }

    private Loaded await(CompletableFuture<Loaded> page) {
        while (true) {
            try {
                return page.get(LOOK_UP, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                patience.check();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw ConnectorException.of(ErrorKind.CANCELLED, "the thread was interrupted", "call again")
                        .build();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Drops every page. */
    void forgetAll() {
        pages.asMap().clear();
    }

    /** Drops every page at or below a path, such as {@code /groups}. */
    void forget(String path) {
        pages.asMap().keySet().removeIf(key -> key.isAtOrBelow(path));
    }
}
