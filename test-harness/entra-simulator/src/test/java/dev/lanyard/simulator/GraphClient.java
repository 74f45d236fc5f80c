package dev.lanyard.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A small client over real HTTPS that trusts only the simulator's certificate. */
public final class GraphClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EntraSimulator simulator;
    private final HttpClient http;
    private @Nullable String token;

    public GraphClient(EntraSimulator simulator) {
        this.simulator = simulator;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(simulator.caPem()))
                .build();
    }

    /** A reply, its body read as JSON where it is JSON. */
    public record Reply(int status, HttpResponse<byte[]> response, JsonNode body) {

        public String code() {
            return body.path("error").path("code").asText();
        }

        public String message() {
            return body.path("error").path("message").asText();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public List<JsonNode> value() {
            List<JsonNode> value = new ArrayList<>();
            body.path("value").forEach(value::add);
            return value;
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    /** GET of a path behind the version, with names and values of headers. Spaces and quotes are encoded. */
    public Reply get(String path, String... headers) {
        return call("GET", path, null, headers);
    }

    public Reply post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    /** A call with the current token, which is fetched first if there is none. */
    public Reply call(String method, String path, @Nullable String body, String... headers) {
        String current = token;
        if (current == null) {
            current = login().path("access_token").asText();
            token = current;
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Authorization", "Bearer " + current);
        for (int index = 0; index < headers.length; index += 2) {
            all.put(headers[index], headers[index + 1]);
        }
        String url = path.startsWith("https:") ? path : simulator.url() + "/v1.0" + path;
        return send(method, url, body, all);
    }

    /** A call with nothing added. */
    public Reply raw(String method, String path, @Nullable String body) {
        return send(method, simulator.url() + path, body, Map.of());
    }

    /** Forgets the token, so that the next call fetches one. */
    public void forgetToken() {
        token = null;
    }

    /** Every object of a listing or an incremental round, page after page. */
    public List<JsonNode> all(String path, String... headers) {
        List<JsonNode> all = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            Reply reply = get(next, headers);
            if (reply.status() != 200) {
                throw new AssertionError(next + " answered " + reply.status() + ": " + reply.text());
            }
            all.addAll(reply.value());
            next = reply.body().path("@odata.nextLink").asText();
        }
        return all;
    }

    /** The link at the end of an incremental round. */
    public String deltaLink(String path) {
        Reply reply = get(path);
        while (reply.body().has("@odata.nextLink")) {
            reply = get(reply.body().path("@odata.nextLink").asText());
        }
        return reply.body().path("@odata.deltaLink").asText();
    }

    public JsonNode login() {
        Reply reply = login(simulator.tenantId(), Map.of());
        if (reply.status() != 200) {
            throw new AssertionError("login answered " + reply.status() + ": " + reply.text());
        }
        return reply.body();
    }

    /** A request for a token with some fields changed; an empty value leaves the field out. */
    public Reply login(String tenant, Map<String, String> changes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", simulator.clientId());
        fields.put("client_secret", simulator.clientSecret());
        fields.put("scope", simulator.url() + "/.default");
        fields.putAll(changes);
        String form = fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                "POST",
                simulator.url() + "/" + tenant + "/oauth2/v2.0/token",
                form,
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    /** The reply, or the exception that a broken connection leads to. */
    private Reply send(String method, String url, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(encoded(url)))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean json =
                    response.headers().firstValue("content-type").orElse("").contains("json");
            return new Reply(response.statusCode(), response, json ? parsed(response.body()) : JSON.missingNode());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException malformed) {
            return JSON.missingNode();
        }
    }

    private static String encoded(String url) {
        return url.replace(" ", "%20").replace("'", "%27").replace("\"", "%22").replace("#", "%23");
    }

    private static SSLContext trusting(String pem) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "simulator",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
