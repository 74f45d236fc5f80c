package dev.lanyard.host.cli.changes;

import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.Interruption;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.cli.common.ProgressDisplay;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.provision.BulkFormat;
import dev.lanyard.host.provision.BulkResult;
import dev.lanyard.host.provision.BulkRun;
import dev.lanyard.host.provision.InvalidFormException;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.spi.provision.OperationId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lanyard apply}: many changes from a file. */
@Command(
        name = "apply",
        description = "Carries out the changes of a file, one a line, with a result for each.",
        footer = {
            "",
            "A CSV file names its columns in its first line: kind (grant, revoke, create, update, enable, disable,",
            "delete, purge, restore, rotate or action), then as needed entitlement, principal, eligible, temporary, scope,",
            "from, until, justification, resource, type, action, set.NAME (set.NAME: for JSON), clear (names, separated",
            "by spaces), password (random, none, file:PATH or env:NAME), changeAtNextSignIn, and operation. JSON lines",
            "have the same names, with set as an object and clear as an array.",
            "",
            "A line that is wrong is told and harms no other; exit code 1 if any is not done. A line without operation",
            "has the operation id of the file, with its number behind it: what was cut off is repeated as it is, with",
            "the same --operation-id. With --json, each result is a JSON object on a line of its own."
        })
public final class ApplyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A .csv or .jsonl file in UTF-8.")
    private Path file = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or jsonl, if the file's name does not tell.")
    private @Nullable BulkFormat format;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Override
    public Integer call() throws IOException {
        BulkFormat written = format == null ? BulkFormat.of(file) : format;
        long lines = countLines();
        OperationId operation = change.operation();
        options.err().println("operation " + operation + ", " + Words.number(lines) + " lines");
        CancellationSource cancellation = new CancellationSource();
        Interruption interruption = new Interruption(cancellation, options.out(), options.err());
        try (interruption;
                BufferedReader in = open();
                ProgressDisplay display = ProgressDisplay.on(options.err(), "apply", "changes");
                ProvisioningSession session = ProvisioningSession.open(options, vault, change, cancellation)) {
            BulkProgress progress = new BulkProgress(display, lines);
            Path folder = file.toAbsolutePath().resolveSibling("");
            new BulkRun(session.reader(folder), session::apply, operation, change.dryRun(), result -> {
                        print(result);
                        progress.count(result);
                    })
                    .run(in, written, cancellation);
            options.out().flush();
            options.err().println(progress.summary());
            if (cancellation.isCancelled()) {
                options.warn(new Problem(
                        "stopped behind line " + progress.lastLine(),
                        "repeat it with --operation-id " + operation + " to do the rest"));
            }
            return progress.allDone() && !cancellation.isCancelled() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void print(BulkResult result) {
        if (options.json()) {
            JsonText.writeLine(options.out(), AnswerText.json(result));
        } else {
            AnswerText.print(options.out(), result);
        }
    }

    private long countLines() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidFormException("there is no file " + file, "check the path");
        }
        try (BufferedReader in = open();
                Stream<String> lines = in.lines()) {
            return lines.count();
        }
    }

    /** What is no UTF-8 is told of its line, and keeps nobody from reading the others. */
    private BufferedReader open() throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }
}
