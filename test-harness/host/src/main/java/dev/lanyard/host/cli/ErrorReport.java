package dev.lanyard.host.cli;

import dev.lanyard.host.HostException;
import dev.lanyard.host.PlainLine;
import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.provision.InvalidFormException;
import dev.lanyard.spi.error.ConnectorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Shows what went wrong, for every command in the same way: a line that says what and where, and one that says what to
 * do. With {@code --json} the same stands as JSON on standard output. A stack trace goes only to the log, at level
 * debug.
 */
final class ErrorReport {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);
    private static final String ERROR = "error: ";
    private static final String REMEDY = "remedy: ";

    private ErrorReport() {}

    /** Reports options and arguments that cannot be. */
    static int wrongUse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        List<String> suggestions =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        List<Problem> problems = List.of(new Problem(
                String.valueOf(wrong.getMessage()),
                suggestions.isEmpty()
                        ? "see " + command.getCommandSpec().qualifiedName() + " --help"
                        : "did you mean " + String.join(" or ", suggestions) + "?"));
        // What was parsed by then tells too little: the option may stand behind what is wrong.
        report(wrong, problems, command, List.of(arguments).contains("--json"));
        return ExitCode.USAGE;
    }

    /** Reports a command that was refused or failed. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        LOG.debug("{} failed", command.getCommandSpec().qualifiedName(), failure);
        report(failure, problems(failure), command, command.getParseResult().hasMatchedOption("--json"));
        return failure instanceof InvalidFormException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static void report(Exception failure, List<Problem> problems, CommandLine command, boolean asJson) {
        for (Problem problem : problems) {
            command.getErr().println(ERROR + oneLine(problem.message()));
            command.getErr().println(REMEDY + oneLine(problem.remedy()));
        }
        if (asJson) {
            JsonText.write(command.getOut(), Map.of("errors", json(failure, problems)));
        }
    }

    /** Reports that the heap is too small for a command. */
    static int outOfMemory(PrintWriter err) {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        err.println(ERROR + "the " + mebibytes + " MiB of memory that Java may use are not enough");
        err.println(REMEDY + "allow it more, for example LANYARD_JAVA_OPTS=-Xmx" + 2 * mebibytes + "m");
        return ExitCode.SOFTWARE;
    }

    /** Reports that not all of an answer has come to where it should. */
    static int cutOff(PrintWriter err) {
        err.println(ERROR + "the answer was cut off: standard output was closed, or there is no room");
        err.println(REMEDY + "what the command was to do is done; let its answer be written where there is room");
        return ExitCode.SOFTWARE;
    }

    private static List<Problem> problems(Exception failure) {
        if (failure instanceof HostException host) {
            return host.problems();
        }
        if (failure instanceof ConnectorException connector) {
            String service = Stream.concat(
                            connector.serviceCode().stream(), connector.requestId().map(id -> "request " + id).stream())
                    .collect(Collectors.joining(", "));
            return List.of(new Problem(
                    connector.getMessage() + (service.isEmpty() ? "" : " (" + service + ")"), connector.remedy()));
        }
        Throwable cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        if (cause instanceof FileSystemException file) {
            return List.of(problem(file));
        }
        String detail = Optional.ofNullable(failure.getMessage()).orElse("no further detail");
        boolean ofTheSystem = failure instanceof IOException || failure instanceof UncheckedIOException;
        return List.of(new Problem(
                (ofTheSystem ? "" : "unexpected ") + failure.getClass().getSimpleName() + ": " + detail,
                ofTheSystem
                        ? "check files, free space and the network"
                        : "run it again with LANYARD_LOG_LEVEL=debug, and report what that says"));
    }

    /** What such an exception is called means nothing to people, and its message is often but the name of the file. */
    private static Problem problem(FileSystemException failure) {
        String file = String.valueOf(failure.getFile());
        if (failure instanceof NoSuchFileException) {
            return new Problem("there is no file or folder " + file, "check the path");
        } else if (failure instanceof AccessDeniedException) {
            return new Problem("the file " + file + " may not be read or written", "check the rights on it");
        }
        String reason = Optional.ofNullable(failure.getReason())
                .orElse(failure.getClass().getSimpleName());
        return new Problem(
                "the file " + file + " cannot be read or written: " + reason,
                "check the path, the free space and the rights on it");
    }

    private static List<Map<String, Object>> json(Exception failure, List<Problem> problems) {
        return problems.stream()
                .map(problem -> {
                    Map<String, Object> error = new LinkedHashMap<>();
                    if (failure instanceof ConnectorException connector) {
                        error.put("kind", connector.kind().name());
                    }
                    error.putAll(JsonText.of(problem));
                    return error;
                })
                .toList();
    }

    private static String oneLine(String text) {
        return PlainLine.of(
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" ")));
    }
}
