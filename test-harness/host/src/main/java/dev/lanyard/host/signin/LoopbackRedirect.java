package dev.lanyard.host.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lanyard.host.HostException;
import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.auth.AuthorizationAnswer;
import dev.lanyard.spi.auth.AuthorizationRequest;
import dev.lanyard.spi.error.ConnectorException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where a person's browser comes back to: an address of this machine alone, on a port that the system chooses. It takes
 * one answer, the one that belongs to the request; whatever else comes is refused and changes nothing. Nothing that
 * comes is shown in a page.
 */
public final class LoopbackRedirect implements AutoCloseable {

    private static final int BACKLOG = 8;

    private final HttpServer server;
    private final ExecutorService threads;
    private final CompletableFuture<AuthorizationAnswer> answer = new CompletableFuture<>();
    private volatile @Nullable AuthorizationRequest request;

    private LoopbackRedirect(HttpServer server) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "sign-in-redirect");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Begins to listen.
     *
     * @return the listener; the caller closes it
     * @throws HostException if this machine does not let it
     */
    public static LoopbackRedirect open() {
        try {
            InetAddress here = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
            return new LoopbackRedirect(HttpServer.create(new InetSocketAddress(here, 0), BACKLOG));
        } catch (IOException failed) {
            throw new HostException(
                    "this process cannot listen on 127.0.0.1: " + failed,
                    "allow it to, or sign in from another machine",
                    failed);
        }
    }

    /**
     * Where the browser comes back to.
     *
     * @return for example {@code http://localhost:49152}
     */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /**
     * Waits for the answer to a request.
     *
     * @param awaited the request, with this listener's address
     * @param longest how long to wait
     * @param cancellation ends the waiting
     * @return the answer
     * @throws HostException if nobody has answered in time, or nobody waits any more
     */
    public AuthorizationAnswer await(AuthorizationRequest awaited, Duration longest, Cancellation cancellation) {
        request = awaited;
        Cancellation.Registration registration = cancellation.onCancel(() -> answer.cancel(false));
        try (registration) {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new HostException(
                    "nobody has signed in within " + longest.toSeconds() + " s",
                    "begin again, and open the address that is shown then",
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stopped();
        } catch (CancellationException cancelled) {
            throw stopped();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static HostException stopped() {
        return new HostException("the sign-in was stopped", "begin again when you want to sign in");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            AuthorizationRequest awaited = request;
            if (!exchange.getRequestURI().getPath().equals("/")) {
                send(exchange, 404, "There is nothing here.");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "A browser comes here by GET.");
            } else if (awaited == null || answer.isDone()) {
                send(exchange, 410, "No sign-in is under way here any more. You can close this window.");
            } else {
                take(exchange, awaited);
            }
        }
    }

    private void take(HttpExchange exchange, AuthorizationRequest awaited) throws IOException {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        AuthorizationAnswer given;
        try {
            given = awaited.answer(query);
        } catch (ConnectorException another) {
            send(exchange, 400, "This belongs to another sign-in. Follow the link that the terminal shows.");
            return;
        }
        // The page first: as soon as the answer is known, this listener may be closed.
        send(
                exchange,
                200,
                given instanceof AuthorizationAnswer.Code
                        ? "Signed in. You can close this window and go back to the terminal."
                        : "Not signed in. The terminal says why. You can close this window.");
        answer.complete(given);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] page = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
                <title>Lanyard</title></head>
                <body><main><h1>Lanyard</h1><p>%s</p></main></body></html>
                """.formatted(text).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        // The address holds the code.
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, page.length);
        // Closed here, not with the exchange: whoever waits for the answer may stop this listener before.
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(page);
        }
    }

    /** Listens no more; closing twice is harmless. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
