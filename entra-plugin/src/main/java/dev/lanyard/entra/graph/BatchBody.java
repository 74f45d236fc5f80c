package dev.lanyard.entra.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bodies of a {@code $batch}: calls into it, answers out of it, in any order. Source: "Combine multiple requests in
 * one HTTP call using JSON batching".
 */
final class BatchBody {

    private BatchBody() {}

    /** Writes the calls, each under the number that it is known by. */
    static byte[] write(SortedMap<Integer, RequestInformation> calls, String graphBase) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("requests");
            for (Map.Entry<Integer, RequestInformation> call : calls.entrySet()) {
                json.writeStartObject();
                json.writeStringField("id", call.getKey().toString());
                json.writeStringField(
                        "method", Endpoint.methodOf(call.getValue()).name());
                json.writeStringField("url", relative(call.getValue(), graphBase));
                writeHeaders(json, call.getValue());
                writeBody(json, call.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return body.toByteArray();
    }

    private static String relative(RequestInformation request, String graphBase) {
        URI address = Endpoint.uriOf(request, graphBase);
        return address.toString().substring(graphBase.length());
    }

    private static void writeHeaders(JsonGenerator json, RequestInformation request) throws IOException {
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, Set<String>> header : request.headers.entrySet()) {
            json.writeStringField(header.getKey(), String.join(",", header.getValue()));
        }
        json.writeEndObject();
    }

    private static void writeBody(JsonGenerator json, RequestInformation request) throws IOException {
        InputStream content = request.content;
        if (content != null) {
            json.writeFieldName("body");
            json.writeRawValue(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            // The batch may have to be sent again.
            content.reset();
        }
    }

    /**
     * Reads the answers by the number of their request. A body is a piece of the batch's own bytes, so that nothing is
     * written anew and its length is what went over the wire.
     *
     * @throws IOException if the text is not the answer to a batch
     */
    static SortedMap<Integer, Answer> read(byte[] text) throws IOException {
        SortedMap<Integer, Answer> answers = new TreeMap<>();
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean responses = "responses".equals(json.currentName());
                if (json.nextToken() == JsonToken.START_ARRAY && responses) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        readAnswer(json, text, answers);
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        return answers;
    }

    private static void readAnswer(JsonParser json, byte[] text, Map<Integer, Answer> answers) throws IOException {
        String id = "";
        int status = 0;
        Map<String, String> headers = new HashMap<>();
        byte[] body = new byte[0];
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> id = json.getText();
                case "status" -> status = json.getIntValue();
                case "headers" -> readHeaders(json, headers);
                case "body" -> {
                    int start = (int) json.currentTokenLocation().getByteOffset();
                    json.skipChildren();
                    if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                        body = Arrays.copyOfRange(
                                text, start, (int) json.currentTokenLocation().getByteOffset() + 1);
                    } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                        body = json.getText().getBytes(StandardCharsets.UTF_8);
                    }
                }
                default -> json.skipChildren();
            }
        }
        try {
            answers.put(Integer.valueOf(id), new Answer(status, Answer.caseless(headers), body));
        } catch (NumberFormatException foreign) {
            throw new IOException("an answer to no request of this batch", foreign);
        }
    }

    private static void readHeaders(JsonParser json, Map<String, String> headers) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                headers.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }
}
