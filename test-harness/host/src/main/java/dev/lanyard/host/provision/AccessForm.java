package dev.lanyard.host.provision;

import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads who is to have what, or no longer. */
final class AccessForm {

    private AccessForm() {}

    static Optional<Change> read(FormReading reading) {
        Optional<EntitlementId> entitlement = reading.entitlement("entitlement");
        Set<String> anyType = reading.descriptor().resourceTypes().stream()
                .map(ResourceTypeDescriptor::id)
                .collect(Collectors.toSet());
        Optional<ResourceId> principal = reading.resource("principal", anyType);
        boolean eligible = reading.flag("eligible", false);
        boolean temporary = reading.flag("temporary", false);
        Optional<String> scope = reading.text("scope");
        Optional<String> justification = reading.text("justification");
        boolean granting = reading.form().kind() == ChangeKind.GRANT;
        Validity validity =
                granting ? new Validity(reading.instant("from"), reading.instant("until")) : Validity.PERMANENT;
        if (validity.from().isPresent()
                && validity.until().isPresent()
                && !validity.from().get().isBefore(validity.until().get())) {
            reading.problem("until is not after from", "correct one of them");
        }
        if (eligible && temporary) {
            reading.problem("eligible and temporary are two different grants", "ask for one of them");
        }
        if (entitlement.isEmpty() || principal.isEmpty()) {
            reading.valuesAreUsed();
            return Optional.empty();
        }
        GrantKey key = new GrantKey(
                entitlement.get(),
                principal.get(),
                holding(eligible, temporary || validity.until().isPresent()),
                scope,
                Optional.empty());
        if (!granting) {
            return Optional.of(new Change.RevokeAccess(key, justification));
        }
        Change bare = new Change.GrantAccess(key, validity, Attributes.NONE, justification);
        Attributes options = reading.values(reading.descriptor().change(bare), true);
        return Optional.of(new Change.GrantAccess(key, validity, options, justification));
    }

    /** What is in force and ends is a grant of its own, beside one that does not end. */
    private static Holding holding(boolean eligible, boolean ends) {
        if (eligible) {
            return Holding.ELIGIBLE;
        }
        return ends ? Holding.TEMPORARY : Holding.ACTIVE;
    }
}
