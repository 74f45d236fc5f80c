package dev.lanyard.spi.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The identity of a grant: who has what, in which way.
 *
 * @param entitlement what is had
 * @param principal who has it
 * @param holding whether it is in force, for good or for a time, or can be activated
 * @param scope where it applies, as the system writes it, for example an administrative unit; empty for everywhere
 * @param through the group or role that passes it on, or empty if it was given to the principal itself
 */
public record GrantKey(
        EntitlementId entitlement,
        ResourceId principal,
        Holding holding,
        Optional<String> scope,
        Optional<ResourceId> through)
        implements RecordKey {

    /** Refuses null. */
    public GrantKey {
        Objects.requireNonNull(entitlement, "entitlement");
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(holding, "holding");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(through, "through");
    }

    /**
     * A grant in force, everywhere, given to the principal itself.
     *
     * @param entitlement what is had
     * @param principal who has it
     * @return the key
     */
    public static GrantKey direct(EntitlementId entitlement, ResourceId principal) {
        return new GrantKey(entitlement, principal, Holding.ACTIVE, Optional.empty(), Optional.empty());
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(entitlement.text()).append('@').append(principal.text());
        switch (holding) {
            case ACTIVE -> {}
            case ELIGIBLE -> text.append(";eligible");
            case TEMPORARY -> text.append(";temporary");
        }
        scope.ifPresent(where -> text.append(";scope=").append(KeyText.escape(where)));
        through.ifPresent(by -> text.append(";through=").append(by.text()));
        return text.toString();
    }
}
