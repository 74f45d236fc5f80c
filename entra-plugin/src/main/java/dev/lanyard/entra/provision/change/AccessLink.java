package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;

/** Access that is to be given to a principal or taken from it. */
public interface AccessLink {

    /**
     * The change.
     *
     * @return what asks for it
     */
    PendingChange pending();

    /**
     * Who has what.
     *
     * @return the grant
     */
    GrantKey grant();

    /**
     * Who has it, or should have it.
     *
     * @return the principal of the grant
     */
    default ResourceId principal() {
        return grant().principal();
    }

    /**
     * Whether it is in force as soon as it is given, for good and everywhere.
     *
     * @return false if it has to be activated, has a start, an end or a scope
     */
    default boolean isPlain() {
        Validity validity =
                pending().change() instanceof Change.GrantAccess granting ? granting.validity() : Validity.PERMANENT;
        return grant().holding() == Holding.ACTIVE && grant().scope().isEmpty() && validity.equals(Validity.PERMANENT);
    }

    /**
     * The grant that a change gives or takes away.
     *
     * @param change a grant or its revocation
     * @return its key
     */
    static GrantKey grantOf(Change change) {
        return change instanceof Change.GrantAccess granting
                ? granting.grant()
                : ((Change.RevokeAccess) change).grant();
    }
}
