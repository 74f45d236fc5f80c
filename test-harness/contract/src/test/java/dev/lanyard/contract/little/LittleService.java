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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The little directory as a web service on a free port, with the admin protocol of the harness.
 *
 * <p>{@code POST /login} with {@code id:secret} answers a token; {@code GET /people}, {@code /teams} and {@code /keys},
 * with {@code size} and {@code from}, answer rows of tab-separated cells, of which the last is {@code next} and an
 * address, or {@code end} and the number of the last change that is included; {@code GET /seen} answers that alone, and
 * {@code GET /rights} what the token allows. {@code GET /log} tells what has happened {@code since} a time
 * {@code behind} a number. {@code PUT}, {@code POST} and {@code DELETE} of people, teams, memberships and keys answer
 * the number of the change, and whether anything is different now. {@code POST /visits} is what only a careless
 * connector calls.
 */
public final class LittleService implements AutoCloseable {

    public static final String SECRET = "s3cret-of-the-little-directory";
    private static final JsonMapper JSON = new JsonMapper();

    static {
        // Head and body of an answer are two packets; without this, the second waits 40 ms for the first to be
        // confirmed.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

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
    private final AtomicLong visits = new AtomicLong();
    private volatile Set<String> roles =
            Set.of("People.Read", "Teams.Read", "Keys.Read", "People.Write", "Teams.Write", "Keys.Write", "Log.Read");
    private final LittleTenant tenant = new LittleTenant();
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
        server.createContext("/people", exchange -> serve(exchange, "People"));
        server.createContext("/teams", exchange -> serve(exchange, "Teams"));
        server.createContext("/keys", exchange -> serve(exchange, "Keys"));
        server.createContext("/log", exchange -> serve(exchange, "Log"));
        server.createContext("/rights", exchange -> serve(exchange, ""));
        server.createContext("/seen", exchange -> serve(exchange, ""));
        server.createContext("/visits", exchange -> serve(exchange, ""));
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

    private void serve(HttpExchange exchange, String kind) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String endpoint = method + " "
                + path.replaceAll("(?<=^/(people|teams|keys)/)[^/]+", "{id}")
                        .replaceAll("(?<=/(person|team|robot)/)[^/]+", "{id}");
        requests.computeIfAbsent(endpoint, absent -> new AtomicLong()).incrementAndGet();
        LittleAnswer answer = new LittleAnswer(exchange);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Set<String> allowed = authorization == null ? null : tokens.get(authorization.replace("Bearer ", ""));
        String role = kind + (method.equals("GET") ? ".Read" : ".Write");
        if (allowed == null) {
            answer.send(401, "the token is not valid");
        } else if (!kind.isEmpty() && !allowed.contains(role)) {
            answer.send(403, "needs " + role);
        } else if (!method.equals("GET")) {
            if (!faults.happened(endpoint, answer)) {
                write(method, path, new String(body, StandardCharsets.UTF_8), answer);
            }
        } else {
            list(path, allowed, answer);
            if (!faults.happened(endpoint, answer)) {
                answer.send();
            }
        }
        if (answer.wasThrottled()) {
            throttled.incrementAndGet();
        }
    }

    private void list(String path, Set<String> allowed, LittleAnswer answer) {
        long mark = answer.number("mark", tenant.mark());
        if (path.equals("/seen") || path.equals("/rights")) {
            answer.rows(path.equals("/seen") ? List.of() : List.copyOf(allowed), address() + path, mark);
            return;
        }
        if (path.equals("/log")) {
            List<String> told =
                    empty ? List.of() : tenant.told().rows(answer.number("since", 0), answer.number("behind", 0));
            answer.rows(told, address() + path, System.currentTimeMillis());
            return;
        }
        long since = answer.number("since", -1);
        List<String> rows = since < 0 ? directory().rows(path) : tenant.changes(path, since, mark);
        answer.rows(rows, address() + path, mark);
    }

    private void write(String method, String path, String body, LittleAnswer answer) throws IOException {
        if (path.equals("/visits")) {
            visits.incrementAndGet();
            answer.send(200, "added");
            return;
        }
        Map<String, String> fields = new TreeMap<>();
        body.lines().map(line -> line.split("\t", 2)).forEach(field -> fields.put(field[0], field[1]));
        LittleTenant.Reply reply = tenant.write(method, path, fields);
        answer.told(reply.status(), reply.text());
    }

    private LittleDirectory directory() {
        return empty ? LittleDirectory.EMPTY : tenant.visible();
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
            case "POST sign-in" -> {
                JsonNode who = JSON.readTree(body);
                boolean in = tenant.signsIn(
                        who.path("id").asText(), who.path("password").asText());
                answer = JSON.writeValueAsString(Map.of("signedIn", in));
            }
            case "GET changes" -> answer = JSON.writeValueAsString(Map.of("kinds", LittleDirectory.KINDS));
            case "POST changes" -> {
                JsonNode wanted = JSON.readTree(body);
                tenant.change(wanted.path("kind").asText(), wanted.path("seed").asLong());
            }
            default -> throw new IllegalArgumentException("no such admin call: " + call);
        }
        // Java's own client, which the bed uses, now and then closes a kept connection under the next request.
        exchange.getResponseHeaders().set("Connection", "close");
        new LittleAnswer(exchange).send(200, answer);
    }

    private void settings(JsonNode settings) {
        if (settings.has("roles")) {
            roles = Set.of(JSON.convertValue(settings.get("roles"), String[].class));
        }
        if (settings.has("readLagMillis")) {
            tenant.setLag(Duration.ofMillis(settings.get("readLagMillis").asLong()));
        }
        if (settings.has("auditRepeats")) {
            tenant.told()
                    .misbehave(
                            settings.get("auditRepeats").asBoolean(),
                            settings.get("auditLateShare").asDouble(),
                            Duration.ofMillis(settings.get("auditLateMillis").asLong()));
        }
        if (settings.has("tenant")) {
            empty = settings.get("tenant").asText().equals("empty");
        }
    }

    private String stats() throws IOException {
        Map<String, Object> endpoints = new TreeMap<>();
        requests.forEach((endpoint, count) -> endpoints.put(endpoint, Map.of("requests", count.get())));
        long total = requests.values().stream().mapToLong(AtomicLong::get).sum();
        long writes = requests.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("GET "))
                .mapToLong(entry -> entry.getValue().get())
                .sum();
        return JSON.writeValueAsString(Map.of(
                "total",
                Map.of("requests", total, "throttled", throttled.get()),
                "writes",
                writes,
                "endpoints",
                endpoints));
    }

    private String state() throws IOException {
        List<Map<String, String>> lines = new ArrayList<>((empty ? LittleDirectory.EMPTY : tenant.current()).lines());
        lines.add(Map.of("type", "visit", "number", visits.toString()));
        StringBuilder text = new StringBuilder();
        for (Map<String, String> line : lines) {
            text.append(JSON.writeValueAsString(new TreeMap<>(line))).append('\n');
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
