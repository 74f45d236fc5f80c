package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.ObjectPresence;
import dev.lanyard.entra.provision.change.ObjectRemoval;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accounts of people: made, changed, switched on and off, deleted, restored, and given passwords. */
public final class Accounts implements ChangeHandler {

    private static final Permission CHANGE =
            new Permission(WritePermissions.USERS, "to make and change accounts", false);
    private static final Permission ENABLE =
            new Permission(WritePermissions.ENABLING_USERS, "to switch accounts on and off", false);
    private static final Permission DELETE =
            new Permission(WritePermissions.DELETING_USERS, "to delete and restore accounts", false);
    private static final Permission PASSWORDS =
            new Permission(WritePermissions.PASSWORDS, "to set passwords of accounts that are there", false);

    private static final List<String> FOR_ADMINISTRATORS =
            List.of("User Administrator", "Privileged Authentication Administrator");

    private static final ConfigSchema REQUIRED = new ConfigSchema(
            List.of(
                    field("displayName", "Display name", "The name that people know the account by."),
                    field("mailNickname", "Mail nickname", "The part before the @ of its address."),
                    field("userPrincipalName", "Principal name", "The login, at a verified domain of the tenant.")),
            List.of());

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            descriptor(
                    "create-user",
                    "Create an account",
                    "Makes an account of the cloud, enabled unless accountEnabled is false. Takes manager (object id,"
                            + " principal name or employee id) and every property of Graph's that can be written.",
                    ChangeKind.CREATE,
                    REQUIRED,
                    List.of(CHANGE),
                    List.of()),
            descriptor(
                    "update-user",
                    "Update an account",
                    "Sets and clears the properties that are named, manager among them, and no other.",
                    ChangeKind.UPDATE,
                    ConfigSchema.EMPTY,
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
                    "delete-user",
                    "Delete an account",
                    "Deletes the account; for 30 days it can be restored.",
                    ChangeKind.DELETE,
                    DELETE),
            descriptor(
                    "purge-user",
                    "Delete an account for good",
                    "Deletes the account so that it cannot be restored.",
                    ChangeKind.PURGE,
                    DELETE),
            descriptor(
                    "restore-user",
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

    private static ConfigField field(String name, String label, String description) {
        return ConfigField.named(name, label, new FieldType.Text(Optional.empty(), "a text"))
                .description(description)
                .required()
                .build();
    }

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
                id, name, description, kind, EntraTypes.USER, Set.of(), attributes, takesMore, permissions, roles);
    }

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        OneByOne.apply(changes, pending -> apply(pending, session));
    }

    private static void apply(PendingChange pending, ChangeSession session) {
        Change change = pending.change();
        if (change instanceof Change.CreateResource creating) {
            new AccountCreation(session).create(pending, creating);
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
                (pending, reply, what) -> AccountRefusals.settle(pending, reply, what, Map.of()));
    }
}
