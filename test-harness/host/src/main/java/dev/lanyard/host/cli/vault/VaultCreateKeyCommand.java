package dev.lanyard.host.cli.vault;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.vault.MasterKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lanyard vault create-key}: makes the key of a vault. */
@Command(
        name = "create-key",
        description = "Makes a key at random, in a file that only you can read.",
        footer = {"", "Keep a copy of it: without the key nobody can read what is in the vault."})
final class VaultCreateKeyCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "Where to write it; must not exist.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        MasterKey.create(file);
        if (options.json()) {
            options.printJson(Map.of("key", file.toString()));
        } else {
            options.out().println("the key is in " + file + "; keep a copy of it, apart from the vault");
        }
        return ExitCode.OK;
    }
}
