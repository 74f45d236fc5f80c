package dev.lanyard.entra.types;

import dev.lanyard.spi.model.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * Directory roles that Graph lists and that are not to be given. Their ids are the same in every tenant.
 *
 * <p>Source: "Microsoft Entra built-in roles", and Graph's own answer for the first three, "Instantiating an implicit
 * user role is not supported."
 */
public final class ReservedRoles {

    /** What every user or guest is without being told. */
    private static final Map<String, String> IMPLICIT = Map.of(
            "a0b1b346-4d3e-4e8b-98f8-753987be4970", "User",
            "10dae51f-b6af-4016-8d66-8c2a99b929b3", "Guest User",
            "2af84b1e-32c8-42b7-82bc-daa82404023b", "Restricted Guest User");

    /** What Microsoft keeps for its own services and for partners of old. */
    private static final Map<String, String> KEPT = Map.of(
            "d29b2b05-8046-44ba-8758-1e26182fcf32", "Directory Synchronization Accounts",
            "a92aed5d-d78a-4d16-b381-09adb37eb3b0", "On Premises Directory Sync Account",
            "4ba39ca4-527c-499a-b93d-d9b492c50246", "Partner Tier1 Support",
            "e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8", "Partner Tier2 Support");

    private ReservedRoles() {}

    /**
     * Why nobody is to be given a role.
     *
     * @param roleId the id of its definition
     * @return the reason, which names the role, or empty for a role that can be given
     */
    public static Optional<Refusal> refusal(String roleId) {
        String implicit = IMPLICIT.get(roleId);
        if (implicit != null) {
            return Optional.of(new Refusal(
                    "implicit",
                    "The role '" + implicit + "' follows from what kind of user someone is; it cannot be assigned."));
        }
        return Optional.ofNullable(KEPT.get(roleId))
                .map(name -> new Refusal(
                        "reserved",
                        "The role '" + name + "' is not for general use: Microsoft keeps it for its own services."));
    }
}
