package dev.lanyard.contract.little;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.traffic.CallCounts;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls the service: signs in, retries, waits when told to, stops when cancelled. */
public class LittleClient {

    private static final Set<Integer> HANDLED = Set.of(401, 403, 429);

    /** An answer as it came. */
    protected record Answer(int status, String type, String body, int retryAfter, String location) {}

    protected final HostServices host;
    protected final URI service;
    private final ConnectorConfig config;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong latestWrite = new AtomicLong();
    private @Nullable String token;

    public LittleClient(ConnectorConfig config, HostServices host) {
        this.config = config;
        this.host = host;
        this.service = config.uri("address").orElseThrow();
    }

    /** Whether leads of teams are read. */
    boolean readsLeads() {
        return config.flag("leads").orElse(true);
    }

    /** Whether what has happened is told. */
    boolean hearsLog() {
        return config.flag("log").orElse(true);
    }

    public ServiceTraffic traffic() {
        return new ServiceTraffic(new CallCounts(requests.get(), 0, 0, 0, 0), Map.of());
    }

    /** What came of a write. */
    public enum Written {
        CHANGED,
        SAME,
        MISSING,
        REFUSED
    }

    /** Reads rows, however often that takes. */
    public LittleRows rows(String path, String query) {
        LittleRows rows = call("GET", service + path + "?" + query, "", this::parse);
        return new LittleRows(rows.rows(), rows.next().map(next -> queryOf(next, path)), rows.mark());
    }

    /** What the token allows. */
    Set<String> rights() {
        return rows("/rights", "size=100").rows().stream().map(row -> row[0]).collect(Collectors.toSet());
    }

    /** Writes, however often that takes: each write can be repeated without harm. */
    public Written write(String method, String path, Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach(
                (name, value) -> body.append(name).append('\t').append(value).append('\n'));
        return call(method, service + path, body.toString(), this::written);
    }

    /** What an answer to a write says; empty if it cannot be read. */
    protected Optional<Written> written(Answer answer) {
        if (!answer.type().startsWith("text/tab")) {
            return Optional.empty();
        }
        String[] cells = answer.body().strip().split("\t", -1);
        if (answer.status() == 404 || answer.status() == 400) {
            return Optional.of(answer.status() == 404 ? Written.MISSING : Written.REFUSED);
        }
        if (cells.length != 2
                || !cells[1].matches("\\d{1,9}")
                || !Set.of("changed", "same").contains(cells[0])) {
            return Optional.empty();
        }
        latestWrite.accumulateAndGet(Long.parseLong(cells[1]), Math::max);
        return Optional.of(cells[0].equals("same") ? Written.SAME : Written.CHANGED);
    }

    /** Waits until reads show everything that was written. */
    public void settle() {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (rows("/seen", "size=1").mark() >= latestWrite.get()) {
                return;
            }
            await(Duration.ofMillis(100));
        }
    }

    private <T> T call(String method, String address, String body, Function<Answer, Optional<T>> reader) {
        boolean renewed = false;
        String trouble = "";
        for (long attempt = config.whole("attempts").orElse(1L); attempt > 0; attempt--) {
            String used = token(method);
            try {
                requests.incrementAndGet();
                Answer answer = send(method, address, Optional.of(used), body);
                Optional<T> read =
                        answer.status() == 200 || (answer.status() / 100 == 4 && !HANDLED.contains(answer.status()))
                                ? reader.apply(answer)
                                : Optional.empty();
                if (read.isPresent()) {
                    return read.get();
                } else if (answer.status() == 200) {
                    trouble = "an answer that cannot be read";
                } else if (answer.status() == 401 && !renewed) {
                    renewed = true;
                    renew(method, used);
                } else if (answer.status() == 429) {
                    trouble = "too many requests";
                    throttled(method, Duration.ofSeconds(answer.retryAfter()));
                } else if (answer.status() >= 500) {
                    trouble = "status " + answer.status();
                } else {
                    throw refused(answer);
                }
            } catch (IOException failed) {
                refuseIfEnded();
                trouble = "no answer";
            }
        }
        throw unavailable(trouble);
    }

    /** Waits as the service asked to. */
    protected void throttled(String method, Duration wait) {
        await(wait);
    }

    /** Says that someone was here, which nobody needs. */
    public void post(String path) {
        try {
            send("POST", service + path, Optional.of(token()), "one more");
        } catch (IOException failed) {
            throw unavailable("no answer");
        }
    }

    protected Optional<LittleRows> parse(Answer answer) {
        return answer.status() == 200 && answer.type().startsWith("text/tab")
                ? LittleRows.parse(answer.body())
                : Optional.empty();
    }

    protected ConnectorException unavailable(String trouble) {
        return ConnectorException.of(ErrorKind.UNAVAILABLE, "the service gave " + trouble, "try again later")
                .build();
    }

    private static ConnectorException refused(Answer answer) {
        return switch (answer.status()) {
            case 401 -> authentication();
            case 403 ->
                ConnectorException.of(ErrorKind.PERMISSION, "not allowed: " + answer.body(), "grant it")
                        .build();
            default ->
                ConnectorException.of(
                                ErrorKind.UNAVAILABLE, "the service answered " + answer.status(), "correct the address")
                        .build();
        };
    }

    protected static ConnectorException authentication() {
        return ConnectorException.of(ErrorKind.AUTHENTICATION, "the secret is not accepted", "correct the secret")
                .build();
    }

    /** The query of the next page, which must be one of the same service. */
    protected String queryOf(String next, String path) {
        String expected = service + path + "?";
        if (!next.startsWith(expected)) {
            throw ConnectorException.of(
                            ErrorKind.UNAVAILABLE, "the next page is said to be elsewhere", "see who is on the way")
                    .build();
        }
        return next.substring(expected.length());
    }

    /** The token for a call. */
    protected String token(String method) {
        return token();
    }

    /** Has a token renewed that a call was refused with. */
    protected void renew(String method, String used) throws IOException {
        renew(used);
    }

    protected synchronized String token() {
        if (token == null) {
            token = signIn();
        }
        return token;
    }

    protected void renew(String used) throws IOException {
        synchronized (this) {
            if (used.equals(token)) {
                token = null;
            }
        }
    }

    protected String signIn() {
        String body = "little:" + config.secret("secret").orElseThrow().reveal(value -> value);
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                Answer answer = send("POST", service + "/login", Optional.empty(), body);
                if (answer.status() == 200 && answer.body().startsWith("eyJ")) {
                    return answer.body();
                } else if (answer.status() == 401) {
                    throw authentication();
                }
            } catch (IOException failed) {
                refuseIfEnded();
            }
        }
        throw unavailable("no token");
    }

    /** Sends one request and reads the whole answer, unless the host no longer waits. */
    protected Answer send(String method, String address, Optional<String> bearer, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Connection", "close");
        bearer.ifPresent(value -> connection.setRequestProperty("Authorization", "Bearer " + value));
        deadline().ifPresent(end -> connection.setReadTimeout(millisUntil(end)));
        Cancellation.Registration registration = onCancel(connection::disconnect);
        try {
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(
                    status,
                    Optional.ofNullable(connection.getContentType()).orElse(""),
                    text,
                    connection.getHeaderFieldInt("Retry-After", 0),
                    Optional.ofNullable(connection.getHeaderField("Location")).orElse(""));
        } finally {
            registration.close();
        }
    }

    protected Cancellation.Registration onCancel(Runnable action) {
        return host.cancellation().onCancel(action);
    }

    protected Optional<Instant> deadline() {
        return host.cancellation().deadline();
    }

    private int millisUntil(Instant end) {
        return (int) Math.max(1, Duration.between(host.clock().instant(), end).toMillis());
    }

    protected void await(Duration wait) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = onCancel(cancelled::countDown);
        try {
            host.progress().waiting("the service asked to", wait);
            if (cancelled.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                refuseIfEnded();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable("no answer before an interruption");
        } finally {
            registration.close();
        }
    }

    /** Refuses if the host has cancelled or its deadline has passed. */
    public void refuseIfEnded() {
        boolean late =
                deadline().filter(end -> !host.clock().instant().isBefore(end)).isPresent();
        if (host.cancellation().isCancelled() || late) {
            throw ConnectorException.of(ErrorKind.CANCELLED, "the host no longer waits", "call again")
                    .build();
        }
    }
}
