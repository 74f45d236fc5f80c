package dev.lanyard.entra.provision;

import dev.lanyard.entra.check.ChangeNeeds;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.provision.accounts.Accounts;
import dev.lanyard.entra.provision.actions.AccountActions;
import dev.lanyard.entra.provision.applications.AppRoleAssignment;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.credentials.SecretRotation;
import dev.lanyard.entra.provision.groups.GroupMembership;
import dev.lanyard.entra.provision.groups.Groups;
import dev.lanyard.entra.provision.groups.PrivilegedMembership;
import dev.lanyard.entra.provision.licences.LicenceAssignment;
import dev.lanyard.entra.provision.roles.RoleAssignment;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that can be changed in a tenant. */
public final class Provisioning {

    /** The more special before the more general: the first that covers a change carries it out. */
    public static final List<ChangeHandler> HANDLERS = List.of(
            new Accounts(),
            new AccountActions(),
            new Groups(),
            new PrivilegedMembership(),
            new GroupMembership(),
            new AppRoleAssignment(),
            new LicenceAssignment(),
            new RoleAssignment(),
            new SecretRotation());

    private Provisioning() {}

    /**
     * Describes every change, without any connection.
     *
     * @return unmodifiable
     */
    public static List<ChangeDescriptor> descriptors() {
        return HANDLERS.stream()
                .flatMap(handler -> handler.descriptors().stream())
                .toList();
    }

    /**
     * Describes every action, without any connection.
     *
     * @return unmodifiable
     */
    public static List<ActionDescriptor> actions() {
        return HANDLERS.stream().flatMap(handler -> handler.actions().stream()).toList();
    }

    /**
     * Tells what each change and action needs.
     *
     * @param settings how the connector is set
     * @return first {@link #descriptors()}, then {@link #actions()}, in their order
     */
    public static List<ChangeNeeds> needs(EntraSettings settings) {
        List<ChangeNeeds> needs = new ArrayList<>();
        for (ChangeHandler handler : HANDLERS) {
            handler.descriptors()
                    .forEach(change -> needs.add(new ChangeNeeds(
                            change.id(),
                            handler.permissions(change, settings),
                            handler.privilegedRoles(change, settings),
                            handler.licence())));
        }
        actions()
                .forEach(action -> needs.add(new ChangeNeeds(
                        action.id(), action.permissions(), action.privilegedRoles(), Optional.empty())));
        return needs;
    }
}
