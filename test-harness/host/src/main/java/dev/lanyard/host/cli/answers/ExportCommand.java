package dev.lanyard.host.cli.answers;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.WholeFile;
import dev.lanyard.host.export.CsvExport;
import dev.lanyard.host.export.JsonLinesExport;
import dev.lanyard.host.export.RecordKind;
import dev.lanyard.host.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lanyard export}: everything that was synced, as text. */
@Command(
        name = "export",
        description = "Writes the last complete sync as JSON lines or CSV; the same content gives the same bytes.",
        footer = {
            "",
            "JSON lines hold every kind of record. A CSV table holds one kind: name it with --kind, or",
            "name a folder with --output to get resources.csv, entitlements.csv and grants.csv."
        })
public final class ExportCommand implements Callable<Integer> {

    private enum Format {
        JSONL,
        CSV
    }

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description = "jsonl or csv (default: ${DEFAULT-VALUE}).")
    private Format format = Format.JSONL;

    @Option(names = "--kind", paramLabel = "KIND", description = "With csv: resources, entitlements or grants.")
    private Optional<RecordKind> kind = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "The file or, for csv without --kind, the folder to write; standard output if not given.")
    private Optional<Path> output = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (format == Format.JSONL && kind.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--kind goes with --format csv only");
        }
        if (format == Format.CSV && kind.isEmpty() && output.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "csv needs --kind, or a folder as --output");
        }
        try (StoreReader reader = StoreAnswers.open(options.store())) {
            if (format == Format.JSONL) {
                write(output, out -> JsonLinesExport.write(reader, out));
            } else if (kind.isPresent()) {
                write(output, out -> CsvExport.write(reader, kind.get(), out));
            } else {
                writeTables(reader, output.orElseThrow());
            }
        }
        return ExitCode.OK;
    }

    private static void writeTables(StoreReader reader, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (RecordKind each : RecordKind.values()) {
            Path file = folder.resolve(each.name().toLowerCase(Locale.ROOT) + ".csv");
            WholeFile.write(file, out -> CsvExport.write(reader, each, out));
        }
    }

    private void write(Optional<Path> file, WholeFile.Content content) throws IOException {
        if (file.isPresent()) {
            WholeFile.write(file.get(), content);
        } else {
            content.write(options.out());
            if (options.out().checkError()) {
                throw new HostException(
                        "the export was cut off: standard output was closed, or there is no room",
                        "write it to a file with --output");
            }
        }
    }
}
