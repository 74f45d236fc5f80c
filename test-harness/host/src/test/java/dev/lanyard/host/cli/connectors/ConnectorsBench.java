package dev.lanyard.host.cli.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.cli.Lanyard;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of connectors side by side have in common. */
abstract class ConnectorsBench {

    /** The secret in the settings of every connector here. */
    static final String KEY = "planted-Marker-99";

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeEach
    void dropInThePlugin() throws IOException {
        MoodyPlugin.write(folder.resolve("plugins/sample.jar"));
        Files.writeString(folder.resolve("key.txt"), KEY + "\n");
    }

    /** Runs a command with the options that say where things are. */
    int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Lanyard.run(new PrintWriter(out), new PrintWriter(err), arguments(words));
    }

    String[] arguments(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
        all.addAll(List.of("--connectors", folder.resolve("connectors").toString()));
        return all.toArray(String[]::new);
    }

    /** Adds a connector to a system of the same name, which is well. */
    void add(String name) throws IOException {
        mood(name, "well");
        if (run(
                        "connectors",
                        "add",
                        name,
                        "--config",
                        settings(name).toString(),
                        "--owner",
                        "ann@contoso.example",
                        "--new-application",
                        "HR of " + name)
                != 0) {
            throw new AssertionError(err.toString());
        }
    }

    Path settings(String name) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".properties"),
                "connector=sample\nsiteName=" + folder.resolve(name) + "\napiKey=${file:key.txt}\n");
    }

    void mood(String name, String mood) throws IOException {
        Files.writeString(folder.resolve(name), mood);
    }

    JsonNode shown(String name) throws IOException {
        run("connectors", "show", name, "--json");
        return json();
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    String log(String name) throws IOException {
        return Files.readString(home(name).resolve("connector.log"));
    }

    Path home(String name) {
        return folder.resolve("connectors").resolve(name);
    }
}
