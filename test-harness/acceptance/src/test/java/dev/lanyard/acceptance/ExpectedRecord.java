package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** How an export writes resources, entitlements and grants. */
final class ExpectedRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExpectedRecord() {}

    static ObjectNode resource(String type, String id, String name) {
        ObjectNode record = JSON.createObjectNode();
        record.put("kind", "resource");
        record.put("key", type + "/" + id);
        record.put("type", type);
        record.put("id", id);
        record.put("displayName", name);
        return record;
    }

    static ObjectNode entitlement(ObjectNode resource, String slug, String name, String purpose, Set<String> types) {
        ObjectNode record = JSON.createObjectNode();
        record.put("kind", "entitlement");
        record.put("key", resource.get("key").asText() + "#" + slug);
        record.put("resource", resource.get("key").asText());
        record.put("slug", slug);
        record.put("displayName", name);
        record.put("purpose", purpose);
        ArrayNode accepted = record.putArray("principalTypes");
        types.forEach(accepted::add);
        return record;
    }

    static ObjectNode grant(String entitlement, String principal) {
        ObjectNode record = JSON.createObjectNode();
        record.put("kind", "grant");
        record.put("key", entitlement + "@" + principal);
        record.put("entitlement", entitlement);
        record.put("principal", principal);
        record.put("holding", "ACTIVE");
        record.put("expandable", false);
        record.put("external", !principal.matches("(user|group|service-principal)/.*"));
        return record;
    }

    /** What a key says of how something is held. */
    static String qualifier(String holding) {
        return switch (holding) {
            case "ELIGIBLE" -> ";eligible";
            case "TEMPORARY" -> ";temporary";
            default -> "";
        };
    }

    static void validity(ObjectNode grant, JsonNode properties) {
        grant.set("from", properties.get("startDateTime"));
        if (properties.hasNonNull("endDateTime")) {
            grant.set("until", properties.get("endDateTime"));
        }
    }

    /** Takes over what an administrator is promised, as far as it is there. */
    static void copy(JsonNode from, ObjectNode to, Set<String> names) {
        from.properties().forEach(each -> {
            if (names.contains(each.getKey()) && !each.getValue().isNull()) {
                to.set(each.getKey(), withoutNulls(each.getValue()));
            }
        });
    }

    /** What Graph writes as null is absent, within a value too. */
    static JsonNode withoutNulls(JsonNode value) {
        JsonNode copy = value.deepCopy();
        removeNulls(copy);
        return copy;
    }

    private static void removeNulls(JsonNode value) {
        if (value.isObject()) {
            value.properties().removeIf(each -> each.getValue().isNull());
        }
        value.forEach(ExpectedRecord::removeNulls);
    }
}
