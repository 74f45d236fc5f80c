package dev.lanyard.entra.http;

import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;

/** What the HTTP client of a connector holds on to, to be given back when the connector is closed. */
public final class HttpResources implements AutoCloseable {

    private final OkHttpClient client;
    private final AtomicBoolean closed = new AtomicBoolean();

    @Inject
    HttpResources(OkHttpClient client) {
        this.client = client;
        Leftovers.acquire();
    }

    /** Closes every connection and ends every thread; calls under way must have been cancelled before. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
            Leftovers.release();
        }
    }
}
