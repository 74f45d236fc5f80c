package dev.lanyard.host.sync;

import dev.lanyard.host.export.JsonLinesExport;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Short ways to write records, and to sync and show them. */
public final class Samples {

    /** Does not wait long. */
    public static final SyncOptions OPTIONS = SyncOptions.standard()
            .withWorkers(1)
            .withBackoff(new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1)));

    private Samples() {}

    public static Resource user(String id) {
        return user(id, "User " + id);
    }

    public static Resource user(String id, String name) {
        return new Resource(
                new ResourceId("user", id),
                name,
                Status.ENABLED,
                Set.of(Trait.ACCOUNT),
                Optional.empty(),
                Attributes.builder()
                        .put("userPrincipalName", id + "@Contoso.example")
                        .build());
    }

    public static Resource group(String id) {
        return new Resource(
                new ResourceId("group", id),
                "Group " + id,
                Status.ENABLED,
                Set.of(Trait.GROUP),
                Optional.empty(),
                Attributes.NONE);
    }

    public static EntitlementId memberOf(String group) {
        return new EntitlementId(new ResourceId("group", group), "member");
    }

    public static Entitlement membership(String group) {
        return new Entitlement(
                memberOf(group), "Member", Purpose.MEMBERSHIP, Set.of("user", "group"), Optional.empty());
    }

    /** A user in a group. */
    public static Grant in(String group, String user) {
        return new Grant(
                GrantKey.direct(memberOf(group), new ResourceId("user", user)), false, false, Validity.PERMANENT);
    }

    /** A group in a group. */
    public static Grant nested(String outer, String inner) {
        return new Grant(
                GrantKey.direct(memberOf(outer), new ResourceId("group", inner)), true, false, Validity.PERMANENT);
    }

    public static Removal gone(String type, String id) {
        return new Removal(new ResourceId(type, id));
    }

    public static SyncOutcome sync(PagedConnector connector, Store store) {
        return sync(connector, store, OPTIONS);
    }

    public static SyncOutcome sync(PagedConnector connector, Store store, SyncOptions options) {
        return new SyncEngine(connector.descriptor(), connector, store, options).run(SyncListener.SILENT, never());
    }

    public static Cancellation never() {
        return new CancellationSource();
    }

    /** The export as JSON lines; empty without a complete generation. */
    public static List<String> export(Store store) {
        try (StoreReader reader = store.read().orElse(null)) {
            return reader == null ? List.of() : export(reader);
        }
    }

    public static List<String> export(StoreReader reader) {
        StringWriter out = new StringWriter();
        try {
            JsonLinesExport.write(reader, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().lines().toList();
    }

    /** The keys of everything that a store holds. */
    public static List<String> keys(Store store) {
        return export(store).stream()
                .map(line -> line.replaceFirst(".*?\"key\":\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
