package dev.lanyard.host.cli.changes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.host.cli.Lanyard;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.store.AuditEntry;
import dev.lanyard.host.store.ChangeRecords;
import dev.lanyard.host.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of changing commands have in common: a plugin, its "system", and a vault with its key. */
abstract class ChangeBench {

    private static final Set<String> WITHOUT_VAULT = Set.of("sync", "check");

    /** A password that a person supplies. */
    static final String SUPPLIED = "planted-Marker-42";

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeEach
    void dropInThePlugin() throws IOException {
        ChangingPlugin.write(folder.resolve("plugins/sample.jar"));
        Files.writeString(
                folder.resolve("site.properties"), "connector=sample\nsiteName=" + folder.resolve("system.txt") + "\n");
        Files.writeString(folder.resolve("password.txt"), SUPPLIED + "\n");
        runPlainly("vault", "create-key", folder.resolve("vault.key").toString());
    }

    /** Runs a command, given by its words, with all the options that say where things are. */
    int run(String... words) {
        return runPlainly(arguments(words));
    }

    /** Runs a command as it is. */
    int runPlainly(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Lanyard.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    String[] arguments(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--store", folder.resolve("tenant.db").toString()));
        all.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
        all.addAll(List.of("--config", folder.resolve("site.properties").toString()));
        if (!WITHOUT_VAULT.contains(words[0]) && !String.join(" ", words).startsWith("action list")) {
            all.addAll(List.of("--vault", folder.resolve("lanyard.vault").toString()));
            all.addAll(List.of("--vault-key", folder.resolve("vault.key").toString()));
        }
        return all.toArray(String[]::new);
    }

    String passwordFile() {
        return folder.resolve("password.txt").toString();
    }

    JsonNode json() {
        return JsonText.parse(out.toString());
    }

    /** The calls that the system has seen. */
    List<String> calls() {
        try {
            Path system = folder.resolve("system.txt");
            return Files.exists(system) ? Files.readAllLines(system) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<AuditEntry> trail() {
        try (ChangeRecords records = Store.open(folder.resolve("tenant.db")).changes()) {
            return records.auditTrail();
        }
    }
}
