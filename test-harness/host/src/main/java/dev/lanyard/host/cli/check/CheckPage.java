package dev.lanyard.host.cli.check;

import dev.lanyard.host.PlainLine;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.NeededPermission;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a check found, as tables for people, with what is wrong below them, and what to grant at the end. */
public final class CheckPage {

    private static final int LONGEST_CELL = 60;

    private final PrintWriter out;

    /**
     * Prints pages.
     *
     * @param out where to
     */
    public CheckPage(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints what was found.
     *
     * @param report the report
     */
    public void print(CheckReport report) {
        TextTable streams = new TextTable("CAPABILITY", "READINESS");
        report.capabilities().forEach(status -> streams.row(status.capability(), CheckJson.word(status.readiness())));
        streams.print(out);
        if (!report.settings().isEmpty()) {
            TextTable settings = new TextTable("SETTING", "READINESS");
            report.settings().forEach(status -> settings.row(status.capability(), CheckJson.word(status.readiness())));
            out.println();
            settings.print(out);
        }
        if (!report.feeds().isEmpty()) {
            TextTable feeds = new TextTable("FEED", "READINESS");
            report.feeds().forEach(status -> feeds.row(status.capability(), CheckJson.word(status.readiness())));
            out.println();
            feeds.print(out);
        }
        if (!report.changes().isEmpty()) {
            TextTable changes = new TextTable("CHANGE", "READINESS", "ROLES FOR SOME");
            report.changes()
                    .forEach(status -> changes.row(status.change(), CheckJson.word(status.readiness()), roles(status)));
            out.println();
            changes.print(out);
        }
        printFindings(report);
        printObservations(report.observations());
        printPermissions("grant these to read:", report.toRead());
        if (!report.changes().isEmpty()) {
            printPermissions("grant these to read and change:", report.toChange());
        }
    }

    /** What is wrong everywhere is told once, with all that it is wrong with. */
    private void printFindings(CheckReport report) {
        Map<Finding, List<String>> findings = new LinkedHashMap<>();
        report.capabilities().forEach(status -> gather(findings, status.capability(), status.findings()));
        report.settings().forEach(status -> gather(findings, status.capability(), status.findings()));
        report.feeds().forEach(status -> gather(findings, status.capability(), status.findings()));
        report.changes().forEach(status -> gather(findings, status.change(), status.findings()));
        findings.forEach((finding, where) -> {
            out.println();
            out.println(PlainLine.of(String.join(", ", where) + ": " + finding.message()));
            out.println(PlainLine.of("remedy: " + finding.remedy()));
        });
    }

    private void printObservations(List<Finding> observations) {
        observations.forEach(observation -> {
            out.println();
            out.println(PlainLine.of("note: " + observation.message()));
            out.println(PlainLine.of("remedy: " + observation.remedy()));
        });
    }

    private static String roles(ChangeStatus status) {
        String roles = status.privilegedRoles().isEmpty() ? "-" : String.join(" or ", status.privilegedRoles());
        return roles
                + status.privileged().map(is -> is ? " (held)" : " (not held)").orElse("");
    }

    private static void gather(Map<Finding, List<String>> all, String where, List<Finding> findings) {
        findings.forEach(finding ->
                all.computeIfAbsent(finding, first -> new ArrayList<>()).add(where));
    }

    private void printPermissions(String heading, List<NeededPermission> permissions) {
        if (permissions.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("PERMISSION", "NEEDED", "GRANTED", "FOR");
        for (NeededPermission each : permissions) {
            table.row(
                    each.name(),
                    each.optional() ? "optional" : "yes",
                    each.granted().map(granted -> granted ? "yes" : "no").orElse("not known"),
                    String.join(", ", each.capabilities()));
        }
        out.println();
        out.println(heading);
        table.printWrapped(out, LONGEST_CELL);
    }
}
