package dev.lanyard.host.cli.check;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.check.CheckReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard check}: what works with the given settings, and what is missing where something does not. */
@Command(
        name = "check",
        description = "Finds out, capability by capability, what works; changes nothing.",
        footer = {
            "",
            "At the end it lists what to grant: to read only, or to read and change (instead, not besides).",
            "Roles for some: what the connector must be besides to change some objects, and whether it is, if known.",
            "Notes: what works for now, but soon expires, is wider than needed, or is off, like a clock.",
            "Exit code 1 if something cannot be read; what cannot be changed does not count."
        })
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Override
    public Integer call() {
        EmbeddedHostServices host = EmbeddedHostServices.standard()
                .with((reason, howLong) -> options.err().println("waiting " + howLong.toSeconds() + " s: " + reason));
        try (CheckedSession checked = CheckedSession.open(options, vault, host, anything -> {}, report -> {})) {
            CheckReport report = checked.report();
            if (options.json()) {
                options.printJson(CheckJson.of(checked.session().descriptor().id(), report));
            } else {
                new CheckPage(options.out()).print(report);
            }
            return report.usable() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
