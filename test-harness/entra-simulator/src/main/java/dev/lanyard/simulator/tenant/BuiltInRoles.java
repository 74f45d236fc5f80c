package dev.lanyard.simulator.tenant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The directory roles that every tenant has from its beginning, as Microsoft's reference lists them. */
final class BuiltInRoles {

    private static final String TABLE = "built-in-roles.table";

    /**
     * A role.
     *
     * @param id the same in every tenant
     * @param name what it is called
     */
    record Role(String id, String name) {}

    private BuiltInRoles() {}

    /** All roles, by name. */
    static List<Role> all() {
        try (InputStream table = BuiltInRoles.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException("no table of built-in roles");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(BuiltInRoles::role)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Role role(String line) {
        int space = line.indexOf(' ');
        return new Role(line.substring(0, space), line.substring(space + 1));
    }
}
