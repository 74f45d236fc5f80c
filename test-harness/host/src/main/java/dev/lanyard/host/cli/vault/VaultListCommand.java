package dev.lanyard.host.cli.vault;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.vault.VaultEntry;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard vault list}: what is kept, without the secrets. */
@Command(name = "list", description = "Lists what is in the vault, without the secrets.")
final class VaultListCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Override
    public Integer call() {
        List<VaultEntry> entries = vault.open().list();
        if (options.json()) {
            options.printJson(entries.stream().map(VaultListCommand::json).toList());
        } else {
            TextTable table = new TextTable("KEY", "LABEL", "CONNECTOR", "STORE", "KEPT");
            entries.forEach(entry -> table.row(
                    entry.key().text(),
                    entry.label(),
                    entry.scope().connector(),
                    entry.scope().store(),
                    entry.keptAt().truncatedTo(ChronoUnit.SECONDS).toString()));
            table.print(options.out());
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> json(VaultEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", entry.key().text());
        json.put("label", entry.label());
        json.put("connector", entry.scope().connector());
        json.put("store", entry.scope().store());
        json.put("keptAt", entry.keptAt().toString());
        return json;
    }
}
