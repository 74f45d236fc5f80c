package dev.lanyard.host.cli.answers;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.cli.common.WholeFile;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.report.AccessReport;
import dev.lanyard.host.store.ReviewFigures;
import dev.lanyard.host.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lanyard report}: one page for reviewers. */
@Command(
        name = "report",
        description = "Writes one HTML page for reviewers: who has what and through what, and what to look at first.",
        footer = {"", "The page needs no network and can be mailed as it is. Whoever has it can read all of it."})
public final class ReportCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(
            names = {"-o", "--out", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The HTML file to write.")
    private Path out = Path.of("report.html");

    @Override
    public Integer call() throws IOException {
        ReviewFigures[] figures = new ReviewFigures[1];
        Instant at = Clock.systemUTC().instant();
        try (StoreReader reader = StoreAnswers.open(options.store())) {
            WholeFile.write(out, writer -> figures[0] = AccessReport.write(reader, at, writer));
        }
        if (options.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("report", out.toString());
            answer.put("bytes", Files.size(out));
            answer.put("at", at.toString());
            answer.put("figures", figures[0]);
            options.printJson(answer);
        } else {
            print(figures[0]);
        }
        return ExitCode.OK;
    }

    private void print(ReviewFigures figures) throws IOException {
        new TextTable("NUMBER", "OF WHAT")
                .row(
                        Words.number(figures.accounts()),
                        "accounts, " + Words.number(figures.guests()) + " of them guests")
                .row(Words.number(figures.grants()), "grants")
                .row(
                        Words.number(figures.privilegedActive() + figures.privilegedThroughGroups()),
                        "privileged roles in force, " + Words.number(figures.privilegedEligible()) + " more eligible")
                .row(Words.number(figures.disabledWithAccess()), "disabled accounts that still have access")
                .row(
                        Words.number(figures.credentialsExpired()),
                        "credentials expired, " + Words.number(figures.credentialsExpiring()) + " more about to")
                .row(
                        Words.number(figures.licencesUnused()),
                        "licences unused, " + Words.number(figures.licencesOfDisabled()) + " more of disabled accounts")
                .row(Words.number(figures.applicationsWithoutOwner()), "applications without owner")
                .print(options.out());
        options.out().println(out + " written, " + Words.number(Files.size(out)) + " bytes");
    }
}
