package dev.lanyard.entra.graph;

import com.microsoft.kiota.NativeResponseHandler;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import com.microsoft.kiota.http.OkHttpRequestAdapter;
import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.auth.BearerAuthorization;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.ConnectionTrouble;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.TrafficCounters;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.traffic.CallCounts;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request to Graph, once, through the SDK's adapter, and counts it. Never more requests at a time than the
 * {@code concurrency} setting allows.
 */
final class GraphConnection {

    private static final Logger LOG = LoggerFactory.getLogger(GraphConnection.class);

    /** No page of at most 999 objects comes near it; a body beyond it is not a page. */
    private static final int LARGEST_BODY = 64 * 1024 * 1024;

    private static final Duration TURN = Duration.ofMillis(200);

    private final EntraSettings settings;
    private final AccessTokens tokens;
    private final Patience patience;
    private final TrafficControl traffic;
    private final TrafficCounters counters;
    private final OkHttpRequestAdapter adapter;
    private final GraphRequests requests;
    private final Semaphore turns;

    @Inject
    GraphConnection(
            EntraSettings settings,
            AccessTokens tokens,
            OkHttpClient client,
            Patience patience,
            TrafficControl traffic,
            TrafficCounters counters) {
        this.settings = settings;
        this.tokens = tokens;
        this.patience = patience;
        this.traffic = traffic;
        this.counters = counters;
        this.adapter = new OkHttpRequestAdapter(
                new AnonymousAuthenticationProvider(),
                null,
                null,
                client.newBuilder()
                        .addInterceptor(new BearerAuthorization(tokens, settings.graphUrl()))
                        .build());
        this.adapter.setBaseUrl(settings.graphBase());
        this.requests = new GraphRequests(adapter);
        this.turns = new Semaphore(settings.concurrency(), true);
    }

    GraphRequests requests() {
        return requests;
    }

    /**
     * Sends a request. A refused token is renewed and the request sent once more, whatever the refusal says.
     *
     * @param request what to send
     * @param endpoint what it calls
     * @param estimate the resource units that it will presumably cost; 0 for a batch, whose calls count by themselves
     * @param repeated whether it has been sent before
     * @param cost gains what the attempts cost
     * @return the answer, whatever its status
     */
    Answer send(RequestInformation request, Endpoint endpoint, long estimate, boolean repeated, RunningCost cost) {
        Answer answer = sendOnce(request, endpoint, estimate, repeated, cost);
        return answer.status() == 401 ? sendOnce(request, endpoint, estimate, true, cost) : answer;
    }

    private Answer sendOnce(
            RequestInformation request, Endpoint endpoint, long estimate, boolean repeated, RunningCost cost) {
        // Asked for here, so that a login that fails is not taken for a failure of Graph.
        tokens.current();
        if (estimate > 0) {
            traffic.enter(estimate, List.of(endpoint));
        }
        takeTurn();
        Tally tally = new Tally();
        try {
            Answer answer = exchange(request, tally);
            tally.units = answer.charged(estimate);
            traffic.answered(endpoint, estimate, answer);
            return answer;
        } catch (IOException failure) {
            // Whether it was charged is not known; Graph charges before it answers.
            tally.units = tally.sent ? estimate : 0;
            patience.check();
            throw ConnectionTrouble.judge(failure, settings.graphUrl(), settings.graphSetting());
        } finally {
            turns.release();
            if (tally.sent) {
                cost.add(1, tally.units);
                counters.onWire(
                        endpoint.name(),
                        new CallCounts(1, tally.units, tally.bytes, tally.throttled ? 1 : 0, repeated ? 1 : 0));
            }
            LOG.debug(
                    "{}: status {}, {} bytes, {} resource units",
                    endpoint.name(),
                    tally.status,
                    tally.bytes,
                    tally.units);
        }
    }

    private void takeTurn() {
        try {
            while (!turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                patience.check();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw ConnectorException.of(ErrorKind.CANCELLED, "the thread was interrupted", "call again")
                    .build();
        }
    }

    private Answer exchange(RequestInformation request, Tally tally) throws IOException {
        NativeResponseHandler handler = new NativeResponseHandler();
        request.setResponseHandler(handler);
        try {
            tally.sent = true;
            adapter.sendPrimitive(request, null, InputStream.class);
        } catch (RuntimeException wrapped) {
            if (wrapped.getCause() instanceof IOException failure) {
                tally.sent = !ConnectionTrouble.cameBeforeSending(failure);
                throw failure;
            }
            tally.sent = false;
            throw wrapped;
        }
        if (!(handler.getValue() instanceof Response response)) {
            throw new IllegalStateException("the SDK's adapter handed over no response");
        }
        try (response) {
            tally.status = response.code();
            tally.throttled = response.code() == 429;
            Map<String, String> headers = new HashMap<>();
            response.headers().names().forEach(name -> headers.put(name, String.valueOf(response.header(name))));
            return new Answer(response.code(), Answer.caseless(headers), body(response.body(), tally));
        }
    }

    private static byte[] body(@Nullable ResponseBody body, Tally tally) throws IOException {
        if (body == null) {
            return new byte[0];
        }
        int expected = (int) Math.max(1024, Math.min(body.contentLength(), LARGEST_BODY));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
        byte[] piece = new byte[16 * 1024];
        try (InputStream stream = body.byteStream()) {
            for (int length = stream.read(piece); length >= 0; length = stream.read(piece)) {
                bytes.write(piece, 0, length);
                tally.bytes += length;
                if (tally.bytes > LARGEST_BODY) {
                    throw new IOException("a body of more than " + LARGEST_BODY + " bytes");
                }
            }
        }
        return bytes.toByteArray();
    }

    /** What is known of one attempt, however it ends. */
    private static final class Tally {
        private boolean sent;
        private int status;
        private long bytes;
        private long units;
        private boolean throttled;
    }
}
