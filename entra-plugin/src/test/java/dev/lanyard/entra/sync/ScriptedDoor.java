package dev.lanyard.entra.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import com.microsoft.kiota.http.OkHttpRequestAdapter;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A door that answers by heart, for answers that no simulated tenant gives on demand. Remembers what was asked. */
final class ScriptedDoor implements GraphDoor {

    static final String BASE = "https://graph.test/v1.0";
    static final ReadCost ONE = new ReadCost(1, 2);

    private final GraphRequests requests;
    private final Map<String, String> answers = new LinkedHashMap<>();
    final List<String> asked = new ArrayList<>();
    final List<Map<String, Set<String>>> headers = new ArrayList<>();

    ScriptedDoor() {
        OkHttpRequestAdapter adapter = new OkHttpRequestAdapter(new AnonymousAuthenticationProvider());
        adapter.setBaseUrl(BASE);
        requests = new GraphRequests(adapter);
    }

    /** Answers every address that contains a text; the first that fits counts. A bare number is an error status. */
    ScriptedDoor on(String partOfAddress, String body) {
        answers.put(partOfAddress, body);
        return this;
    }

    /** Answers before all answers that were given so far. */
    ScriptedDoor onFirst(String partOfAddress, String body) {
        Map<String, String> others = new LinkedHashMap<>(answers);
        others.remove(partOfAddress);
        answers.clear();
        answers.put(partOfAddress, body);
        answers.putAll(others);
        return this;
    }

    /** Answers a look for single objects by a filter on their ids; without rows, for none of them is there. */
    ScriptedDoor onIds(String ids, String rows) {
        return on("id in (" + ids + ")", "{\"value\":[" + rows + "]}");
    }

    /** Answers a page of rows, the last one. */
    ScriptedDoor onLast(String partOfAddress, String rows) {
        return on(partOfAddress, "{\"@odata.deltaLink\":\"" + BASE + "/later\",\"value\":[" + rows + "]}");
    }

    /** Answers a page of rows and where the next one is. */
    ScriptedDoor onPage(String partOfAddress, String next, String rows) {
        return on(partOfAddress, "{\"@odata.nextLink\":\"" + BASE + next + "\",\"value\":[" + rows + "]}");
    }

    @Override
    public GraphRequests requests() {
        return requests;
    }

    @Override
    public RawPage read(RequestInformation request) {
        Map<String, Set<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers.entrySet().forEach(header -> sent.put(header.getKey(), header.getValue()));
        return answer(address(request), sent);
    }

    @Override
    public RawPage follow(String nextLink, Map<String, String> again) {
        Map<String, Set<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        again.forEach((name, value) -> sent.put(name, Set.of(value)));
        return answer(nextLink, sent);
    }

    /** Answers by address; the body is among what was asked. */
    @Override
    public RawPage ask(RequestInformation question) {
        try {
            String body = new String(question.content.readAllBytes(), UTF_8);
            return answer(address(question) + " " + body, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<BatchReply> batch(List<RequestInformation> batch) {
        List<BatchReply> replies = new ArrayList<>();
        for (RequestInformation request : batch) {
            String address = address(request);
            asked.add("batch " + address);
            String body = body(address);
            replies.add(
                    body.length() == 3
                            ? new BatchReply(Integer.parseInt(body), new byte[0], ONE, Optional.of(failure(body)))
                            : new BatchReply(200, body.getBytes(UTF_8), ONE, Optional.empty()));
        }
        return replies;
    }

    @Override
    public void forgetAll() {
        // Nothing is remembered.
    }

    @Override
    public void forget(String path) {
        // Nothing is remembered.
    }

    private RawPage answer(String address, Map<String, Set<String>> sent) {
        if (address.contains("$deltatoken=latest")) {
            // Asked before every full read, and of no interest to most tests.
            return new RawPage(
                    ("{\"@odata.deltaLink\":\"" + BASE + "/now\",\"value\":[]}").getBytes(UTF_8), new ReadCost(0, 0));
        }
        asked.add(address);
        headers.add(sent);
        String body = body(address);
        if (body.length() == 3) {
            throw failure(body);
        }
        return new RawPage(body.getBytes(UTF_8), ONE);
    }

    private static ConnectorException failure(String status) {
        ErrorKind kind = switch (status) {
            case "403" -> ErrorKind.PERMISSION;
            case "404" -> ErrorKind.NOT_FOUND;
            default -> ErrorKind.INVALID;
        };
        return ConnectorException.of(kind, "status " + status, "none").build();
    }

    private String body(String address) {
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (address.contains(answer.getKey())) {
                return answer.getValue();
            }
        }
        throw new AssertionError("nobody foresaw " + address);
    }

    private static String address(RequestInformation request) {
        try {
            request.pathParameters.put("baseurl", BASE);
            return URLDecoder.decode(request.getUri().toString(), UTF_8);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
