package dev.lanyard.host.cli.changes;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.answers.Subjects;
import dev.lanyard.host.provision.InvalidFormException;
import dev.lanyard.host.provision.Names;
import dev.lanyard.host.store.Named;
import dev.lanyard.host.store.RecordFinder;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.StoredResource;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys as they are, and finds names in what was last synced: what is changed need not have been read before. The
 * store is opened when the first name is looked up.
 */
final class StoreNames implements Names, AutoCloseable {

    private final Store store;
    private final ConnectorDescriptor descriptor;
    private @Nullable StoreReader reader;

    StoreNames(Store store, ConnectorDescriptor descriptor) {
        this.store = store;
        this.descriptor = descriptor;
    }

    @Override
    public ResourceId resource(String text, Set<String> types) {
        Optional<ResourceId> key = Subjects.parse(text).filter(this::isOfKnownType);
        if (key.isPresent()) {
            if (!types.contains(key.get().type())) {
                throw new InvalidFormException(
                        text + " is a " + key.get().type(), "name a " + String.join(" or ", new TreeSet<>(types)));
            }
            return key.get();
        }
        RecordFinder find = find(text);
        Map<ResourceId, StoredResource> found = new LinkedHashMap<>();
        Stream.concat(find.named(text).stream(), find.accounts(text).stream())
                .filter(each -> types.contains(each.key().type()))
                .forEach(each -> found.put(each.key(), each));
        return Subjects.one(List.copyOf(found.values()), text).key();
    }

    @Override
    public EntitlementId entitlement(String text) {
        Optional<EntitlementId> key = parse(text).filter(id -> isOfKnownType(id.resource()));
        if (key.isPresent()) {
            return key.get();
        }
        List<Named> meant = Subjects.entitlements(find(text), text);
        if (meant.size() != 1) {
            throw new HostException(
                    meant.isEmpty() ? "nothing can be had on " + text : "several things can be had on " + text,
                    meant.isEmpty()
                            ? "name another resource"
                            : "use one of " + meant.stream().map(Named::key).collect(Collectors.joining(", ")));
        }
        return EntitlementId.parse(meant.get(0).key());
    }

    private boolean isOfKnownType(ResourceId id) {
        return descriptor.resourceType(id.type()).isPresent();
    }

    private RecordFinder find(String text) {
        StoreReader open = reader;
        if (open == null) {
            open = store.read()
                    .orElseThrow(() -> new HostException(
                            "'" + text + "' is no key, and the store " + store.file() + " holds no completed sync",
                            "use a key such as TYPE/ID, or run 'lanyard sync' first"));
            reader = open;
        }
        return open.find();
    }

    private static Optional<EntitlementId> parse(String text) {
        try {
            return Optional.of(EntitlementId.parse(text));
        } catch (IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
