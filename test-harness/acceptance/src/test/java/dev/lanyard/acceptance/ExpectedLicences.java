package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What an export must hold of subscribed products, and of who is assigned them and through what. */
final class ExpectedLicences {

    private final Consumer<ObjectNode> out;

    private ExpectedLicences(Consumer<ObjectNode> out) {
        this.out = out;
    }

    static void add(List<JsonNode> lines, Consumer<ObjectNode> out) {
        ExpectedLicences expected = new ExpectedLicences(out);
        lines.forEach(expected::add);
    }

    private void add(JsonNode line) {
        JsonNode properties = line.path("properties");
        String id = line.path("id").asText();
        switch (line.get("type").asText()) {
            case "subscribedSku" -> addProduct(properties);
            case "user" -> addLicences(id, properties);
            case "group" -> addGroupLicences(id, properties);
            default -> {
                // The others' business.
            }
        }
    }

    private void addProduct(JsonNode properties) {
        String name = properties.get("skuPartNumber").asText();
        ObjectNode record =
                ExpectedRecord.resource("licence", properties.get("skuId").asText(), name);
        record.put("status", "ENABLED");
        record.putArray("traits").add("LICENCE");
        ObjectNode attributes = record.putObject("attributes");
        ExpectedRecord.copy(
                properties,
                attributes,
                Set.of(
                        "skuPartNumber",
                        "capabilityStatus",
                        "appliesTo",
                        "accountName",
                        "consumedUnits",
                        "prepaidUnits",
                        "servicePlans"));
        JsonNode bought = properties.get("prepaidUnits");
        attributes.put(
                "unitsBought",
                bought.get("enabled").asInt() + bought.get("warning").asInt());
        attributes.set("unitsUsed", properties.get("consumedUnits"));
        out.accept(record);
        out.accept(ExpectedRecord.entitlement(
                record, "assigned", "Licence " + name, "ASSIGNMENT", new TreeSet<>(Set.of("user", "group"))));
    }

    private void addLicences(String user, JsonNode properties) {
        for (JsonNode state : properties.path("licenseAssignmentStates")) {
            ObjectNode grant =
                    ExpectedRecord.grant("licence/" + state.get("skuId").asText() + "#assigned", "user/" + user);
            if (state.hasNonNull("assignedByGroup")) {
                String through = "group/" + state.get("assignedByGroup").asText();
                grant.put("through", through);
                grant.put("key", grant.get("key").asText() + ";through=" + through);
            }
            ObjectNode attributes = grant.putObject("attributes");
            attributes.set("state", state.get("state"));
            attributes.set("error", state.get("error"));
            out.accept(grant);
        }
    }

    private void addGroupLicences(String group, JsonNode properties) {
        for (JsonNode licence : properties.path("assignedLicenses")) {
            out.accept(
                    ExpectedRecord.grant("licence/" + licence.get("skuId").asText() + "#assigned", "group/" + group));
        }
    }
}
