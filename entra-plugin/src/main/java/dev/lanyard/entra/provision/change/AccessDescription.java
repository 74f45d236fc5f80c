package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.List;
import java.util.Set;

/**
 * What is said alike of granting and of revoking a kind of access.
 *
 * @param id the end of both ids
 * @param resourceType the id of the type on which it is had
 * @param entitlements the slugs, or the beginnings of slugs followed by {@code *}
 * @param holdings the ways in which it can be had
 * @param limits what holds for both, one or more sentences
 * @param permissions what the connector must be allowed to do
 * @param privilegedRoles what the connector must be besides for some objects, least privileged first
 */
public record AccessDescription(
        String id,
        String resourceType,
        Set<String> entitlements,
        Set<Holding> holdings,
        String limits,
        List<Permission> permissions,
        List<String> privilegedRoles) {

    /** Keeps copies. */
    public AccessDescription {
        entitlements = Set.copyOf(entitlements);
        holdings = Set.copyOf(holdings);
        permissions = List.copyOf(permissions);
        privilegedRoles = List.copyOf(privilegedRoles);
    }

    /**
     * Describes the granting.
     *
     * @param name the name that people know it by
     * @param what what it does, one sentence
     * @param options what it can be told besides
     * @return the description of the change {@code grant-ID}
     */
    public ChangeDescriptor granting(String name, String what, ConfigSchema options) {
        return descriptor("grant-" + id, name, what, ChangeKind.GRANT, options);
    }

    /**
     * Describes the revoking.
     *
     * @param name the name that people know it by
     * @param what what it does, one sentence
     * @return the description of the change {@code revoke-ID}
     */
    public ChangeDescriptor revoking(String name, String what) {
        return descriptor("revoke-" + id, name, what, ChangeKind.REVOKE, ConfigSchema.EMPTY);
    }

    private ChangeDescriptor descriptor(
            String ofChange, String name, String what, ChangeKind kind, ConfigSchema options) {
        return new ChangeDescriptor(
                ofChange,
                name,
                what + " " + limits,
                kind,
                resourceType,
                entitlements,
                holdings,
                options,
                false,
                permissions,
                privilegedRoles);
    }
}
