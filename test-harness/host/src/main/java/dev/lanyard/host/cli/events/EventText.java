package dev.lanyard.host.cli.events;

import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.store.Named;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.spi.event.Actor;
import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.UsageEvent;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Events in words and as JSON, with the names of what they are about: as the events themselves tell them, or else as
 * they were last synced, or else the keys.
 */
final class EventText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Optional<StoreReader> store;
    private final Map<String, String> told = new HashMap<>();

    EventText(Optional<StoreReader> store, List<Event> events) {
        this.store = store;
        for (Event event : events) {
            if (event instanceof ChangeEvent change) {
                change.effects().forEach(effect -> {
                    if (effect instanceof Resource resource) {
                        told.put(resource.key().text(), resource.displayName());
                    } else if (effect instanceof Entitlement entitlement) {
                        told.put(entitlement.key().text(), entitlement.displayName());
                    }
                });
            }
        }
    }

    /** One line: when, what, about what, by whom. */
    String line(Event event) {
        String start = TIME.format(event.at()) + "  ";
        if (event instanceof ChangeEvent change) {
            return start
                    + pad(Words.of(change.kind()))
                    + subject(change.subject())
                    + change.by().map(by -> "  by " + by.name()).orElse("")
                    + (change.activity().isEmpty() ? "" : "  (" + change.activity() + ")");
        }
        UsageEvent use = (UsageEvent) event;
        return start + pad(use.successful() ? "used" : "not let in")
                + named(use.principal()).displayName() + " → "
                + use.used().map(used -> named(used).displayName()).orElse("what no sync reads");
    }

    private static String pad(String what) {
        return String.format(Locale.ROOT, "%-16s  ", what);
    }

    private String subject(RecordKey key) {
        if (key instanceof GrantKey grant) {
            return named(grant.principal()).displayName() + " → " + subject(grant.entitlement());
        }
        if (key instanceof EntitlementId entitlement) {
            return named(entitlement.resource()).displayName() + ": "
                    + named(entitlement).displayName();
        }
        return key instanceof ResourceId resource ? named(resource).displayName() : key.text();
    }

    Map<String, Object> json(Event event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", event.id());
        json.put("at", event.at().toString());
        if (event instanceof ChangeEvent change) {
            json.put("kind", change.kind().name());
            json.put("subject", change.subject().text());
            putParts(json, change.subject());
            change.by().ifPresent(by -> json.put("by", json(by)));
            json.put("activity", change.activity());
            json.put(
                    "effects",
                    change.effects().stream().map(effect -> effect.key().text()).toList());
        } else if (event instanceof UsageEvent use) {
            json.put("kind", use.successful() ? "USED" : "NOT_LET_IN");
            json.put("principal", json(named(use.principal())));
            use.used().ifPresent(used -> json.put("used", json(named(used))));
        }
        return json;
    }

    private void putParts(Map<String, Object> json, RecordKey key) {
        if (key instanceof GrantKey grant) {
            json.put("principal", json(named(grant.principal())));
            json.put("entitlement", json(named(grant.entitlement())));
            json.put("resource", json(named(grant.entitlement().resource())));
        } else if (key instanceof EntitlementId entitlement) {
            json.put("entitlement", json(named(entitlement)));
            json.put("resource", json(named(entitlement.resource())));
        } else if (key instanceof ResourceId resource) {
            json.put("resource", json(named(resource)));
        }
    }

    private static Map<String, Object> json(Named named) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", named.key());
        json.put("displayName", named.displayName());
        return json;
    }

    private static Map<String, Object> json(Actor by) {
        Map<String, Object> json = new LinkedHashMap<>();
        by.id().ifPresent(id -> json.put("key", id.text()));
        json.put("displayName", by.name());
        return json;
    }

    private Named named(ResourceId id) {
        return new Named(
                id.text(),
                name(
                        id.text(),
                        () -> store.flatMap(reader -> reader.find().resource(id).map(found -> found.displayName()))));
    }

    private Named named(EntitlementId id) {
        return new Named(
                id.text(),
                name(
                        id.text(),
                        () -> store.flatMap(
                                reader -> reader.find().entitlement(id).map(Named::displayName))));
    }

    private String name(String key, Supplier<Optional<String>> stored) {
        String known = told.get(key);
        return known != null ? known : stored.get().orElse(key);
    }
}
