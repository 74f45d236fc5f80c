package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.SettingSecrets;
import dev.lanyard.host.connectors.Draft;
import dev.lanyard.host.files.DurableFiles;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where secrets go that were typed: into the vault if there is a key to it, else each into a file of its own beside the
 * settings, that only its owner can read. Nothing is kept before all is told. For one thread.
 */
final class SecretPlace {

    private final Draft draft;
    private final String plugin;
    private final VaultOptions vault;
    private final boolean intoVault;
    private final Map<String, Secret> typed = new LinkedHashMap<>();
    private boolean keeping;

    SecretPlace(Draft draft, String plugin, VaultOptions vault) {
        this.draft = draft;
        this.plugin = plugin;
        this.vault = vault;
        this.intoVault = vault.hasKey();
    }

    /** For a person who is about to type one. */
    String description() {
        return intoVault ? "kept in the vault" : "kept in a file beside the settings that only you can read";
    }

    /** How the settings will refer to a secret of this field. */
    String reference(String field) {
        return intoVault ? "${vault:" + name(field) + "}" : "${file:" + file(field) + "}";
    }

    void remember(String field, Secret secret) {
        typed.put(field, secret);
    }

    void forget(String field) {
        typed.remove(field);
    }

    /** Keeps what was typed and still counts. */
    void keepAll() throws IOException {
        if (typed.isEmpty()) {
            return;
        }
        if (intoVault) {
            keeping = true;
            SettingSecrets secrets = new SettingSecrets(vault.open());
            typed.forEach((field, secret) -> secrets.keep(name(field), secret));
            return;
        }
        for (Map.Entry<String, Secret> entry : typed.entrySet()) {
            byte[] text = entry.getValue().reveal(secret -> secret.getBytes(StandardCharsets.UTF_8));
            DurableFiles.create(draft.folder().resolve(file(entry.getKey())), text);
        }
    }

    /** Takes out of the vault what was put there for a connector that was not registered. */
    void forgetAll() {
        // Else nothing was put there: whoever does so makes the store first.
        if (keeping || Files.exists(draft.store())) {
            Set<String> names = typed.keySet().stream().map(this::name).collect(Collectors.toSet());
            KeptSecrets.of(vault.open(), names, plugin, draft.store()).forget();
        }
    }

    private String name(String field) {
        return draft.id() + "/" + field;
    }

    /** Whether a secret was put into the vault for a connector of this name, and not for another. */
    static boolean isOf(String connector, String name) {
        return name.matches(Pattern.quote(connector) + "-[0-9a-f]+/.*");
    }

    private static String file(String field) {
        return field + ".secret";
    }
}
