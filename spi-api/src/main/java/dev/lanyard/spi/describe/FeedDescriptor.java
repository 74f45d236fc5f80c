package dev.lanyard.spi.describe;

import dev.lanyard.spi.config.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A feed of what happens in the system.
 *
 * @param id its id, unique among the connector's feeds: lower-case letters, digits and hyphens
 * @param displayName the name that people know it by
 * @param description what it tells, one or two sentences
 * @param content whether it tells changes or usage
 * @param resourceTypes ids of the resource types that its events are about
 * @param interval how often it is worth polling
 * @param lateness how long after it happened an event may be told and still be found; one that the system tells later
 *     still is left to the next sync
 * @param permissions what the connector must be allowed to do in the system
 * @param licence the licence that the system must have, in its maker's words, or empty
 */
public record FeedDescriptor(
        String id,
        String displayName,
        String description,
        Content content,
        Set<String> resourceTypes,
        Duration interval,
        Duration lateness,
        List<Permission> permissions,
        Optional<String> licence) {

    /** What a feed tells. */
    public enum Content {
        /** Its events are {@link dev.lanyard.spi.event.ChangeEvent}s. */
        CHANGES,
        /** Its events are {@link dev.lanyard.spi.event.UsageEvent}s. */
        USAGE
    }

    /** Keeps copies, and refuses null and an interval or lateness that is negative. */
    public FeedDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(content, "content");
        resourceTypes = Set.copyOf(resourceTypes);
        if (interval.isNegative() || lateness.isNegative()) {
            throw new IllegalArgumentException("interval and lateness of the feed '" + id + "' must not be negative");
        }
        permissions = List.copyOf(permissions);
        Objects.requireNonNull(licence, "licence");
    }
}
