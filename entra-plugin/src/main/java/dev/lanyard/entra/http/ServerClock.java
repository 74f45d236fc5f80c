package dev.lanyard.entra.http;

import dev.lanyard.spi.HostServices;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/** How far this machine's clock is from the services', by the dates of their answers. Safe for use by many threads. */
public final class ServerClock implements Interceptor {

    private final HostServices host;
    private volatile Optional<Duration> behind = Optional.empty();

    @Inject
    ServerClock(HostServices host) {
        this.host = host;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        Instant date = response.headers().getInstant("Date");
        if (date != null) {
            behind = Optional.of(Duration.between(host.clock().instant(), date));
        }
        return response;
    }

    /**
     * By how much this machine's clock was behind when the last answer came.
     *
     * @return to the second; negative if it was ahead; empty if no answer had a date
     */
    public Optional<Duration> behind() {
        return behind;
    }
}
