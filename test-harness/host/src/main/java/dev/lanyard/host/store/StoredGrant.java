package dev.lanyard.host.store;

import java.util.Optional;

/**
 * A grant as the store keeps it.
 *
 * @param entitlement canonical key text of what is had
 * @param principal canonical key text of who has it
 * @param qualifier what the grant's key says besides, as in its canonical text; mostly empty
 * @param holding whether it is in force, and how, as {@link dev.lanyard.spi.model.Holding} names it
 * @param scope where it applies, or empty for everywhere
 * @param through canonical key text of the resource that passes it on
 * @param expandable whether everyone who belongs to the principal has the entitlement too
 * @param external whether the principal was not read: no stream of the connector reads such, or settings leave it out
 * @param from the start, ISO-8601
 * @param until the end, ISO-8601
 * @param attributes what the system says of it besides, a JSON object with sorted names
 */
public record StoredGrant(
        String entitlement,
        String principal,
        String qualifier,
        String holding,
        Optional<String> scope,
        Optional<String> through,
        boolean expandable,
        boolean external,
        Optional<String> from,
        Optional<String> until,
        String attributes) {

    /**
     * The canonical text of the grant's key.
     *
     * @return as {@link dev.lanyard.spi.model.GrantKey#text()} wrote it
     */
    public String key() {
        return entitlement + "@" + principal + qualifier;
    }
}
