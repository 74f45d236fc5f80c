package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * A resource that is there, but is not among what is read any more, for example because settings leave it out. No
 * record of its own: it only stands in a {@link Removal}, which takes the resource away with its entitlements and the
 * grants on them, as far as the same partition has yielded them, and leaves in place what the resource holds elsewhere.
 *
 * @param resource what is left out
 */
public record LeftOutKey(ResourceId resource) implements RecordKey {

    /** Refuses null. */
    public LeftOutKey {
        Objects.requireNonNull(resource, "resource");
    }

    @Override
    public String text() {
        return resource.text() + ";left-out";
    }
}
