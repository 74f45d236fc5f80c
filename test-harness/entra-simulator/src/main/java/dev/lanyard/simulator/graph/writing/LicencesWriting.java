package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Assigns products to users and groups: all that a call asks for, or nothing. */
final class LicencesWriting {

    /** Plans that nobody has both of. */
    private static final List<Set<String>> EXCLUSIVE = List.of(
            Set.of("EXCHANGE_S_STANDARD", "EXCHANGE_S_ENTERPRISE"),
            Set.of("SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE"));

    private LicencesWriting() {}

    /** A product to be added, and the plans of it that stay off. */
    private record Added(DirectoryObject product, List<String> disabledPlans) {}

    static Answer assignToUser(WriteCall call) {
        JsonNode body = body(call);
        DirectoryObject user = call.user(call.id());
        List<Added> added = added(call, body);
        List<String> removed = removed(body);
        if (!added.isEmpty() && user.text("usageLocation") == null) {
            throw GraphException.badRequest("License assignment cannot be done for user with invalid usage location.");
        }
        removed.forEach(product -> requireDirect(user, product));
        for (Added each : added) {
            requireUnits(user, each.product());
        }
        requireCompatible(call, user, added, removed);
        apply(call, user, added, removed);
        return call.object(200, "users", user.id());
    }

    static Answer assignToGroup(WriteCall call) {
        JsonNode body = body(call);
        DirectoryObject group = call.object(ObjectType.GROUP, call.id());
        if (call.tenant().premium() == Premium.FREE || !GroupRules.isTrue(group, "securityEnabled")) {
            throw GraphException.badRequest("Licenses can be assigned to security-enabled groups only, in a tenant"
                    + " with Microsoft Entra ID P1.");
        }
        List<Added> added = added(call, body);
        List<String> removed = removed(body);
        for (String product : removed) {
            if (!products(group, "assignedLicenses").contains(product)) {
                throw GraphException.badRequest("Group does not have a corresponding license.");
            }
        }
        apply(call, group, added, removed);
        return call.object(202, "groups", group.id());
    }

    private static void apply(WriteCall call, DirectoryObject to, List<Added> added, List<String> removed) {
        call.tenant().change(edit -> {
            removed.forEach(product -> edit.licences().remove(to.id(), product));
            added.forEach(each -> edit.licences().assign(to.id(), skuId(each.product()), each.disabledPlans()));
        });
    }

    private static JsonNode body(WriteCall call) {
        JsonNode body = call.body();
        for (String name : List.of("addLicenses", "removeLicenses")) {
            if (!body.path(name).isArray()) {
                throw GraphException.unknown("One or more parameters of the operation 'assignLicense' are missing from"
                        + " the request payload. The missing parameters are: " + name + ".");
            }
        }
        return body;
    }

    private static List<Added> added(WriteCall call, JsonNode body) {
        List<Added> added = new ArrayList<>();
        for (JsonNode each : body.path("addLicenses")) {
            String sku = each.path("skuId").asText();
            DirectoryObject product = product(call, sku);
            List<String> disabled = new ArrayList<>();
            each.path("disabledPlans").forEach(plan -> disabled.add(plan.asText()));
            Set<String> known = new HashSet<>();
            product.value(product.type().properties().get("servicePlans"))
                    .forEach(plan -> known.add(plan.path("servicePlanId").asText()));
            if (!known.containsAll(disabled)) {
                throw GraphException.badRequest("License assignment failed because a service plan that is to be"
                        + " disabled is not part of license " + sku + ".");
            }
            added.add(new Added(product, disabled));
        }
        return added;
    }

    private static List<String> removed(JsonNode body) {
        List<String> removed = new ArrayList<>();
        body.path("removeLicenses").forEach(product -> removed.add(product.asText()));
        return removed;
    }

    private static DirectoryObject product(WriteCall call, String sku) {
        return Arrays.stream(call.truth().slots(ObjectType.SUBSCRIBED_SKU))
                .mapToObj(call.truth()::object)
                .filter(Objects::nonNull)
                .filter(product -> sku.equalsIgnoreCase(product.text("skuId")))
                .findFirst()
                .orElseThrow(() -> GraphException.badRequest(
                        "License " + sku + " does not correspond to a valid company License."));
    }

    private static void requireDirect(DirectoryObject user, String product) {
        boolean inherited = false;
        for (JsonNode state : user.value(user.type().properties().get("licenseAssignmentStates"))) {
            if (state.path("skuId").asText().equals(product)) {
                if (state.path("assignedByGroup").isNull()) {
                    return;
                }
                inherited = true;
            }
        }
        throw GraphException.badRequest(
                inherited
                        ? "User license is inherited from a group membership and it cannot be removed directly from the"
                                + " user."
                        : "User does not have a corresponding license.");
    }

    private static void requireUnits(DirectoryObject user, DirectoryObject product) {
        JsonNode bought = product.value(product.type().properties().get("prepaidUnits"));
        int used =
                product.value(product.type().properties().get("consumedUnits")).asInt();
        int left = bought.path("enabled").asInt() + bought.path("warning").asInt() - used;
        if (left <= 0 && !products(user, "assignedLicenses").contains(skuId(product))) {
            throw GraphException.badRequest(
                    "Subscription with SKU " + skuId(product) + " does not have any available licenses.");
        }
    }

    /** Refuses plans that exclude each other, whether both are new or one is there already. */
    private static void requireCompatible(
            WriteCall call, DirectoryObject user, List<Added> added, List<String> removed) {
        List<String> plans = new ArrayList<>();
        added.forEach(each -> plans.addAll(plans(each.product(), each.disabledPlans())));
        for (JsonNode licence : user.value(user.type().properties().get("assignedLicenses"))) {
            String sku = licence.path("skuId").asText();
            if (!removed.contains(sku)
                    && added.stream().noneMatch(each -> skuId(each.product()).equals(sku))) {
                List<String> disabled = new ArrayList<>();
                licence.path("disabledPlans").forEach(plan -> disabled.add(plan.asText()));
                plans.addAll(plans(product(call, sku), disabled));
            }
        }
        for (Set<String> exclusive : EXCLUSIVE) {
            if (plans.containsAll(exclusive)) {
                throw GraphException.badRequest("License assignment failed because service plans "
                        + String.join(" and ", exclusive.stream().sorted().toList()) + " are mutually exclusive.");
            }
        }
    }

    private static List<String> plans(DirectoryObject product, List<String> disabled) {
        List<String> plans = new ArrayList<>();
        for (JsonNode plan : product.value(product.type().properties().get("servicePlans"))) {
            if (!disabled.contains(plan.path("servicePlanId").asText())) {
                plans.add(plan.path("servicePlanName").asText());
            }
        }
        return plans;
    }

    private static Set<String> products(DirectoryObject object, String property) {
        Set<String> products = new HashSet<>();
        object.value(object.type().properties().get(property))
                .forEach(licence -> products.add(licence.path("skuId").asText()));
        return products;
    }

    private static String skuId(DirectoryObject product) {
        return String.valueOf(product.text("skuId"));
    }
}
