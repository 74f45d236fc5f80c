package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.ObjectPresence;
import dev.lanyard.entra.provision.change.ObjectRemoval;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The accounts of people: made, changed, switched on and off, deleted, restored, and given passwords. */
public final class Accounts implements ChangeHandler {

    private static final Permission CHANGE =
            new Permission(WritePermissions.USERS, "to make and change accounts", false);
    private static final Permission INVITE = new Permission(WritePermissions.INVITATIONS, "to invite guests", true);
    private static final Permission ENABLE =
            new Permission(WritePermissions.ENABLING_USERS, "to switch accounts on and off", false);
    private static final Permission DELETE =
            new Permission(WritePermissions.DELETING_USERS, "to delete and restore accounts", false);
    private static final Permission PASSWORDS =
            new Permission(WritePermissions.PASSWORDS, "to set passwords of accounts that are there", false);

    private static final List<String> FOR_ADMINISTRATORS =
            List.of("User Administrator", "Privileged Authentication Administrator");

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            descriptor(
                    "create-account",
                    "Create an account",
                    "Makes an account of the cloud, enabled unless accountEnabled is false, or invites a guest. Takes"
                            + " every property of Graph's that can be written. The password is in the vault before"
                            + " the account is there; in a federated domain and for guests there is none.",
                    ChangeKind.CREATE,
                    AccountSchema.creation(),
                    List.of(CHANGE, INVITE),
                    List.of()),
            descriptor(
                    "update-account",
                    "Update an account",
                    "Sets and clears the properties that are named, manager among them, and no other.",
                    ChangeKind.UPDATE,
                    AccountSchema.update(),
                    List.of(CHANGE),
                    FOR_ADMINISTRATORS),
            descriptor("enable-account", "Enable an account", "Lets the account sign in.", ChangeKind.ENABLE, ENABLE),
            descriptor(
                    "disable-account",
                    "Disable an account",
                    "Lets the account sign in no longer.",
                    ChangeKind.DISABLE,
                    ENABLE),
            descriptor(
                    "delete-account",
                    "Delete an account",
                    "Deletes the account; for 30 days it can be restored.",
                    ChangeKind.DELETE,
                    DELETE),
            descriptor(
                    "purge-account",
                    "Delete an account for good",
                    "Deletes the account so that it cannot be restored.",
                    ChangeKind.PURGE,
                    DELETE),
            descriptor(
                    "restore-account",
                    "Restore an account",
                    "Brings a deleted account back, with its groups and licences.",
                    ChangeKind.RESTORE,
                    DELETE),
            descriptor(
                    "rotate-password",
                    "Rotate a password",
                    "Sets a new password, which goes to the vault first.",
                    ChangeKind.ROTATE,
                    PASSWORDS));

    /** For everyone: it keeps nothing. */
    public Accounts() {}

    private static ChangeDescriptor descriptor(
            String id, String name, String description, ChangeKind kind, Permission permission) {
        return descriptor(id, name, description, kind, ConfigSchema.EMPTY, List.of(permission), FOR_ADMINISTRATORS);
    }

    private static ChangeDescriptor descriptor(
            String id,
            String name,
            String description,
            ChangeKind kind,
            ConfigSchema attributes,
            List<Permission> permissions,
            List<String> roles) {
        boolean takesMore = kind == ChangeKind.CREATE || kind == ChangeKind.UPDATE;
        return new ChangeDescriptor(
                id,
                name,
                description,
                kind,
                EntraTypes.USER,
                Set.of(),
                Set.of(),
                attributes,
                takesMore,
                permissions,
                roles);
    }

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        AccountCreation creation = new AccountCreation(session, new TenantDomains(session.door()));
        List<PendingChange> creations = new ArrayList<>();
        for (PendingChange pending : changes) {
            if (isCreation(pending)) {
                creations.add(pending);
            } else {
                // A name that is given up first may be taken by what follows.
                creation.create(creations);
                creations.clear();
                OneByOne.carryOut(List.of(pending), each -> apply(each, session));
            }
        }
        creation.create(creations);
    }

    /** Whether it makes an account of the tenant's own, which Graph takes together. */
    private static boolean isCreation(PendingChange pending) {
        return pending.change() instanceof Change.CreateResource creating && !GuestInvitation.covers(creating);
    }

    private static void apply(PendingChange pending, ChangeSession session) {
        Change change = pending.change();
        if (change instanceof Change.CreateResource inviting) {
            new GuestInvitation(session).invite(pending, inviting);
        } else if (change instanceof Change.UpdateResource updating) {
            new AccountUpdate(session).update(pending, updating.resource(), updating.set(), updating.clear());
        } else if (change instanceof Change.SetEnabled setting) {
            Attributes enabled = Attributes.builder()
                    .put("accountEnabled", setting.enabled())
                    .build();
            new AccountUpdate(session).update(pending, setting.resource(), enabled, Set.of());
        } else if (change instanceof Change.DeleteResource deleting) {
            if (deleting.forGood()) {
                removal(session).purge(pending, deleting.resource());
            } else {
                removal(session).delete(pending, deleting.resource());
            }
        } else if (change instanceof Change.RestoreResource restoring) {
            removal(session).restore(pending, restoring.resource());
        } else if (change instanceof Change.RotateCredential rotating) {
            new PasswordRotation(session).rotate(pending, rotating);
        }
    }

    private static ObjectRemoval removal(ChangeSession session) {
        return new ObjectRemoval(
                session,
                ObjectPresence.Kind.ACCOUNT,
                (pending, reply, what) ->
                        AccountRefusals.settle(pending, reply, what, WritePermissions.DELETING_USERS));
    }
}
