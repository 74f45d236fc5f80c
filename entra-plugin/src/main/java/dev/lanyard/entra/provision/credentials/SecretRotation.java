package dev.lanyard.entra.provision.credentials;

import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets of app registrations and service principals. Rotating an owner adds a secret beside those that are there;
 * rotating one of its credentials adds one in its place, and then removes the old one.
 */
public final class SecretRotation implements ChangeHandler {

    private static final List<Permission> PERMISSIONS = List.of(
            new Permission(WritePermissions.CREDENTIALS, "to add and remove secrets", false),
            new Permission(GraphPermissions.APPLICATIONS, "to read secrets' names before and after", false));

    private static final String IN_THE_VAULT =
            " Microsoft Graph makes it, for two years; it is in the vault under the key of the new credential.";

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            descriptor(
                    "rotate-secret",
                    "Replace a secret",
                    "Adds a secret and removes this one, once the new one is in the vault. Not for certificates.",
                    EntraTypes.CREDENTIAL),
            descriptor(
                    "add-application-secret",
                    "Add a secret to an app registration",
                    "Adds a secret; those that are there stay.",
                    EntraTypes.APPLICATION),
            descriptor(
                    "add-service-principal-secret",
                    "Add a secret to a service principal",
                    "Adds a secret; those that are there stay. Not for managed identities.",
                    EntraTypes.SERVICE_PRINCIPAL));

    /** For everyone: it keeps nothing. */
    public SecretRotation() {}

    private static ChangeDescriptor descriptor(String id, String name, String description, String type) {
        return new ChangeDescriptor(
                id,
                name,
                description + IN_THE_VAULT,
                ChangeKind.ROTATE,
                type,
                Set.of(),
                Set.of(),
                ConfigSchema.EMPTY,
                false,
                PERMISSIONS,
                List.of());
    }

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        OneByOne.carryOut(changes, pending -> rotate(pending, (Change.RotateCredential) pending.change(), session));
    }

    private static void rotate(PendingChange pending, Change.RotateCredential change, ChangeSession session) {
        ResourceId resource = change.resource();
        pending.concerns(resource);
        if (!(change.password() instanceof PasswordChoice.Random)) {
            pending.refused(
                    "made-by-graph",
                    "the secret of " + resource.text() + " cannot be chosen: Microsoft Graph makes it",
                    "ask for a random one");
            return;
        }
        boolean single = resource.type().equals(EntraTypes.CREDENTIAL);
        String[] parts = resource.id().split("\\.", 2);
        Optional<String> old =
                single && parts.length == 2 ? Optional.of(parts[1].toLowerCase(Locale.ROOT)) : Optional.empty();
        Optional<SecretOwner> owner = single && old.isEmpty()
                ? Optional.empty()
                : SecretOwner.find(session.door(), resource.type(), single ? parts[0] : resource.id());
        if (owner.isEmpty()) {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    resource.text() + " does not exist, or was deleted",
                    "check the id, or read the credentials again");
        } else if (!refused(pending, owner.get(), old)) {
            new SecretReplacement(pending, session, owner.get(), old).run();
        }
    }

    private static boolean refused(PendingChange pending, SecretOwner owner, Optional<String> old) {
        if (owner.managedIdentity()) {
            pending.refused(
                    "managed-identity",
                    owner.shown() + " is a managed identity, whose credentials Azure keeps and changes",
                    "nothing has to be done; delete the identity in Azure if it is no longer needed");
        } else if (old.filter(owner.certificates()::contains).isPresent()) {
            // The key that signs for a certificate stands among the secrets, too.
            pending.refused(
                    "certificate",
                    "the credential " + old.get() + " of " + owner.shown() + " is a certificate, not a secret",
                    "have a new certificate made and upload it");
        }
        return pending.settled();
    }
}
