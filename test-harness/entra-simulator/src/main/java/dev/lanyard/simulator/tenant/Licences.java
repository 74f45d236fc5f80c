package dev.lanyard.simulator.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Assigns licences in a draft, and keeps what Graph derives from it: a group's licence reaches its direct users, a
 * user's {@code assignedLicenses} mix what was assigned directly and what came through groups, and the products count
 * both.
 */
final class Licences {

    private static final String STATES = "licenseAssignmentStates";
    private static final String ASSIGNED = "assignedLicenses";
    private static final String UPDATED = "2025-01-01T00:00:00Z";

    private final DirectoryDraft draft;
    private final Set<String> touched = new LinkedHashSet<>();
    private final Map<String, Integer> newlyUsed = new LinkedHashMap<>();

    Licences(DirectoryDraft draft) {
        this.draft = draft;
    }

    /** The ids of all products. */
    List<String> products() {
        return draft.ids(ObjectType.SUBSCRIBED_SKU).stream()
                .map(id -> id.substring(id.indexOf('_') + 1))
                .toList();
    }

    /** The ids of the users whose licences have changed. */
    Set<String> touched() {
        return touched;
    }

    void assign(int slot, String product, List<String> disabledPlans) {
        DirectoryObject object = draft.object(slot);
        if (object.type() == ObjectType.USER) {
            setState(slot, product, null, "Active", "None", disabledPlans);
            return;
        }
        ArrayNode assigned = list(object, ASSIGNED);
        removeFrom(assigned, node -> node.path("skuId").asText().equals(product));
        disabled(assigned.addObject().put("skuId", product), disabledPlans);
        draft.put(object.with(Map.of(ASSIGNED, assigned)));
        for (int member : draft.linked(Link.MEMBERS, slot)) {
            if (draft.objectOrNull(member) != null && draft.object(member).type() == ObjectType.USER) {
                inherit(member, product, object.id(), disabledPlans);
            }
        }
    }

    /** Notes what went wrong with a licence; in the state {@code Error} the user does not have it. */
    void fail(int user, String product, String state, String error) {
        setState(user, product, null, state, error, List.of());
    }

    void remove(int slot, String product) {
        DirectoryObject object = draft.object(slot);
        if (object.type() == ObjectType.USER) {
            dropState(slot, product, null);
            return;
        }
        ArrayNode assigned = list(object, ASSIGNED);
        removeFrom(assigned, node -> node.path("skuId").asText().equals(product));
        draft.put(object.with(Map.of(ASSIGNED, assigned)));
        for (int member : draft.linked(Link.MEMBERS, slot)) {
            if (draft.objectOrNull(member) != null && draft.object(member).type() == ObjectType.USER) {
                dropState(member, product, object.id());
            }
        }
    }

    /** Through a group comes what there is a unit left of; otherwise the error is noted with the user. */
    private void inherit(int user, String product, String group, List<String> disabledPlans) {
        boolean has = has(user, product);
        boolean missing = !has && left(product) <= 0;
        setState(
                user, product, group, missing ? "Error" : "Active", missing ? "CountViolation" : "None", disabledPlans);
        if (!has && !missing) {
            newlyUsed.merge(product, 1, Integer::sum);
        }
    }

    private boolean has(int user, String product) {
        for (JsonNode licence : list(draft.object(user), ASSIGNED)) {
            if (licence.path("skuId").asText().equals(product)) {
                return true;
            }
        }
        return false;
    }

    private int left(String product) {
        for (int slot : draft.slots(ObjectType.SUBSCRIBED_SKU)) {
            DirectoryObject sku = draft.object(slot);
            if (product.equals(sku.text("skuId"))) {
                JsonNode bought = sku.value(sku.type().properties().get("prepaidUnits"));
                return bought.path("enabled").asInt()
                        + bought.path("warning").asInt()
                        - sku.value(sku.type().properties().get("consumedUnits"))
                                .asInt()
                        - newlyUsed.getOrDefault(product, 0);
            }
        }
        return 0;
    }

    /** A user has joined or left a group: what the group has comes or goes. */
    void membershipChanged(int group, int user, boolean member) {
        DirectoryObject of = draft.object(group);
        for (JsonNode licence : list(of, ASSIGNED)) {
            String product = licence.path("skuId").asText();
            if (member) {
                inherit(user, product, of.id(), texts(licence.path("disabledPlans")));
            } else {
                dropState(user, product, of.id());
            }
        }
    }

    /** Counts who has each product, unless nothing has changed. */
    void count() {
        if (touched.isEmpty()) {
            return;
        }
        Map<String, Integer> holders = new LinkedHashMap<>();
        for (int slot : draft.slots(ObjectType.USER)) {
            DirectoryObject user = draft.objectOrNull(slot);
            if (user != null) {
                list(user, ASSIGNED)
                        .forEach(licence -> holders.merge(licence.path("skuId").asText(), 1, Integer::sum));
            }
        }
        for (int slot : draft.slots(ObjectType.SUBSCRIBED_SKU)) {
            DirectoryObject product = draft.object(slot);
            draft.put(product.with(Map.of("consumedUnits", holders.getOrDefault(product.text("skuId"), 0))));
        }
    }

    private void setState(
            int user, String product, @Nullable String group, String state, String error, List<String> disabledPlans) {
        DirectoryObject object = draft.object(user);
        ArrayNode states = list(object, STATES);
        removeFrom(states, node -> isOf(node, product, group));
        ObjectNode entry = states.addObject();
        entry.put("skuId", product);
        disabled(entry, disabledPlans);
        entry.put("assignedByGroup", group);
        entry.put("state", state);
        entry.put("error", error);
        entry.put("lastUpdatedDateTime", UPDATED);
        put(object, states);
    }

    private void dropState(int user, String product, @Nullable String group) {
        DirectoryObject object = draft.object(user);
        ArrayNode states = list(object, STATES);
        removeFrom(states, node -> isOf(node, product, group));
        put(object, states);
    }

    private void put(DirectoryObject user, ArrayNode states) {
        // What one source leaves on, is on.
        Map<String, List<String>> products = new LinkedHashMap<>();
        states.forEach(state -> {
            if (!state.path("state").asText().equals("Error")) {
                List<String> off = texts(state.path("disabledPlans"));
                products.merge(
                        state.path("skuId").asText(),
                        off,
                        (one, other) -> one.stream().filter(other::contains).toList());
            }
        });
        ArrayNode assigned = JsonNodeFactory.instance.arrayNode();
        products.forEach((product, off) -> disabled(assigned.addObject().put("skuId", product), off));
        draft.put(user.with(Map.of(STATES, states, ASSIGNED, assigned)));
        touched.add(user.id());
    }

    private static void disabled(ObjectNode licence, List<String> plans) {
        ArrayNode disabled = licence.putArray("disabledPlans");
        plans.forEach(disabled::add);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static boolean isOf(JsonNode state, String product, @Nullable String group) {
        return state.path("skuId").asText().equals(product)
                && (group == null
                        ? state.path("assignedByGroup").isNull()
                        : group.equals(state.path("assignedByGroup").asText()));
    }

    private static ArrayNode list(DirectoryObject object, String property) {
        JsonNode value = object.value(object.type().properties().get(property));
        return value.isArray() ? value.deepCopy() : JsonNodeFactory.instance.arrayNode();
    }

    private static void removeFrom(ArrayNode list, Predicate<JsonNode> unwanted) {
        for (int index = list.size() - 1; index >= 0; index--) {
            if (unwanted.test(list.get(index))) {
                list.remove(index);
            }
        }
    }
}
