package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the simulator lists, by id, and what its types are called in an export. */
final class SimulatedObjects {

    private static final Map<String, String> TYPES = Map.of(
            "user", "user",
            "group", "group",
            "servicePrincipal", "service-principal",
            "device", "device",
            "orgContact", "contact");

    private final Map<String, JsonNode> objects = new HashMap<>();

    SimulatedObjects(List<JsonNode> lines) {
        for (JsonNode line : lines) {
            if (line.has("id")) {
                objects.put(line.get("id").asText(), line);
            }
        }
    }

    JsonNode object(String id) {
        return Optional.ofNullable(objects.get(id)).orElseThrow();
    }

    static String type(String graphName) {
        return Optional.ofNullable(TYPES.get(graphName)).orElseThrow();
    }

    /** The key of whoever {@code principalId} names. */
    String principal(JsonNode properties) {
        String id = properties.get("principalId").asText();
        return type(object(id).get("type").asText()) + "/" + id;
    }
}
