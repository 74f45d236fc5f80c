package dev.lanyard.spi.describe;

import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.provision.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a plugin can do, what it must be told and which permissions it needs.
 *
 * @param id the connector's id, stable for good, for example {@code entra-id}: lower-case letters, digits and hyphens
 * @param displayName the name that people know it by
 * @param version the plugin's own version
 * @param spiVersion the SPI it was built against: {@link dev.lanyard.spi.SpiVersion#CURRENT} at its build
 * @param schema its settings
 * @param resourceTypes every type of resource that its records and grants name
 * @param streams everything that can be read
 * @param changes everything that can be changed
 * @param actions everything that can be done besides
 * @param feeds every feed of what happens in the system
 */
public record ConnectorDescriptor(
        String id,
        String displayName,
        String version,
        int spiVersion,
        ConfigSchema schema,
        List<ResourceTypeDescriptor> resourceTypes,
        List<StreamDescriptor> streams,
        List<ChangeDescriptor> changes,
        List<ActionDescriptor> actions,
        List<FeedDescriptor> feeds) {

    /** Keeps copies, and refuses an id that is used twice or one of a resource type that is not listed. */
    public ConnectorDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(schema, "schema");
        resourceTypes = List.copyOf(resourceTypes);
        streams = List.copyOf(streams);
        changes = List.copyOf(changes);
        actions = List.copyOf(actions);
        feeds = List.copyOf(feeds);
        Set<String> types = new HashSet<>();
        for (ResourceTypeDescriptor type : resourceTypes) {
            requireNew(types.add(type.id()), "resource type", type.id());
        }
        Set<String> streamIds = new HashSet<>();
        for (StreamDescriptor stream : streams) {
            requireNew(streamIds.add(stream.id()), "stream", stream.id());
            stream.resourceTypes().forEach(type -> requireListed(types, "stream", stream.id(), type));
        }
        Set<String> changeIds = new HashSet<>();
        for (ChangeDescriptor change : changes) {
            requireNew(changeIds.add(change.id()), "change", change.id());
            requireListed(types, "change", change.id(), change.resourceType());
        }
        for (ActionDescriptor action : actions) {
            requireNew(changeIds.add(action.id()), "action", action.id());
            action.resourceType().ifPresent(type -> requireListed(types, "action", action.id(), type));
        }
        Set<String> feedIds = new HashSet<>();
        for (FeedDescriptor feed : feeds) {
            requireNew(feedIds.add(feed.id()), "feed", feed.id());
            feed.resourceTypes().forEach(type -> requireListed(types, "feed", feed.id(), type));
        }
    }

    /**
     * Describes a plugin without feeds.
     *
     * @param id the connector's id
     * @param displayName the name that people know it by
     * @param version the plugin's own version
     * @param spiVersion the SPI it was built against
     * @param schema its settings
     * @param resourceTypes every type of resource that its records and grants name
     * @param streams everything that can be read
     * @param changes everything that can be changed
     * @param actions everything that can be done besides
     */
    public ConnectorDescriptor(
            String id,
            String displayName,
            String version,
            int spiVersion,
            ConfigSchema schema,
            List<ResourceTypeDescriptor> resourceTypes,
            List<StreamDescriptor> streams,
            List<ChangeDescriptor> changes,
            List<ActionDescriptor> actions) {
        this(id, displayName, version, spiVersion, schema, resourceTypes, streams, changes, actions, List.of());
    }

    /**
     * Describes a plugin that only reads.
     *
     * @param id the connector's id
     * @param displayName the name that people know it by
     * @param version the plugin's own version
     * @param spiVersion the SPI it was built against
     * @param schema its settings
     * @param resourceTypes every type of resource that its records and grants name
     * @param streams everything that can be read
     */
    public ConnectorDescriptor(
            String id,
            String displayName,
            String version,
            int spiVersion,
            ConfigSchema schema,
            List<ResourceTypeDescriptor> resourceTypes,
            List<StreamDescriptor> streams) {
        this(id, displayName, version, spiVersion, schema, resourceTypes, streams, List.of(), List.of());
    }

    private static void requireNew(boolean added, String what, String id) {
        if (!added) {
            throw new IllegalArgumentException("the " + what + " id '" + id + "' is used twice");
        }
    }

    private static void requireListed(Set<String> types, String what, String id, String type) {
        if (!types.contains(type)) {
            throw new IllegalArgumentException(
                    what + " '" + id + "' is about the resource type '" + type + "', which is not listed");
        }
    }

    /**
     * Finds a stream.
     *
     * @param streamId its id
     * @return the stream, or empty if this connector has none of that id
     */
    public Optional<StreamDescriptor> stream(String streamId) {
        return streams.stream().filter(stream -> stream.id().equals(streamId)).findFirst();
    }

    /**
     * Finds a resource type.
     *
     * @param typeId its id
     * @return the type, or empty if this connector has none of that id
     */
    public Optional<ResourceTypeDescriptor> resourceType(String typeId) {
        return resourceTypes.stream().filter(type -> type.id().equals(typeId)).findFirst();
    }

    /**
     * Finds what is said of a change. An action has an {@link #action(String)} instead.
     *
     * @param change a change
     * @return what covers it, the first if several do, or empty if this connector refuses it as unsupported
     */
    public Optional<ChangeDescriptor> change(Change change) {
        return changes.stream().filter(each -> each.covers(change)).findFirst();
    }

    /**
     * Finds an action.
     *
     * @param actionId its id
     * @return the action, or empty if this connector has none of that id
     */
    public Optional<ActionDescriptor> action(String actionId) {
        return actions.stream().filter(action -> action.id().equals(actionId)).findFirst();
    }

    /**
     * Finds a feed.
     *
     * @param feedId its id
     * @return the feed, or empty if this connector has none of that id
     */
    public Optional<FeedDescriptor> feed(String feedId) {
        return feeds.stream().filter(feed -> feed.id().equals(feedId)).findFirst();
    }
}
