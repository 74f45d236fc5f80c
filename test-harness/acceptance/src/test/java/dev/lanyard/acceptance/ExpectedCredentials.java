package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What an export must hold of secrets, certificates and federated credentials. */
final class ExpectedCredentials {

    private final SimulatedObjects objects;
    private final Consumer<ObjectNode> out;

    private ExpectedCredentials(SimulatedObjects objects, Consumer<ObjectNode> out) {
        this.objects = objects;
        this.out = out;
    }

    static void add(List<JsonNode> lines, SimulatedObjects objects, Consumer<ObjectNode> out) {
        ExpectedCredentials expected = new ExpectedCredentials(objects, out);
        lines.forEach(expected::add);
    }

    private void add(JsonNode line) {
        JsonNode properties = line.path("properties");
        String id = line.path("id").asText();
        switch (line.get("type").asText()) {
            case "servicePrincipal" -> addCredentials("service-principal", id, properties);
            case "application" -> addCredentials("application", id, properties);
            case "federation" -> addFederation(line);
            default -> {
                // The others' business.
            }
        }
    }

    private void addCredentials(String ownerType, String owner, JsonNode properties) {
        properties
                .path("passwordCredentials")
                .forEach(each -> addCredential(ownerType, owner, "client-secret", "keyId", "displayName", each));
        properties
                .path("keyCredentials")
                .forEach(each -> addCredential(ownerType, owner, "certificate", "keyId", "displayName", each));
    }

    private void addFederation(JsonNode line) {
        String type = line.has("application") ? "application" : "servicePrincipal";
        ObjectNode credential = objects.object(line.get("credential").asText())
                .get("properties")
                .deepCopy();
        credential.put("id", line.get("credential").asText());
        addCredential(
                type.equals("application") ? "application" : "service-principal",
                line.get(type).asText(),
                "federated",
                "id",
                "name",
                credential);
    }

    private void addCredential(
            String ownerType, String owner, String kind, String idName, String nameName, JsonNode credential) {
        ObjectNode record = ExpectedRecord.resource(
                "credential",
                owner + "." + credential.get(idName).asText(),
                credential.get(nameName).asText());
        record.put("status", "ENABLED");
        record.putArray("traits").add("CREDENTIAL");
        record.put("parent", ownerType + "/" + owner);
        ObjectNode attributes = record.putObject("attributes");
        credential.properties().forEach(each -> {
            if (!Set.of(idName, "hint").contains(each.getKey())) {
                attributes.set(each.getKey(), each.getValue());
            }
        });
        attributes.put("credentialKind", kind);
        String end = credential.path("endDateTime").asText();
        if (!end.isEmpty()) {
            attributes.set("expires", credential.get("endDateTime"));
        }
        attributes.put("expired", !end.isEmpty() && !Instant.parse(end).isAfter(Instant.now()));
        out.accept(record);
    }
}
