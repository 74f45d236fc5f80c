package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import java.util.List;
import java.util.Optional;

/** What the descriptions of actions have in common. */
final class Descriptors {

    static final Permission READING =
            new Permission(GraphPermissions.USERS, "to read accounts before and after", false);
    static final Permission CHANGING = new Permission(WritePermissions.USERS, "to change accounts", false);

    /** Needed for accounts that hold directory roles. */
    private static final List<String> FOR_ADMINISTRATORS =
            List.of("User Administrator", "Privileged Authentication Administrator");

    private Descriptors() {}

    static ActionDescriptor onAccount(
            String id,
            String name,
            String description,
            ConfigSchema arguments,
            ConfigSchema results,
            Permission... permissions) {
        return new ActionDescriptor(
                id,
                name,
                description,
                Optional.of(EntraTypes.USER),
                arguments,
                results,
                List.of(permissions),
                FOR_ADMINISTRATORS);
    }

    static ConfigSchema schema(ConfigField... fields) {
        return new ConfigSchema(List.of(fields), List.of());
    }

    static ConfigField.Builder text(String name, String label, String description) {
        return ConfigField.named(name, label, new FieldType.Text(Optional.empty(), "a text"))
                .description(description);
    }

    static ConfigField flag(String name, String label, String description) {
        return ConfigField.named(name, label, new FieldType.Flag())
                .description(description)
                .required()
                .build();
    }

    static ConfigField count(String name, String label, String description) {
        return ConfigField.named(name, label, new FieldType.Whole(0, Integer.MAX_VALUE))
                .description(description)
                .required()
                .build();
    }
}
