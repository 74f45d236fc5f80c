package dev.lanyard.host.cli.vault;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.LentVault;
import dev.lanyard.host.cli.common.Plugins;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.vault.FileVault;
import dev.lanyard.host.vault.VaultEntry;
import dev.lanyard.host.vault.VaultScope;
import dev.lanyard.spi.config.Secret;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lanyard vault get}: one secret, in clear. */
@Command(
        name = "get",
        description = "Prints a secret of this connector and store to standard output, in clear.",
        footer = {"", "Example: lanyard vault get ann@contoso.example --vault-key vault.key | pass-it-on"})
final class VaultGetCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Parameters(paramLabel = "KEY|LABEL", description = "As in 'lanyard vault list'.")
    private String name = "";

    @Override
    public Integer call() {
        FileVault opened = vault.open();
        VaultScope scope = scope();
        List<VaultEntry> meant = opened.list().stream()
                .filter(entry -> entry.scope().equals(scope))
                .filter(entry ->
                        entry.key().text().equals(name) || entry.label().equalsIgnoreCase(name))
                .toList();
        if (meant.size() != 1) {
            throw meant.isEmpty() ? unknown() : ambiguous(meant);
        }
        Secret secret = opened.scoped(scope).get(meant.get(0).key()).orElseThrow(this::unknown);
        try {
            secret.reveal(this::print);
        } finally {
            secret.wipe();
        }
        return ExitCode.OK;
    }

    private boolean print(String secret) {
        if (options.json()) {
            options.printJson(Map.of("secret", secret));
        } else {
            options.out().println(secret);
        }
        return true;
    }

    private String connectorId() {
        String idOrName = options.configuration().connector();
        try (PluginFolder folder = PluginFolder.open(options.plugins())) {
            return Plugins.require(folder, idOrName, options).descriptor().id();
        }
    }

    private VaultScope scope() {
        if (!Files.exists(options.store())) {
            throw new HostException(
                    "the store " + options.store() + " does not exist", "name it with --store: secrets belong to one");
        }
        return LentVault.scope(connectorId(), options.store());
    }

    private HostException unknown() {
        return new HostException(
                "the vault holds nothing under '" + name + "' for this connector and store",
                "'lanyard vault list' lists what it holds");
    }

    private HostException ambiguous(List<VaultEntry> meant) {
        return new HostException(
                "the vault holds " + meant.size() + " secrets under '" + name + "'",
                "use one of " + meant.stream().map(entry -> entry.key().text()).collect(Collectors.joining(", ")));
    }
}
