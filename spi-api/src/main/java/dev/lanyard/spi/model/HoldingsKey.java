package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * Everything that a principal holds on resources of one type. No record of its own: it only stands in a
 * {@link Removal}, for systems that say "this is all that the principal has now" and not what has been taken away. The
 * grants that follow such a removal are then the whole truth.
 *
 * @param principal who holds
 * @param resourceType the id of the type of the resources on whose entitlements it holds something
 */
public record HoldingsKey(ResourceId principal, String resourceType) implements RecordKey {

    /** Refuses null and a malformed type. */
    public HoldingsKey {
        Objects.requireNonNull(principal, "principal");
        KeyText.requireSlug(resourceType, "resource type");
    }

    @Override
    public String text() {
        return principal.text() + ";holds=" + resourceType;
    }
}
