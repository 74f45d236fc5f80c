package dev.lanyard.spi.describe;

import dev.lanyard.spi.config.ConfigSchema;
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
 */
public record ConnectorDescriptor(
        String id,
        String displayName,
        String version,
        int spiVersion,
        ConfigSchema schema,
        List<ResourceTypeDescriptor> resourceTypes,
        List<StreamDescriptor> streams) {

    /** Keeps copies, and refuses an id that is used twice or a stream that names an unknown resource type. */
    public ConnectorDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(schema, "schema");
        resourceTypes = List.copyOf(resourceTypes);
        streams = List.copyOf(streams);
        Set<String> types = new HashSet<>();
        for (ResourceTypeDescriptor type : resourceTypes) {
            requireNew(types.add(type.id()), "resource type", type.id());
        }
        Set<String> streamIds = new HashSet<>();
        for (StreamDescriptor stream : streams) {
            requireNew(streamIds.add(stream.id()), "stream", stream.id());
            for (String type : stream.resourceTypes()) {
                if (!types.contains(type)) {
                    throw new IllegalArgumentException("stream '" + stream.id() + "' yields the resource type '" + type
                            + "', which is not listed");
                }
            }
        }
    }

    private static void requireNew(boolean added, String what, String id) {
        if (!added) {
            throw new IllegalArgumentException("the " + what + " id '" + id + "' is used twice");
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
}
