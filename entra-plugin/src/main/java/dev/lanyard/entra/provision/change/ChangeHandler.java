package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.check.NeededLicence;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.provision.Change;
import java.util.List;
import java.util.Optional;

/** Carries out the changes that some descriptors cover. Keeps nothing between calls; safe for use by many threads. */
public interface ChangeHandler {

    /**
     * What it can change.
     *
     * @return the same descriptors every time
     */
    List<ChangeDescriptor> descriptors();

    /**
     * The actions that it runs.
     *
     * @return the same descriptors every time; mostly none
     */
    default List<ActionDescriptor> actions() {
        return List.of();
    }

    /**
     * What one of its changes needs, as the connector is set.
     *
     * @param descriptor one of its descriptors
     * @param settings how the connector is set
     * @return the descriptor's permissions, but for those of what the settings switch off
     */
    default List<Permission> permissions(ChangeDescriptor descriptor, EntraSettings settings) {
        return descriptor.permissions();
    }

    /**
     * What the application must be besides for some objects, as the connector is set.
     *
     * @param descriptor one of {@link #descriptors()}
     * @param settings how the connector is set
     * @return the descriptor's roles, but for those of what the settings switch off
     */
    default List<String> privilegedRoles(ChangeDescriptor descriptor, EntraSettings settings) {
        return descriptor.privilegedRoles();
    }

    /**
     * The licence that the tenant must have for the changes of this handler.
     *
     * @return mostly none
     */
    default Optional<NeededLicence> licence() {
        return Optional.empty();
    }

    /**
     * Whether a change is for this handler.
     *
     * @param change any change
     * @return true if one of its descriptors covers it
     */
    default boolean covers(Change change) {
        return change instanceof Change.RunAction running
                ? actions().stream().anyMatch(action -> action.id().equals(running.action()))
                : descriptors().stream().anyMatch(descriptor -> descriptor.covers(change));
    }

    /**
     * Carries out changes, together where Graph takes them together, and settles each. One that cannot be done must not
     * harm another. An exception counts for all that are not settled by then.
     *
     * @param changes what its descriptors cover; no two of them concern the same grant or resource
     * @param session how to read and write
     */
    void apply(List<PendingChange> changes, ChangeSession session);
}
