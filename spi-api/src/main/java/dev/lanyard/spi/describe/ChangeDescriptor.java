package dev.lanyard.spi.describe;

import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Something that can be changed.
 *
 * @param id its id, unique among the connector's changes and actions: lower-case letters, digits and hyphens
 * @param displayName the name that people know it by
 * @param description what it does, and what it does not, one or two sentences
 * @param kind what it does; not {@link ChangeKind#ACTION}
 * @param resourceType the id of the resource type that it changes, or on which the entitlements are
 * @param entitlements for granting and revoking: the slugs, or the beginnings of slugs followed by {@code *}
 * @param holdings for granting and revoking: the ways in which the entitlements can be had by it; those of one
 *     entitlement can be changes of their own, with permissions of their own
 * @param attributes the attributes or options that it takes
 * @param furtherAttributes whether attributes of the system's that the schema does not list are taken as well
 * @param permissions what the connector must be allowed to do in the system
 * @param privilegedRoles what the connector must be besides for some objects, least privileged first, under the
 *     system's names; mostly none
 */
public record ChangeDescriptor(
        String id,
        String displayName,
        String description,
        ChangeKind kind,
        String resourceType,
        Set<String> entitlements,
        Set<Holding> holdings,
        ConfigSchema attributes,
        boolean furtherAttributes,
        List<Permission> permissions,
        List<String> privilegedRoles) {

    /** Keeps copies, and refuses entitlements and holdings where none belong or are missing. */
    public ChangeDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(resourceType, "resourceType");
        entitlements = Set.copyOf(entitlements);
        holdings = Set.copyOf(holdings);
        Objects.requireNonNull(attributes, "attributes");
        permissions = List.copyOf(permissions);
        privilegedRoles = List.copyOf(privilegedRoles);
        boolean ofAccess = kind == ChangeKind.GRANT || kind == ChangeKind.REVOKE;
        if (kind == ChangeKind.ACTION || ofAccess == entitlements.isEmpty() || ofAccess == holdings.isEmpty()) {
            throw new IllegalArgumentException("the change '" + id + "' of kind " + kind + " has the entitlements "
                    + entitlements + " and the holdings " + holdings);
        }
    }

    /**
     * Whether this is what is said of a change.
     *
     * @param change a change
     * @return true if it is of this kind, and about this type of resource and one of these entitlements, had in one of
     *     these ways
     */
    public boolean covers(Change change) {
        if (change.kind() != kind
                || change.resourceType().filter(resourceType::equals).isEmpty()) {
            return false;
        }
        return change.entitlement().map(id -> concerns(id.slug())).orElse(true)
                && change.holding().map(holdings::contains).orElse(true);
    }

    private boolean concerns(String slug) {
        return entitlements.stream()
                .anyMatch(each ->
                        each.endsWith("*") ? slug.startsWith(each.substring(0, each.length() - 1)) : each.equals(slug));
    }
}
