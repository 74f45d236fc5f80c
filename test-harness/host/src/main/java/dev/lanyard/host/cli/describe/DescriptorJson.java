package dev.lanyard.host.cli.describe;

import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.EntitlementDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Holding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connector's description as JSON, with its settings as a JSON Schema. */
public final class DescriptorJson {

    private DescriptorJson() {}

    static Map<String, Object> of(ConnectorDescriptor descriptor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", descriptor.id());
        json.put("displayName", descriptor.displayName());
        json.put("version", descriptor.version());
        json.put("spiVersion", descriptor.spiVersion());
        json.put("settings", JsonText.parse(descriptor.schema().toJsonSchema()));
        json.put(
                "streams", descriptor.streams().stream().map(DescriptorJson::of).toList());
        json.put("feeds", descriptor.feeds().stream().map(DescriptorJson::of).toList());
        json.put(
                "resourceTypes",
                descriptor.resourceTypes().stream().map(DescriptorJson::of).toList());
        json.put(
                "changes", descriptor.changes().stream().map(DescriptorJson::of).toList());
        json.put(
                "actions", descriptor.actions().stream().map(DescriptorJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(ChangeDescriptor change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", change.id());
        json.put("displayName", change.displayName());
        json.put("description", change.description());
        json.put("kind", change.kind().name());
        json.put("resourceType", change.resourceType());
        if (!change.entitlements().isEmpty()) {
            json.put("entitlements", sorted(change.entitlements()));
            json.put(
                    "holdings",
                    change.holdings().stream().sorted().map(Holding::name).toList());
        }
        json.put("attributes", JsonText.parse(change.attributes().toJsonSchema()));
        json.put("furtherAttributes", change.furtherAttributes());
        json.put(
                "permissions",
                change.permissions().stream().map(DescriptorJson::of).toList());
        json.put("privilegedRoles", change.privilegedRoles());
        return json;
    }

    /**
     * Turns the description of an action into JSON.
     *
     * @param action the action
     * @return maps, lists, texts and truth values
     */
    public static Map<String, Object> of(ActionDescriptor action) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", action.id());
        json.put("displayName", action.displayName());
        json.put("description", action.description());
        action.resourceType().ifPresent(type -> json.put("resourceType", type));
        json.put("arguments", JsonText.parse(action.arguments().toJsonSchema()));
        json.put("results", JsonText.parse(action.results().toJsonSchema()));
        json.put(
                "permissions",
                action.permissions().stream().map(DescriptorJson::of).toList());
        json.put("privilegedRoles", action.privilegedRoles());
        return json;
    }

    private static Map<String, Object> of(StreamDescriptor stream) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", stream.id());
        json.put("displayName", stream.displayName());
        json.put("description", stream.description());
        json.put("resourceTypes", sorted(stream.resourceTypes()));
        json.put("incremental", stream.incremental());
        json.put(
                "permissions",
                stream.permissions().stream().map(DescriptorJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(FeedDescriptor feed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", feed.id());
        json.put("displayName", feed.displayName());
        json.put("description", feed.description());
        json.put("content", feed.content().name());
        json.put("resourceTypes", sorted(feed.resourceTypes()));
        json.put("interval", feed.interval().toString());
        json.put("lateness", feed.lateness().toString());
        json.put(
                "permissions",
                feed.permissions().stream().map(DescriptorJson::of).toList());
        feed.licence().ifPresent(licence -> json.put("licence", licence));
        return json;
    }

    private static Map<String, Object> of(Permission permission) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("anyOf", permission.anyOf());
        json.put("purpose", permission.purpose());
        json.put("optional", permission.optional());
        return json;
    }

    private static Map<String, Object> of(ResourceTypeDescriptor type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", type.id());
        json.put("displayName", type.displayName());
        json.put("traits", type.traits().stream().sorted().map(Enum::name).toList());
        json.put(
                "entitlements",
                type.entitlements().stream().map(DescriptorJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(EntitlementDescriptor entitlement) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("slug", entitlement.slug());
        json.put("displayName", entitlement.displayName());
        json.put("purpose", entitlement.purpose().name());
        json.put("principalTypes", sorted(entitlement.principalTypes()));
        return json;
    }

    private static List<String> sorted(Set<String> ids) {
        return ids.stream().sorted().toList();
    }
}
