package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes the ids of a change as Graph writes them, in small letters: Graph takes them in any, and what it answers is
 * compared with them.
 */
final class CanonicalIds {

    private static final Pattern OBJECT_ID = Pattern.compile(EntraSchema.GUID);

    private CanonicalIds() {}

    static Change of(Change change) {
        if (change instanceof Change.GrantAccess granting) {
            return new Change.GrantAccess(
                    of(granting.grant()), granting.validity(), granting.options(), granting.justification());
        } else if (change instanceof Change.RevokeAccess revoking) {
            return new Change.RevokeAccess(of(revoking.grant()), revoking.justification());
        } else if (change instanceof Change.UpdateResource updating) {
            return new Change.UpdateResource(of(updating.resource()), updating.set(), updating.clear());
        } else if (change instanceof Change.SetEnabled setting) {
            return new Change.SetEnabled(of(setting.resource()), setting.enabled());
        } else if (change instanceof Change.DeleteResource deleting) {
            return new Change.DeleteResource(of(deleting.resource()), deleting.forGood());
        } else if (change instanceof Change.RestoreResource restoring) {
            return new Change.RestoreResource(of(restoring.resource()));
        } else if (change instanceof Change.RotateCredential rotating) {
            return new Change.RotateCredential(of(rotating.resource()), rotating.password());
        } else if (change instanceof Change.RunAction running) {
            return new Change.RunAction(running.action(), running.target().map(CanonicalIds::of), running.arguments());
        }
        // What is made has no id yet.
        return change;
    }

    private static GrantKey of(GrantKey grant) {
        EntitlementId entitlement = grant.entitlement();
        return new GrantKey(
                new EntitlementId(of(entitlement.resource()), entitlement.slug()),
                of(grant.principal()),
                grant.holding(),
                grant.scope().map(CanonicalIds::of),
                grant.through());
    }

    private static ResourceId of(ResourceId resource) {
        return new ResourceId(resource.type(), of(resource.id()));
    }

    private static String of(String text) {
        return OBJECT_ID.matcher(text).replaceAll(id -> id.group().toLowerCase(Locale.ROOT));
    }
}
