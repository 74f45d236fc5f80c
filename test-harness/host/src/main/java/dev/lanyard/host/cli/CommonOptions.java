package dev.lanyard.host.cli;

import dev.lanyard.host.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command of the host understands, and how it prints. A command takes it with picocli's {@code @Mixin}. */
public final class CommonOptions {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            defaultValue = "plugins",
            description = "The folder of plugins (default: ./${DEFAULT-VALUE}).")
    private Path plugins = Path.of("plugins");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The connector's settings, a properties file; variables LANYARD_<FIELD> go before it.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            defaultValue = "lanyard.db",
            description = "The store of what was synced (default: ./${DEFAULT-VALUE}).")
    private Path store = Path.of("lanyard.db");

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it.
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec command;

    /**
     * Where the plugins are.
     *
     * @return the folder, which need not exist
     */
    public Path plugins() {
        return plugins;
    }

    /**
     * Where the settings are.
     *
     * @return the properties file, or empty if only the environment counts
     */
    public Optional<Path> config() {
        return config;
    }

    /**
     * Where the store is.
     *
     * @return the file, which need not exist
     */
    public Path store() {
        return store;
    }

    /**
     * Whether the answer is to be JSON.
     *
     * @return true with {@code --json}
     */
    public boolean json() {
        return json;
    }

    /**
     * Where the answer goes. It is buffered: flush it where someone watches.
     *
     * @return standard output
     */
    public PrintWriter out() {
        return command.commandLine().getOut();
    }

    /**
     * Where everything but the answer goes.
     *
     * @return standard error
     */
    public PrintWriter err() {
        return command.commandLine().getErr();
    }

    /**
     * Prints one JSON value as the answer.
     *
     * @param value maps, lists, texts, numbers and truth values
     */
    public void printJson(Object value) {
        JsonText.write(out(), value);
    }

    /**
     * Warns on standard error of what does not stop the command.
     *
     * @param problem what is wrong, and what to do
     */
    public void warn(Problem problem) {
        err().println("warning: " + problem.message());
        err().println("remedy: " + problem.remedy());
    }
}
