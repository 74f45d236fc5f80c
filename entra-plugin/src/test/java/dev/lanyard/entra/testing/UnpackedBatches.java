package dev.lanyard.entra.testing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Answers a batch with what the service that it was sent to is scripted to answer to each call in it. */
final class UnpackedBatches implements ResponseDefinitionTransformerV2 {

    static final String NAME = "unpacked-batches";

    private final OkHttpClient client;

    UnpackedBatches(OkHttpClient client) {
        this.client = client;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        String address =
                event.getRequest().getAbsoluteUrl().replace("/$batch", "").replace("/%24batch", "");
        List<String> answers = new ArrayList<>();
        try {
            for (Map<String, String> call : calls(event.getRequest().getBody())) {
                answers.add(answer(call.getOrDefault("id", ""), address + call.get("url")));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ResponseDefinitionBuilder()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"responses\":[" + String.join(",", answers) + "]}")
                .build();
    }

    private String answer(String id, String address) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(address).build()).execute()) {
            String body = response.body() == null ? "" : response.body().string();
            return "{\"id\":\"" + id + "\",\"status\":" + response.code()
                    + ",\"headers\":{\"Content-Type\":\"application/json\"},\"body\":"
                    + (body.startsWith("{") ? body : "{}") + "}";
        }
    }

    /** The texts of each call. */
    private static List<Map<String, String>> calls(byte[] body) throws IOException {
        List<Map<String, String>> calls = new ArrayList<>();
        try (JsonParser json = Json.FACTORY.createParser(new String(body, StandardCharsets.UTF_8))) {
            while (json.nextToken() != JsonToken.START_ARRAY) {
                // Behind it are the calls.
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> call = new HashMap<>();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    if (json.nextToken() == JsonToken.VALUE_STRING) {
                        call.put(name, json.getText());
                    } else {
                        json.skipChildren();
                    }
                }
                calls.add(call);
            }
        }
        return calls;
    }
}
