package dev.lanyard.host.cli;

import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard check}: what works with the given settings, and what is missing where something does not. */
@Command(
        name = "check",
        description = "Finds out, capability by capability, what works; changes nothing.",
        footer = {"", "Exit code 1 if a capability is blocked."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        HostServices host = EmbeddedHostServices.standard()
                .with((reason, howLong) -> options.err().println("waiting " + howLong.toSeconds() + " s: " + reason));
        try (ConnectorSession session = ConnectorSession.open(options, host)) {
            CheckReport report = session.connector().check();
            if (options.json()) {
                options.printJson(json(session.descriptor().id(), report));
            } else {
                print(report);
            }
            return report.usable() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void print(CheckReport report) {
        TextTable table = new TextTable("CAPABILITY", "READINESS");
        report.capabilities().forEach(status -> table.row(status.capability(), readiness(status)));
        table.print(options.out());
        // A wrong secret blocks everything: it is told once, with all that it blocks.
        Map<Finding, List<String>> findings = new LinkedHashMap<>();
        for (CapabilityStatus status : report.capabilities()) {
            status.findings()
                    .forEach(finding -> findings.computeIfAbsent(finding, first -> new ArrayList<>())
                            .add(status.capability()));
        }
        findings.forEach((finding, capabilities) -> {
            options.out().println();
            options.out().println(String.join(", ", capabilities) + ": " + finding.message());
            options.out().println("remedy: " + finding.remedy());
        });
    }

    private static Map<String, Object> json(String connectorId, CheckReport report) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("connector", connectorId);
        answer.put("usable", report.usable());
        answer.put(
                "capabilities",
                report.capabilities().stream().map(CheckCommand::json).toList());
        return answer;
    }

    private static Map<String, Object> json(CapabilityStatus status) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("capability", status.capability());
        answer.put("readiness", readiness(status));
        answer.put(
                "findings", status.findings().stream().map(CheckCommand::json).toList());
        return answer;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subject", finding.subject());
        answer.put("message", finding.message());
        answer.put("remedy", finding.remedy());
        return answer;
    }

    private static String readiness(CapabilityStatus status) {
        return status.readiness().name().toLowerCase(Locale.ROOT);
    }
}
