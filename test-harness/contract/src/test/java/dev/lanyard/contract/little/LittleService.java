package dev.lanyard.contract.little;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The little directory as a web service on a free port, with the admin protocol of the harness.
 *
 * <p>{@code POST /login} with {@code id:secret} answers a token; {@code GET /people} and {@code GET /teams}, with
 * {@code size} and {@code from}, answer rows of tab-separated cells, of which the last is {@code next} and an address,
 * or {@code end}. {@code POST /people} is what only a careless connector calls.
 */
public final class LittleService implements AutoCloseable {

    public static final String SECRET = "s3cret-of-the-little-directory";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "little service");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Set<String>> tokens = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private final AtomicLong throttled = new AtomicLong();
    private final LittleFaults faults = new LittleFaults();
    private final List<String> added = new ArrayList<>();
    private volatile Set<String> roles = Set.of("People.Read", "Teams.Read");
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile LittleDirectory usual = LittleDirectory.sample();
    private volatile boolean empty;

    public LittleService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new IllegalStateException("no free port", failed);
        }
        server.setExecutor(workers);
        server.createContext("/__lanyard/", this::admin);
        server.createContext("/login", this::login);
        server.createContext("/people", exchange -> list(exchange, "People.Read"));
        server.createContext("/teams", exchange -> list(exchange, "Teams.Read"));
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void login(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        LittleAnswer answer = new LittleAnswer(exchange);
        if (faults.happened("POST /login", answer)) {
            return;
        }
        if (!body.equals("little:" + SECRET)) {
            answer.send(401, "wrong id or secret");
            return;
        }
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String token = encoder.encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString("no signature".getBytes(StandardCharsets.UTF_8));
        tokens.put(token, roles);
        answer.send(200, token);
    }

    private void list(HttpExchange exchange, String role) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String endpoint = exchange.getRequestMethod() + " " + path;
        requests.computeIfAbsent(endpoint, absent -> new AtomicLong()).incrementAndGet();
        LittleAnswer answer = new LittleAnswer(exchange);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Set<String> allowed = authorization == null ? null : tokens.get(authorization.replace("Bearer ", ""));
        if (allowed == null) {
            answer.send(401, "the token is not valid");
        } else if (!allowed.contains(role)) {
            answer.send(403, "needs " + role);
        } else if (exchange.getRequestMethod().equals("POST")) {
            synchronized (added) {
                added.add("added" + added.size());
            }
            answer.send(200, "added");
        } else {
            long mark = answer.number("mark", log.size());
            long since = answer.number("since", -1);
            answer.rows(since < 0 ? rows(directory(), path) : changes(path, since, mark), address() + path, mark);
            if (!faults.happened(endpoint, answer)) {
                answer.send();
            } else if (answer.wasThrottled()) {
                throttled.incrementAndGet();
            }
        }
    }

    private static List<String> rows(LittleDirectory directory, String path) {
        return path.equals("/people") ? directory.personRows() : directory.teamRows();
    }

    /** What has changed after one change, up to another: the rows as they are now, and what is gone. */
    private List<String> changes(String path, long since, long mark) {
        Map<String, String> now = byId(rows(directory(), path));
        return log.stream()
                .skip(since)
                .limit(Math.max(0, mark - since))
                .filter(change -> change.startsWith(path + "/"))
                .map(change -> change.substring(path.length() + 1))
                .distinct()
                .map(id -> now.getOrDefault(id, "gone\t" + id))
                .toList();
    }

    private static Map<String, String> byId(List<String> rows) {
        Map<String, String> byId = new TreeMap<>();
        rows.forEach(row -> byId.put(row.substring(0, row.indexOf('\t')), row));
        return byId;
    }

    private synchronized void change(String kind, long seed) {
        LittleDirectory before = usual;
        usual = usual.changed(kind, seed);
        for (String path : List.of("/people", "/teams")) {
            Map<String, String> old = byId(rows(before, path));
            Map<String, String> now = byId(rows(usual, path));
            Set<String> ids = new TreeSet<>(old.keySet());
            ids.addAll(now.keySet());
            ids.removeIf(id -> Objects.equals(old.get(id), now.get(id)));
            ids.forEach(id -> log.add(path + "/" + id));
        }
    }

    private LittleDirectory directory() {
        return empty ? LittleDirectory.EMPTY : usual;
    }

    private void admin(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().replace("/__lanyard/", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        String answer = "";
        switch (call) {
            case "GET stats" -> answer = stats();
            case "POST stats/reset" -> {
                requests.clear();
                throttled.set(0);
            }
            case "POST faults" -> faults.replace(JSON.readTree(body).path("faults"));
            case "DELETE faults" -> faults.replace(JSON.createArrayNode());
            case "POST tokens/expire" -> tokens.clear();
            case "POST settings" -> settings(JSON.readTree(body));
            case "GET state" -> answer = state();
            case "GET changes" -> answer = JSON.writeValueAsString(Map.of("kinds", LittleDirectory.KINDS));
            case "POST changes" -> {
                JsonNode wanted = JSON.readTree(body);
                change(wanted.path("kind").asText(), wanted.path("seed").asLong());
            }
            default -> throw new IllegalArgumentException("no such admin call: " + call);
        }
        new LittleAnswer(exchange).send(200, answer);
    }

    private void settings(JsonNode settings) {
        if (settings.has("roles")) {
            roles = Set.of(JSON.convertValue(settings.get("roles"), String[].class));
        }
        if (settings.has("tenant")) {
            empty = settings.get("tenant").asText().equals("empty");
        }
    }

    private String stats() throws IOException {
        Map<String, Object> endpoints = new TreeMap<>();
        requests.forEach((endpoint, count) -> endpoints.put(endpoint, Map.of("requests", count.get())));
        long total = requests.values().stream().mapToLong(AtomicLong::get).sum();
        return JSON.writeValueAsString(
                Map.of("total", Map.of("requests", total, "throttled", throttled.get()), "endpoints", endpoints));
    }

    private String state() throws IOException {
        List<Map<String, String>> lines = new ArrayList<>();
        directory().people().forEach(person -> lines.add(Map.of("type", "person", "id", person.id())));
        directory().teams().forEach(team -> lines.add(Map.of("type", "team", "id", team.id())));
        synchronized (added) {
            added.forEach(id -> lines.add(Map.of("type", "visit", "id", id)));
        }
        directory().memberships().stream()
                .filter(membership -> membership.role().equals("member"))
                .forEach(membership -> lines.add(new HashMap<>(
                        Map.of("type", "membership", "group", membership.team(), "member", membership.member()))));
        StringBuilder text = new StringBuilder();
        for (Map<String, String> line : lines) {
            text.append(JSON.writeValueAsString(line)).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() {
        faults.replace(JSON.createArrayNode());
        server.stop(0);
        workers.shutdownNow();
    }
}
