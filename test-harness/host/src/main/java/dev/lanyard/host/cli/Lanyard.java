package dev.lanyard.host.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.TypeConversionException;

/**
 * Starts the {@code lanyard} command.
 *
 * <p>Exit codes: 0 done, 1 refused or failed, 2 wrong use. Besides the host's own commands it offers those of other
 * modules on the class path: classes that implement {@code Callable<Integer>}, carry picocli's {@code @Command} and are
 * named in {@code META-INF/services/java.util.concurrent.Callable}.
 */
public final class Lanyard {

    /** As wide as the texts of the commands are written. */
    private static final int HELP_WIDTH = 120;

    private Lanyard() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        // Names come in every script, whatever the terminal's locale says.
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(out, err, arguments);
        out.flush();
        System.exit(exitCode);
    }

    /**
     * Runs one command.
     *
     * @param out where its answer goes
     * @param err where errors, warnings and progress go
     * @param arguments the command and its options
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine lanyard = new CommandLine(new LanyardCommand());
        joinedCommands().forEach(lanyard::addSubcommand);
        return run(lanyard, out, err, arguments);
    }

    /**
     * Runs one command that is not found by its name.
     *
     * @param command the command, as picocli knows it
     * @param out where its answer goes
     * @param err where errors, warnings and progress go
     * @param arguments its options
     * @return the exit code
     */
    public static int run(CommandLine command, PrintWriter out, PrintWriter err, String... arguments) {
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpWidth(HELP_WIDTH);
        command.registerConverter(Duration.class, Lanyard::duration);
        command.setOut(out);
        command.setErr(err);
        command.setParameterExceptionHandler(ErrorReport::wrongUse);
        command.setExecutionExceptionHandler(ErrorReport::failed);
        try {
            int exitCode = command.execute(arguments);
            return exitCode == ExitCode.OK && out.checkError() ? ErrorReport.cutOff(err) : exitCode;
        } catch (OutOfMemoryError exhausted) {
            return ErrorReport.outOfMemory(err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new TypeConversionException("'" + text + "' is not a duration such as PT2H or P7D");
        }
    }

    /** Commands of other modules, by name: the host does not know which there are. */
    @SuppressWarnings("rawtypes") // ServiceLoader knows no type arguments.
    private static List<Callable> joinedCommands() {
        return ServiceLoader.load(Callable.class).stream()
                .filter(provider -> provider.type().isAnnotationPresent(Command.class))
                .sorted(Comparator.comparing(
                        provider -> provider.type().getAnnotation(Command.class).name()))
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
