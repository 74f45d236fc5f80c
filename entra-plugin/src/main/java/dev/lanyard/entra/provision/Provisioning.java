package dev.lanyard.entra.provision;

import dev.lanyard.entra.provision.accounts.Accounts;
import dev.lanyard.entra.provision.applications.AppRoleAssignment;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.groups.GroupMembership;
import dev.lanyard.entra.provision.groups.Groups;
import dev.lanyard.entra.provision.groups.PrivilegedMembership;
import dev.lanyard.entra.provision.licences.LicenceAssignment;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import java.util.List;

/** Everything that can be changed in a tenant. */
public final class Provisioning {

    /** The more special before the more general: the first that covers a change carries it out. */
    public static final List<ChangeHandler> HANDLERS = List.of(
            new Accounts(),
            new Groups(),
            new PrivilegedMembership(),
            new GroupMembership(),
            new AppRoleAssignment(),
            new LicenceAssignment());

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
}
