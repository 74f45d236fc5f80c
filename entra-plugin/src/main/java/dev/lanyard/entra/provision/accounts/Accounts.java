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
        List<PendingChange> run = new ArrayList<>();
        Together how = Together.ALONE;
        for (PendingChange pending : changes) {
            Together own = Together.of(pending.change());
            // What gives a name up may come before what takes it.
            if (own != how || own == Together.ALONE) {
                apply(how, run, creation, session);
                run.clear();
            }
            how = own;
            run.add(pending);
        }
        apply(how, run, creation, session);
    }

    /** Which changes of accounts Graph takes together. */
    private enum Together {
        /** Making accounts of the tenant's own. */
        CREATE,
        /** Changing what no other account has to differ in. */
        UPDATE,
        /** Deleting accounts for a while. */
        DELETE,
        /** Everything else comes one by one. */
        ALONE;

        private static final List<String> UNIQUE =
                List.of(UserReading.PRINCIPAL_NAME, "mailNickname", "mail", "onPremisesImmutableId");

        static Together of(Change change) {
            if (change instanceof Change.CreateResource creating && !GuestInvitation.covers(creating)) {
                return CREATE;
            } else if (change instanceof Change.UpdateResource updating) {
                boolean names = UNIQUE.stream()
                        .anyMatch(name -> updating.set().get(name).isPresent()
                                || updating.clear().contains(name));
                return names ? ALONE : UPDATE;
            } else if (change instanceof Change.SetEnabled) {
                return UPDATE;
            }
            return change instanceof Change.DeleteResource deleting && !deleting.forGood() ? DELETE : ALONE;
        }
    }

    private static void apply(Together how, List<PendingChange> run, AccountCreation creation, ChangeSession session) {
        switch (how) {
            case CREATE -> creation.create(run);
            case UPDATE ->
                new AccountUpdate(session)
                        .update(run.stream().map(Accounts::updated).toList());
            case DELETE ->
                removal(session).delete(run, pending -> ((Change.DeleteResource) pending.change()).resource());
            case ALONE -> OneByOne.carryOut(run, pending -> apply(pending, session));
        }
    }

    private static UpdatedAccount updated(PendingChange pending) {
        if (pending.change() instanceof Change.SetEnabled setting) {
            Attributes enabled = Attributes.builder()
                    .put("accountEnabled", setting.enabled())
                    .build();
            return new UpdatedAccount(pending, setting.resource(), AskedAccount.of(enabled, Set.of()));
        }
        Change.UpdateResource updating = (Change.UpdateResource) pending.change();
        return new UpdatedAccount(pending, updating.resource(), AskedAccount.of(updating.set(), updating.clear()));
    }

    private static void apply(PendingChange pending, ChangeSession session) {
        Change change = pending.change();
        if (change instanceof Change.CreateResource inviting) {
            new GuestInvitation(session).invite(pending, inviting);
        } else if (change instanceof Change.UpdateResource) {
            new AccountUpdate(session).update(List.of(updated(pending)));
        } else if (change instanceof Change.DeleteResource deleting) {
            removal(session).purge(pending, deleting.resource());
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
