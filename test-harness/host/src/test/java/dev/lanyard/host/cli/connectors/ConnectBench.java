package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.Lanyard;
import dev.lanyard.host.cli.common.Dialogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the tests of connecting have in common. */
abstract class ConnectBench {

    /** What a person types as a secret. */
    static final String KEY = "typed-Marker-55";

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeEach
    void dropInThePlugin() throws IOException {
        AskingPlugin.write(folder.resolve("plugins/sample.jar"), "sample");
        Files.writeString(folder.resolve("key.txt"), KEY + "\n");
    }

    int connect(Dialogue dialogue, String... words) {
        return connect(dialogue, line -> {}, words);
    }

    /** Runs the command; the watcher sees each line that it shows, as soon as it is shown. */
    int connect(Dialogue dialogue, Consumer<String> watcher, String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        PrintWriter watched = new PrintWriter(out) {
            @Override
            public void println(String line) {
                super.println(line);
                watcher.accept(line);
            }
        };
        return Lanyard.run(
                new CommandLine(new ConnectCommand(dialogue)), watched, new PrintWriter(err, true), arguments(words));
    }

    /** Runs another command. */
    int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Lanyard.run(new PrintWriter(out), new PrintWriter(err), arguments(words));
    }

    String[] arguments(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
        all.addAll(List.of("--connectors", connectors().toString()));
        if (all.contains("--vault-key")) {
            all.addAll(List.of("--vault", folder.resolve("lanyard.vault").toString()));
        }
        return all.toArray(String[]::new);
    }

    String vaultKey() {
        Path key = folder.resolve("vault.key");
        if (!Files.exists(key)) {
            Lanyard.run(new PrintWriter(out), new PrintWriter(err), "vault", "create-key", key.toString());
        }
        return key.toString();
    }

    Path connectors() {
        return folder.resolve("connectors");
    }

    Path home(String name) {
        return connectors().resolve(name);
    }

    String settings(String name) throws IOException {
        return Files.readString(home(name).resolve("connector.properties"));
    }

    /** Connectors and drafts that are there. */
    List<String> homes() throws IOException {
        if (!Files.exists(connectors())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(connectors())) {
            return all.filter(Files::isDirectory)
                    .map(home -> home.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
