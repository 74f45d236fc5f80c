package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PageCacheTest {

    private static final PageKey KEY = new PageKey("/users", "https://graph.test/v1.0/users", Map.of());
    private static final RawPage PAGE = new RawPage(new byte[] {1}, new ReadCost(1, 1));

    private final TestHost host = new TestHost();
    private final Patience patience = new Patience(host);
    private final PageCache cache = new PageCache(
            EntraSettings.from(EntraSchema.schema()
                    .configure(Map.of(
                            "tenantId",
                            "contoso.onmicrosoft.com",
                            "clientId",
                            "11111111-2222-3333-4444-555555555555",
                            "clientSecret",
                            "secret"))),
            patience);

    @AfterEach
    void stop() {
        patience.close();
    }

    @Test
    void pageWhoseReaderHasToStop_isReadByWhoeverWaitsForIt() {
        assertThat(waitFor(ErrorKind.CANCELLED).join()).isSameAs(PAGE);
    }

    @Test
    void pageThatCannotBeRead_isReadByNobodyElse() {
        assertThatThrownBy(waitFor(ErrorKind.UNAVAILABLE)::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("nothing came");
    }

    /** What comes of waiting for a page that another thread fails to read. */
    private CompletableFuture<RawPage> waitFor(ErrorKind trouble) {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        start(() -> cache.get(KEY, () -> {
            begun.countDown();
            await(end);
            throw ConnectorException.of(trouble, "nothing came", "none").build();
        }));
        await(begun);
        CompletableFuture<RawPage> waiting = new CompletableFuture<>();
        Thread waiter = start(() -> complete(waiting, () -> cache.get(KEY, () -> PAGE)));
        while (waiter.getState() != Thread.State.TIMED_WAITING && waiter.isAlive()) {
            Thread.onSpinWait();
        }
        end.countDown();
        return waiting;
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(() -> complete(new CompletableFuture<>(), () -> {
            work.run();
            return PAGE;
        }));
        thread.start();
        return thread;
    }

    private static void complete(CompletableFuture<RawPage> future, Supplier<RawPage> reading) {
        try {
            future.complete(reading.get());
        } catch (RuntimeException failure) {
            future.completeExceptionally(failure);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
