package dev.lanyard.host.cli.common;

import dev.lanyard.host.PlainLine;
import dev.lanyard.host.Problem;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.connectors.ConnectorWatch;
import dev.lanyard.host.connectors.RegisteredConnector;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command of the host understands, and how it prints. A command takes it with picocli's {@code @Mixin}. */
public final class CommonOptions {

    private static final String DEFAULT_STORE = "lanyard.db";

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
            description = "The store of what was synced (default: ./" + DEFAULT_STORE + ").")
    private Optional<Path> store = Optional.empty();

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            description = "A connector of 'lanyard connectors': stands for its --config and --store.")
    private Optional<String> connector = Optional.empty();

    @Option(
            names = "--connectors",
            paramLabel = "DIR",
            defaultValue = "connectors",
            description = "The folder of connectors (default: ./${DEFAULT-VALUE}).")
    private Path connectors = Path.of("connectors");

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

    private @Nullable ConnectorWatch watch;

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
     * @throws dev.lanyard.host.HostException if the connector that was named is not registered
     */
    public Optional<Path> config() {
        return connector().map(known -> known.registration().config()).or(() -> config);
    }

    /**
     * Where the store is.
     *
     * @return the file, which need not exist
     * @throws dev.lanyard.host.HostException if the connector that was named is not registered
     */
    public Path store() {
        return connector()
                .map(known -> known.registration().store())
                .or(() -> store)
                .orElse(Path.of(DEFAULT_STORE));
    }

    /**
     * Where the store was said to be.
     *
     * @return the file, or empty without {@code --store}
     */
    public Optional<Path> givenStore() {
        return store;
    }

    /**
     * The settings that these options name.
     *
     * @return the settings; references in them are not resolved yet
     * @throws dev.lanyard.host.HostException if there are none, or they cannot be read
     */
    public Configuration configuration() {
        return connector().isPresent()
                ? Configuration.ofFileAlone(config().orElseThrow(), System.getenv())
                : Configuration.read(config, System.getenv());
    }

    /**
     * The connector that was named with {@code --connector}.
     *
     * @return the connector, or empty if none was named
     * @throws dev.lanyard.host.HostException if it is not registered
     */
    public Optional<RegisteredConnector> connector() {
        if (connector.isPresent() && (config.isPresent() || store.isPresent())) {
            throw new ParameterException(
                    command.commandLine(),
                    "--connector says where settings and store are; leave out --config, --store");
        }
        return connector.map(registry()::require);
    }

    /**
     * The connectors side by side.
     *
     * @return the registry
     */
    public ConnectorRegistry registry() {
        return ConnectorRegistry.at(connectors, Clock.systemUTC());
    }

    /**
     * What hears of what this command does with its connector.
     *
     * @return the same watch every time; one that does nothing unless a registered connector was named
     */
    public ConnectorWatch watch() {
        ConnectorWatch known = watch;
        if (known == null) {
            known = connector().map(RegisteredConnector::watch).orElse(ConnectorWatch.NONE);
            watch = known;
        }
        return known;
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
        err().println("warning: " + PlainLine.of(problem.message()));
        err().println("remedy: " + PlainLine.of(problem.remedy()));
    }
}
