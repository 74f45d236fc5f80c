package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.SettingSecrets;
import dev.lanyard.host.connectors.Draft;
import dev.lanyard.host.files.DurableFiles;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where secrets go that were typed: into the vault if there is a key to it, else each into a file of its own beside the
 * settings, that only its owner can read. Nothing is kept before all is told. For one thread.
 */
final class SecretPlace {

    private final Draft draft;
    private final VaultOptions vault;
    private final boolean intoVault;
    private final Map<String, Secret> typed = new LinkedHashMap<>();

    SecretPlace(Draft draft, VaultOptions vault) {
        this.draft = draft;
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
            SettingSecrets secrets = new SettingSecrets(vault.open());
            typed.forEach((field, secret) -> secrets.keep(name(field), secret));
            return;
        }
        for (Map.Entry<String, Secret> entry : typed.entrySet()) {
            byte[] text = entry.getValue().reveal(secret -> secret.getBytes(StandardCharsets.UTF_8));
            DurableFiles.create(draft.folder().resolve(file(entry.getKey())), text);
        }
    }

    private String name(String field) {
        return draft.id() + "/" + field;
    }

    private static String file(String field) {
        return field + ".secret";
    }
}
