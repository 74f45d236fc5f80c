package dev.lanyard.contract.little;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An answer that is about to be sent, so that a fault can still spoil it. */
final class LittleAnswer {

    private final HttpExchange exchange;
    private final Map<String, String> parameters = new HashMap<>();
    private List<String> lines = List.of();
    private String next = "end\t0";
    private boolean throttled;
    private boolean lost;

    LittleAnswer(HttpExchange exchange) {
        this.exchange = exchange;
        String query = exchange.getRequestURI().getQuery();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                String[] parts = parameter.split("=", 2);
                parameters.put(parts[0], parts[1]);
            }
        }
    }

    /** A parameter of the query, or what stands for it. */
    long number(String name, long otherwise) {
        return Long.parseLong(parameters.getOrDefault(name, String.valueOf(otherwise)));
    }

    /** Takes the rows that were asked for; the mark says which changes they include at least. */
    void rows(List<String> all, String address, long mark) {
        int size = Integer.parseInt(parameters.getOrDefault("size", "100"));
        int from = Integer.parseInt(parameters.getOrDefault("from", "0"));
        int to = Math.min(all.size(), from + size);
        lines = all.subList(Math.min(from, to), to);
        if (to < all.size()) {
            String since = parameters.containsKey("since") ? "&since=" + parameters.get("since") : "";
            next = "next\t" + address + "?size=" + size + "&from=" + to + "&mark=" + mark + since;
        } else {
            next = "end\t" + mark;
        }
    }

    void empty() {
        lines = List.of();
        next = "next\thttp://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI() + "&again=1";
    }

    void continueAt(String address) {
        next = "next\t" + address;
    }

    void throttle(int seconds) throws IOException {
        throttled = true;
        exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
        send(429, "slow down");
    }

    boolean wasThrottled() {
        return throttled;
    }

    void redirect(String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        send(302, "");
    }

    void truncate() throws IOException {
        byte[] bytes = body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/tab-separated-values");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, body().indexOf('\n') + 1);
        exchange.getResponseBody().flush();
        drop();
    }

    /** Has whatever is sent from now on get lost. */
    void lose() {
        lost = true;
    }

    /** Answers a write. */
    void told(int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/tab-separated-values");
        send(status, text);
    }

    /** Ends the connection without an answer, or in the middle of one. */
    void drop() {
        exchange.close();
    }

    void page(String contentType, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        send(200, body);
    }

    private String body() {
        List<String> all = new ArrayList<>(lines);
        all.add(next);
        return String.join("\n", all) + "\n";
    }

    void send() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/tab-separated-values");
        send(200, body());
    }

    void send(int status, String body) throws IOException {
        if (lost) {
            drop();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
        exchange.close();
    }
}
