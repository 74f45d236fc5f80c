package dev.lanyard.host.connectors;

import dev.lanyard.host.HostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a person has said about a connector.
 *
 * @param name its name among the others: lower-case letters, digits and hyphens, so that it can name a folder
 * @param plugin the id of the plugin's connector
 * @param owners who answers for it, at least one, for example e-mail addresses
 * @param application the application that it governs
 * @param config its settings, a properties file
 * @param store the store of what it reads; need not exist
 */
public record Registration(
        String name, String plugin, List<String> owners, String application, Path config, Path store) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Keeps a copy, and refuses a name that cannot name a folder, and a connector without owner. */
    public Registration {
        requireName(name);
        Objects.requireNonNull(plugin, "plugin");
        owners = owners.stream()
                .map(String::strip)
                .filter(owner -> !owner.isEmpty())
                .distinct()
                .toList();
        if (owners.isEmpty()) {
            throw new HostException("the connector " + name + " has no owner", "say who answers for it with --owner");
        }
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(store, "store");
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new HostException(
                    "'" + name + "' cannot be the name of a connector",
                    "use lower-case letters, digits and hyphens, at most 63, for example north-tenant");
        }
    }
}
