package dev.lanyard.contract.bed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * A test bed that speaks the admin protocol of the harness: plain JSON under {@code /__lanyard/}, without a token.
 *
 * <ul>
 *   <li>{@code GET stats} answers {@code {"total":{"requests":…,"throttled":…},"writes":…,"endpoints":{"GET
 *       /users":{…}}}}, {@code POST stats/reset} starts anew;
 *   <li>{@code POST faults} with {@code {"faults":[{"endpoint":…,"kind":…,"count":…,"skip":…}]}} replaces all faults,
 *       {@code DELETE faults} clears them;
 *   <li>{@code POST tokens/expire} makes every issued token invalid;
 *   <li>{@code POST settings} takes {@code {"roles":[…]}}, {@code {"tenant":"empty"|"default"}} and
 *       {@code {"readLagMillis":…}}, and for how it tells what happens in it
 *       {@code {"auditRepeats":true|false,"auditLateShare":0.5,"auditLateMillis":…}};
 *   <li>{@code POST sign-in} with {@code {"id":I,"password":…}} answers {@code {"signedIn":true|false}};
 *   <li>{@code GET changes} answers {@code {"kinds":["add a person",…]}}, and {@code POST changes} with
 *       {@code {"kind":"add a person","seed":1}} makes such a change, the same one for the same seed;
 *   <li>{@code GET state} answers JSON lines: {@code {"type":T,"id":I,…}} for each object, and
 *       {@code {"type":"membership","group":I,"member":I,…}} for each membership; where something else links objects,
 *       it names the ids of both.
 * </ul>
 *
 * <p>Whoever writes a simulator for their own system and lets it speak this needs no test bed of their own.
 */
public final class HttpTestBed implements TestBed {

    private static final String CHANGES = "changes";
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final HttpClient client;
    private long changes;

    /**
     * Makes a test bed; it does not call the system yet.
     *
     * @param base the system's address without path, for example {@code https://localhost:8443}
     * @param trust decides which servers to believe, or empty for those that the JVM believes
     */
    public HttpTestBed(URI base, Optional<SSLContext> trust) {
        this.base = base;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * Makes a test bed that is reached over TLS with a certificate of its own.
     *
     * @param base the system's address without path
     * @param certificates which to trust, in PEM form
     * @return the test bed
     */
    public static HttpTestBed trusting(URI base, String certificates) {
        return new HttpTestBed(base, Optional.of(TrustedCertificates.context(certificates)));
    }

    @Override
    public Traffic traffic() {
        JsonNode stats = parse(send("GET", "stats", BodyPublishers.noBody()), "stats");
        Map<String, Long> endpoints = new TreeMap<>();
        stats.path("endpoints")
                .properties()
                .forEach(entry -> endpoints.put(
                        entry.getKey(), entry.getValue().path("requests").asLong()));
        JsonNode total = stats.path("total");
        return new Traffic(
                total.path("requests").asLong(),
                stats.path("writes").asLong(),
                total.path("throttled").asLong(),
                endpoints);
    }

    @Override
    public void resetTraffic() {
        send("POST", "stats/reset", BodyPublishers.noBody());
    }

    @Override
    public void faults(List<Fault> faults) {
        if (faults.isEmpty()) {
            send("DELETE", "faults", BodyPublishers.noBody());
        } else {
            post(
                    "faults",
                    Map.of("faults", faults.stream().map(HttpTestBed::json).toList()));
        }
    }

    private static Map<String, Object> json(Fault fault) {
        Map<String, Object> json = new TreeMap<>(fault.details());
        json.put("endpoint", fault.endpoint());
        json.put("kind", fault.kind().word());
        return json;
    }

    @Override
    public void expireTokens() {
        send("POST", "tokens/expire", BodyPublishers.noBody());
    }

    @Override
    public void permit(Set<String> names) {
        post("settings", Map.of("roles", new TreeSet<>(names)));
    }

    @Override
    public void showEmptyTenant(boolean empty) {
        post("settings", Map.of("tenant", empty ? "empty" : "default"));
    }

    @Override
    public void lag(Duration howLong) {
        post("settings", Map.of("readLagMillis", howLong.toMillis()));
    }

    @Override
    public boolean signsIn(String account, String password) {
        String answer = post("sign-in", Map.of("id", account, "password", password));
        return parse(answer, "sign-in").path("signedIn").asBoolean();
    }

    @Override
    public void tellBadly(boolean repeated, double lateShare, Duration late) {
        post(
                "settings",
                Map.of("auditRepeats", repeated, "auditLateShare", lateShare, "auditLateMillis", late.toMillis()));
    }

    @Override
    public List<String> kindsOfChange() {
        List<String> kinds = new ArrayList<>();
        parse(send("GET", CHANGES, BodyPublishers.noBody()), CHANGES)
                .path("kinds")
                .forEach(kind -> kinds.add(kind.asText()));
        return kinds;
    }

    @Override
    public synchronized void change(String kind) {
        post(CHANGES, Map.of("kind", kind, "seed", ++changes));
    }

    @Override
    public Truth truth() {
        Map<String, Set<String>> objects = new TreeMap<>();
        Map<String, Set<String>> members = new TreeMap<>();
        Set<String> all = new TreeSet<>();
        try (Stream<String> lines =
                send("GET", "state", BodyPublishers.noBody()).lines()) {
            lines.filter(line -> !line.isBlank()).forEach(line -> {
                all.add(line);
                JsonNode node = parse(line, "state");
                String type = node.path("type").asText();
                if (node.has("id")) {
                    add(objects, type, node.path("id").asText());
                } else if (type.equals("membership")) {
                    add(
                            members,
                            node.path("group").asText(),
                            node.path("member").asText());
                }
            });
        }
        return new Truth(objects, members, all);
    }

    private static void add(Map<String, Set<String>> map, String key, String value) {
        map.computeIfAbsent(key, absent -> new TreeSet<>()).add(value);
    }

    private String post(String path, Object body) {
        try {
            return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException impossible) {
            throw new TestBedException("cannot write the body of " + path, impossible);
        }
    }

    private String send(String method, String path, BodyPublisher body) {
        URI address = base.resolve("/__lanyard/" + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = sent(request, !path.equals(CHANGES) || method.equals("GET"));
            if (response.statusCode() / 100 != 2) {
                throw new TestBedException("the test bed answered " + response.statusCode() + " to " + method + " "
                        + address + ": " + response.body().strip());
            }
            return response.body();
        } catch (IOException unreachable) {
            throw new TestBedException(
                    "the test bed cannot be reached at " + address + ": " + unreachable, unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TestBedException("interrupted while waiting for the test bed", interrupted);
        }
    }

    /** A kept connection can break off under a request; only another change would not be the same if sent twice. */
    private HttpResponse<String> sent(HttpRequest request, boolean repeatable)
            throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException brokenOff) {
            if (!repeatable) {
                throw brokenOff;
            }
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static JsonNode parse(String text, String what) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new TestBedException("the test bed's " + what + " is no JSON", malformed);
        }
    }
}
