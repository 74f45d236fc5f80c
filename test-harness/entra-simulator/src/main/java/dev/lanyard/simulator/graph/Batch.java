package dev.lanyard.simulator.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many calls in one request: each is answered, charged and refused by itself; answers come in any order. */
final class Batch {

    private static final int MOST_CALLS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Function<Call, Answer> service;

    Batch(Function<Call, Answer> service) {
        this.service = service;
    }

    /** One call of a batch, checked but not yet made. */
    private record Item(String id, Call call, List<String> dependsOn) {}

    Answer answer(GraphRequest request) {
        request.query().allowOnly();
        List<Item> items = items(request.call());
        Map<String, Integer> statuses = new HashMap<>();
        List<byte[]> responses = new ArrayList<>();
        for (Item item : items) {
            boolean parentFailed = item.dependsOn().stream().anyMatch(id -> statuses.getOrDefault(id, 424) >= 400);
            Answer answer = parentFailed ? failedDependency() : service.apply(item.call());
            statuses.put(item.id(), answer.status());
            responses.add(response(item.id(), answer));
        }
        // Replies come in any order; the same batch gets the same one, so that failures can be looked into.
        Collections.shuffle(responses, new Random(items.size()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"responses\":[".getBytes(StandardCharsets.UTF_8));
        for (int index = 0; index < responses.size(); index++) {
            if (index > 0) {
                body.write(',');
            }
            body.writeBytes(responses.get(index));
        }
        body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return Answer.json(200, body.toByteArray());
    }

    private static Answer failedDependency() {
        String body =
                "{\"error\":{\"code\":\"FailedDependency\",\"message\":\"A call that this one depends on failed.\"}}";
        return Answer.json(424, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] response(String id, Answer answer) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(answer.body().length + 256);
            String head = "{\"id\":" + JSON.writeValueAsString(id) + ",\"status\":" + answer.status() + ",\"headers\":"
                    + JSON.writeValueAsString(answer.headers());
            out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            if (answer.body().length > 0) {
                out.writeBytes(",\"body\":".getBytes(StandardCharsets.UTF_8));
                boolean json = answer.headers().getOrDefault("Content-Type", "").startsWith("application/json");
                out.writeBytes(
                        json
                                ? answer.body()
                                : ("\"" + Base64.getEncoder().encodeToString(answer.body()) + "\"")
                                        .getBytes(StandardCharsets.UTF_8));
            }
            out.write('}');
            return out.toByteArray();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a batch's answer must be writable as JSON", impossible);
        }
    }

    private static List<Item> items(Call outer) {
        JsonNode requests;
        try {
            requests = JSON.readTree(outer.body()).path("requests");
        } catch (IOException malformed) {
            throw GraphException.unknown("Invalid batch payload format.");
        }
        if (!requests.isArray() || requests.isEmpty()) {
            throw GraphException.unknown("Invalid batch payload format.");
        }
        if (requests.size() > MOST_CALLS) {
            throw GraphException.unknown("Number of batch request steps exceeds the maximum value of 20.");
        }
        Map<String, Item> items = new LinkedHashMap<>();
        for (JsonNode request : requests) {
            Item item = item(request, outer);
            if (items.putIfAbsent(item.id(), item) != null) {
                throw GraphException.unknown("Request Id " + item.id() + " is given to more than one request.");
            }
        }
        List<Item> listed = List.copyOf(items.values());
        if (!isParallel(listed) && !isSerial(listed) && !hasOneParent(listed)) {
            throw GraphException.unknown(
                    "Requests can depend on nothing, each on the one before it, or all on the same" + " one.");
        }
        // The one parent may stand anywhere.
        return Stream.concat(
                        listed.stream().filter(Batch::isFree), listed.stream().filter(item -> !isFree(item)))
                .toList();
    }

    private static boolean isFree(Item item) {
        return item.dependsOn().isEmpty();
    }

    private static boolean isParallel(List<Item> items) {
        return items.stream().allMatch(Batch::isFree);
    }

    private static boolean isSerial(List<Item> items) {
        return IntStream.range(0, items.size())
                .allMatch(number -> items.get(number)
                        .dependsOn()
                        .equals(
                                number == 0
                                        ? List.of()
                                        : List.of(items.get(number - 1).id())));
    }

    /** Whether there is one that depends on nothing, and all others depend on it. */
    private static boolean hasOneParent(List<Item> items) {
        List<Item> free = items.stream().filter(Batch::isFree).toList();
        return free.size() == 1
                && items.stream()
                        .filter(item -> !isFree(item))
                        .allMatch(item ->
                                item.dependsOn().equals(List.of(free.get(0).id())));
    }

    private static Item item(JsonNode request, Call outer) {
        String id = request.path("id").asText();
        String method = request.path("method").asText().toUpperCase(Locale.ROOT);
        String url = request.path("url").asText();
        if (id.isEmpty() || method.isEmpty() || url.isEmpty()) {
            throw GraphException.unknown("Each request needs an id, a method and a url.");
        }
        if (url.startsWith("https:") || url.startsWith("http:")) {
            throw GraphException.unknown("The url of a request must be relative to the version.");
        }
        if (url.matches("(?i)/?(\\$|%24)batch([/?].*)?")) {
            throw GraphException.unknown("A batch must not contain another batch.");
        }
        Map<String, String> headers = new HashMap<>();
        request.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        headers.putIfAbsent("authorization", outer.headers().getOrDefault("authorization", ""));
        JsonNode body = request.path("body");
        if (!body.isMissingNode() && !headers.containsKey("content-type")) {
            throw GraphException.unknown("A request with a body needs the header Content-Type.");
        }
        List<String> dependsOn = new ArrayList<>();
        request.path("dependsOn").forEach(parent -> dependsOn.add(parent.asText()));
        byte[] bytes = body.isMissingNode() ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        String address = "/v1.0" + (url.startsWith("/") ? url : "/" + url);
        return new Item(id, Call.of(method, address, headers, bytes), dependsOn);
    }
}
