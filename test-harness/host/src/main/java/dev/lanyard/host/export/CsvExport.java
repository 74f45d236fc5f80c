package dev.lanyard.host.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.StoredResource;
import dev.lanyard.spi.model.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes one kind of record as a table: RFC 4180, first row the names of the columns, rows in the order of their keys.
 *
 * <ul>
 *   <li>resources: {@code key, type, id, displayName, status, traits, parent}, then a column {@code attributes.NAME}
 *       for each attribute that any resource has;
 *   <li>entitlements: {@code key, resource, slug, displayName, purpose, principalTypes, refusalCode, refusalReason};
 *   <li>grants: {@code key, entitlement, principal, holding, scope, through, expandable, external, from, until}.
 * </ul>
 *
 * <p>Traits and principal types are separated by spaces. An attribute that is a list or an object is written as JSON;
 * one that is absent is an empty field.
 */
public final class CsvExport {

    private static final JsonFactory JSON = new JsonFactory();

    private CsvExport() {}

    /**
     * Writes all records of a kind that a reader sees.
     *
     * @param reader the store
     * @param kind which
     * @param out where to; flushed, not closed
     * @throws IOException if it cannot be written
     */
    public static void write(StoreReader reader, RecordKind kind, Writer out) throws IOException {
        CSVPrinter table = new CSVPrinter(out, CSVFormat.RFC4180);
        try {
            switch (kind) {
                case RESOURCES -> resources(reader, table);
                case ENTITLEMENTS -> entitlements(reader, table);
                case GRANTS -> grants(reader, table);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        table.flush();
    }

    private static void resources(StoreReader reader, CSVPrinter table) throws IOException {
        List<String> attributes = reader.attributeNames();
        List<String> columns =
                new ArrayList<>(Arrays.asList("key", "type", "id", "displayName", "status", "traits", "parent"));
        attributes.forEach(name -> columns.add("attributes." + name));
        table.printRecord(columns);
        reader.forEachResource(resource -> row(table, fields(resource, attributes)));
    }

    private static Object[] fields(StoredResource resource, List<String> attributes) {
        List<Object> fields = new ArrayList<>(Arrays.asList(
                resource.key().text(),
                resource.key().type(),
                resource.key().id(),
                resource.displayName(),
                resource.status(),
                String.join(" ", resource.traits()),
                resource.parent().orElse("")));
        Map<String, String> values = values(resource.attributes());
        attributes.forEach(name -> fields.add(values.getOrDefault(name, "")));
        return fields.toArray();
    }

    private static void entitlements(StoreReader reader, CSVPrinter table) throws IOException {
        table.printRecord(
                "key", "resource", "slug", "displayName", "purpose", "principalTypes", "refusalCode", "refusalReason");
        reader.forEachEntitlement(entitlement -> row(
                table,
                entitlement.key().text(),
                entitlement.key().resource().text(),
                entitlement.key().slug(),
                entitlement.displayName(),
                entitlement.purpose(),
                String.join(" ", entitlement.principalTypes()),
                entitlement.refusal().map(Refusal::code).orElse(""),
                entitlement.refusal().map(Refusal::reason).orElse("")));
    }

    private static void grants(StoreReader reader, CSVPrinter table) throws IOException {
        table.printRecord(
                "key",
                "entitlement",
                "principal",
                "holding",
                "scope",
                "through",
                "expandable",
                "external",
                "from",
                "until");
        reader.forEachGrant(grant -> row(
                table,
                grant.key(),
                grant.entitlement(),
                grant.principal(),
                grant.holding(),
                grant.scope().orElse(""),
                grant.through().orElse(""),
                grant.expandable(),
                grant.external(),
                grant.from().orElse(""),
                grant.until().orElse("")));
    }

    private static void row(CSVPrinter table, Object... fields) {
        try {
            table.printRecord(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a JSON object apart into its fields: texts as they are, everything else as JSON. */
    private static Map<String, String> values(String object) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                values.put(name, token.isStructStart() ? copy(json) : json.getText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static String copy(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }
}
