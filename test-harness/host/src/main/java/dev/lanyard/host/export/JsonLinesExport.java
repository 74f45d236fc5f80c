package dev.lanyard.host.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.StoredEntitlement;
import dev.lanyard.host.store.StoredGrant;
import dev.lanyard.host.store.StoredResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * Writes one JSON object a line: resources, then entitlements, then grants, each in the order of their keys.
 *
 * <pre>{@code
 * {"kind":"resource","key":"user/7","type":"user","id":"7","displayName":"Ann","status":"ENABLED","traits":["ACCOUNT"],"parent":"…","attributes":{…}}
 * {"kind":"entitlement","key":"group/9#member","resource":"group/9","slug":"member","displayName":"Member","purpose":"MEMBERSHIP","principalTypes":["group","user"],"refusal":{"code":"dynamic","reason":"…"}}
 * {"kind":"grant","key":"group/9#member@user/7","entitlement":"group/9#member","principal":"user/7","holding":"ACTIVE","scope":"…","through":"…","expandable":false,"external":false,"from":"…","until":"…","attributes":{…}}
 * }</pre>
 *
 * <p>What is absent ({@code parent}, {@code refusal}, {@code scope}, {@code through}, {@code from}, {@code until}, a
 * grant's {@code attributes}) is left out. Attribute values are texts, booleans, whole numbers, lists and objects;
 * points in time are ISO-8601 texts. Nothing that depends on the run is written.
 */
public final class JsonLinesExport {

    // A tenant has as many keys as records: interning them would only fill tables.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonGenerator json;

    private JsonLinesExport(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes all that a reader sees.
     *
     * @param reader the store
     * @param out where to; flushed, not closed
     * @throws IOException if it cannot be written
     */
    public static void write(StoreReader reader, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(null);
            JsonLinesExport export = new JsonLinesExport(json);
            reader.forEachResource(resource -> export.line(() -> export.resource(resource)));
            reader.forEachEntitlement(entitlement -> export.line(() -> export.entitlement(entitlement)));
            reader.forEachGrant(grant -> export.line(() -> export.grant(grant)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void resource(StoredResource resource) throws IOException {
        json.writeStringField("kind", "resource");
        json.writeStringField("key", resource.key().text());
        json.writeStringField("type", resource.key().type());
        json.writeStringField("id", resource.key().id());
        json.writeStringField("displayName", resource.displayName());
        json.writeStringField("status", resource.status());
        list("traits", resource.traits());
        optional("parent", resource.parent());
        json.writeFieldName("attributes");
        json.writeRawValue(resource.attributes());
    }

    private void entitlement(StoredEntitlement entitlement) throws IOException {
        json.writeStringField("kind", "entitlement");
        json.writeStringField("key", entitlement.key().text());
        json.writeStringField("resource", entitlement.key().resource().text());
        json.writeStringField("slug", entitlement.key().slug());
        json.writeStringField("displayName", entitlement.displayName());
        json.writeStringField("purpose", entitlement.purpose());
        list("principalTypes", entitlement.principalTypes());
        if (entitlement.refusal().isPresent()) {
            json.writeObjectFieldStart("refusal");
            json.writeStringField("code", entitlement.refusal().get().code());
            json.writeStringField("reason", entitlement.refusal().get().reason());
            json.writeEndObject();
        }
    }

    private void grant(StoredGrant grant) throws IOException {
        json.writeStringField("kind", "grant");
        json.writeStringField("key", grant.key());
        json.writeStringField("entitlement", grant.entitlement());
        json.writeStringField("principal", grant.principal());
        json.writeStringField("holding", grant.holding());
        optional("scope", grant.scope());
        optional("through", grant.through());
        json.writeBooleanField("expandable", grant.expandable());
        json.writeBooleanField("external", grant.external());
        optional("from", grant.from());
        optional("until", grant.until());
        if (!grant.attributes().equals("{}")) {
            json.writeFieldName("attributes");
            json.writeRawValue(grant.attributes());
        }
    }

    private interface Fields {
        void write() throws IOException;
    }

    private void line(Fields fields) {
        try {
            json.writeStartObject();
            fields.write();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void list(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void optional(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
