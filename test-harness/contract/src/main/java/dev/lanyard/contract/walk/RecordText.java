package dev.lanyard.contract.walk;

import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.SyncRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes a record as one line that is the same in every process: sets, whose order differs, are sorted. */
public final class RecordText {

    private RecordText() {}

    /**
     * Writes a record.
     *
     * @param record the record
     * @return everything that it says, kind and identity first
     */
    public static String of(SyncRecord record) {
        if (record instanceof Resource resource) {
            return "resource " + resource.key().text() + " name=" + resource.displayName() + " status="
                    + resource.status() + " traits=" + new TreeSet<>(resource.traits()) + " parent="
                    + resource.parent().map(Object::toString).orElse("") + " " + attributes(resource.attributes());
        } else if (record instanceof Entitlement entitlement) {
            return "entitlement " + entitlement.key().text() + " name=" + entitlement.displayName() + " purpose="
                    + entitlement.purpose() + " for=" + new TreeSet<>(entitlement.principalTypes()) + " refusal="
                    + entitlement.refusal().map(Object::toString).orElse("");
        } else if (record instanceof Grant grant) {
            return "grant " + grant.key().text() + " expandable=" + grant.expandable() + " external=" + grant.external()
                    + " validity=" + grant.validity() + " " + attributes(grant.attributes());
        } else if (record instanceof Removal removal) {
            return "removal " + removal.key().text();
        }
        throw new IllegalArgumentException("a record of unknown kind: " + record.getClass());
    }

    private static String attributes(Attributes attributes) {
        return attributes.names().stream()
                .map(name -> name + "=" + value(attributes.get(name).orElseThrow()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(AttributeValue value) {
        if (value instanceof AttributeValue.Sequence sequence) {
            return sequence.values().stream().map(RecordText::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof AttributeValue.Structure structure ? attributes(structure.fields()) : value.toString();
    }

    /**
     * Shortens a text to something that only an equal text yields.
     *
     * @param text any text
     * @return 22 characters
     */
    public static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
