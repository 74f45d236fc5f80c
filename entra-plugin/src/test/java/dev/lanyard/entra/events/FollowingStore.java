package dev.lanyard.entra.events;

import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A platform's store in its simplest form: what a sync has read, and what events have made of it since. */
final class FollowingStore {

    private final Map<String, SyncRecord> records = new HashMap<>();
    private final Map<String, Instant> told = new HashMap<>();

    /** Takes in what a full sync reads. */
    void sync(List<SyncRecord> read) {
        read.forEach(record -> {
            if (record instanceof Removal removal) {
                remove(removal.key(), true, Instant.MAX);
            } else {
                records.put(record.key().text(), record);
            }
        });
    }

    /** Takes in an event: of two that speak of the same key, the later one counts, whichever comes first. */
    void take(ChangeEvent event) {
        Set<RecordKey> given = new HashSet<>();
        event.effects().stream().filter(Resource.class::isInstance).forEach(each -> given.add(each.key()));
        for (SyncRecord effect : event.effects()) {
            String key = effect.key().text();
            if (effect instanceof Removal removal) {
                remove(removal.key(), !given.contains(removal.key()), event.at());
                told.merge(key, event.at(), FollowingStore::later);
            } else if (!told.getOrDefault(key, Instant.MIN).isAfter(event.at())) {
                records.put(key, effect);
                told.put(key, event.at());
            }
        }
    }

    private void remove(RecordKey gone, boolean forGood, Instant at) {
        records.entrySet()
                .removeIf(each -> reaches(gone, each.getValue().key(), forGood)
                        && !told.getOrDefault(each.getKey(), Instant.MIN).isAfter(at));
    }

    private static boolean reaches(RecordKey gone, RecordKey key, boolean forGood) {
        if (gone.equals(key)) {
            return true;
        } else if (gone instanceof LeftOutKey leftOut) {
            return reaches(leftOut.resource(), key, false);
        } else if (gone instanceof HoldingsKey holdings) {
            return key instanceof GrantKey grant
                    && grant.principal().equals(holdings.principal())
                    && grant.entitlement().resource().type().equals(holdings.resourceType());
        } else if (gone instanceof EntitlementId entitlement) {
            return key instanceof GrantKey grant && grant.entitlement().equals(entitlement);
        } else if (gone instanceof ResourceId resource) {
            return (key instanceof EntitlementId entitlement
                            && entitlement.resource().equals(resource))
                    || (key instanceof GrantKey grant
                            && (grant.entitlement().resource().equals(resource)
                                    || (forGood && grant.principal().equals(resource))));
        }
        return false;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What it holds, sorted by key; without grants that hang on nothing or are nobody's. */
    Map<String, SyncRecord> held() {
        Map<String, SyncRecord> held = new TreeMap<>(records);
        held.values()
                .removeIf(each -> each instanceof Grant grant
                        && (!records.containsKey(grant.key().entitlement().text())
                                || (!grant.external()
                                        && !records.containsKey(
                                                grant.key().principal().text()))));
        return held;
    }
}
