package dev.lanyard.entra.http;

import dev.lanyard.spi.error.ConnectorException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Sends nothing once the host has lost patience, and lets no answer last longer than the host's deadline.
 *
 * <p>A call is already registered for cancelling when interceptors run, so that none slips through between a check and
 * a cancellation.
 */
final class PatienceInterceptor implements Interceptor {

    private final Patience patience;

    PatienceInterceptor(Patience patience) {
        this.patience = patience;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            patience.check();
        } catch (ConnectorException ended) {
            throw (IOException) new InterruptedIOException("cancelled").initCause(ended);
        }
        int left = patience.remaining().map(PatienceInterceptor::millis).orElse(Integer.MAX_VALUE);
        Response response = chain.withConnectTimeout(
                        Math.min(left, chain.connectTimeoutMillis()), TimeUnit.MILLISECONDS)
                .withReadTimeout(Math.min(left, chain.readTimeoutMillis()), TimeUnit.MILLISECONDS)
                .proceed(chain.request());
        ResponseBody body = response.body();
        if (body != null) {
            // Each read by itself may be quick, and all of them together go on for hours.
            patience.remaining()
                    .ifPresent(time -> body.source().timeout().deadline(millis(time), TimeUnit.MILLISECONDS));
        }
        return response;
    }

    private static int millis(Duration left) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left.toMillis()));
    }
}
