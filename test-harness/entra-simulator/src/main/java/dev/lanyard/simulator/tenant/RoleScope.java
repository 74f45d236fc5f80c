package dev.lanyard.simulator.tenant;

/**
 * Where a directory role holds.
 *
 * @param property under which Graph tells it
 * @param value the scope, such as {@code /} for the whole tenant
 */
public record RoleScope(String property, String value) {

    /** The whole tenant, an administrative unit, or one object. */
    public static RoleScope directory(String value) {
        return new RoleScope("directoryScopeId", value);
    }

    /** What only an application knows. */
    public static RoleScope application(String value) {
        return new RoleScope("appScopeId", value);
    }
}
