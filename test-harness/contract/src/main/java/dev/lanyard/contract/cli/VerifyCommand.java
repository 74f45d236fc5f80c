package dev.lanyard.contract.cli;

import dev.lanyard.contract.ContractRule;
import dev.lanyard.contract.ContractSuite;
import dev.lanyard.contract.RuleResult;
import dev.lanyard.contract.bed.HttpTestBed;
import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.trial.Subject;
import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.spi.config.ConfigSchema;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lanyard verify}: puts a packed connector to the test of the contract. */
@Command(
        name = "verify",
        description = "Puts a connector to the test of the contract, rule by rule.",
        footer = {
            "",
            "The settings lead to a test tenant: it is read many times, and signed in to with a wrong secret.",
            "With --changes, whatever the connector offers to change is changed in it, and changed back.",
            "Without a test bed, the rules that need one are not run. Exit code 1 if a rule is broken."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "JAR", description = "The plugin: a jar, or a folder of jars.")
    private Path jar = Path.of("");

    @Option(
            names = "--test-bed",
            paramLabel = "URL",
            description = "Where the tenant's simulator speaks the admin protocol /__lanyard/.")
    private Optional<URI> testBed = Optional.empty();

    @Option(
            names = "--test-bed-trust",
            paramLabel = "PEM",
            description = "The certificates to trust when calling the test bed, a PEM file.")
    private Optional<Path> testBedTrust = Optional.empty();

    @Option(
            names = "--changes",
            paramLabel = "FILE",
            description = "What to change in the test tenant, properties such as create.user.displayName = Made {n}.")
    private Optional<Path> changes = Optional.empty();

    @Option(
            names = "--rule",
            paramLabel = "N",
            split = ",",
            description = "Only this rule, for example 201; can be repeated.")
    private Set<Integer> rules = new TreeSet<>();

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "50",
            description = "Objects on a page; the tenant should fill several (default: ${DEFAULT-VALUE}).")
    private int pageSize = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec command;

    /** For the command line, which sets the options. */
    public VerifyCommand() {}

    @Override
    public Integer call() {
        refuseWrongUse();
        VerifyReport report = new VerifyReport(options);
        Subject subject = subject();
        List<RuleResult> results = ContractSuite.run(subject, rules, report::add);
        report.finish();
        return results.stream().anyMatch(RuleResult.Broken.class::isInstance) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private void refuseWrongUse() {
        Set<Integer> known =
                ContractSuite.rules().stream().map(ContractRule::number).collect(Collectors.toSet());
        rules.stream().filter(number -> !known.contains(number)).findFirst().ifPresent(number -> {
            throw new ParameterException(
                    command.commandLine(), "there is no rule " + number + "; there are " + new TreeSet<>(known));
        });
        if (testBedTrust.isPresent() && testBed.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--test-bed-trust needs --test-bed");
        }
    }

    private Subject subject() {
        Subject reading = Subject.of(jar, settings()).withPageSize(pageSize);
        Subject subject =
                changes.map(VerifyCommand::samples).map(reading::withChanges).orElse(reading);
        return testBed.map(address -> subject.withTestBed(testBedTrust
                        .map(file -> HttpTestBed.trusting(address, read(file, "--test-bed-trust")))
                        .orElseGet(() -> new HttpTestBed(address, Optional.empty()))))
                .orElse(subject);
    }

    private static ChangeSamples samples(Path file) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(read(file, "--changes")));
            Map<String, String> samples = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> samples.put(name, properties.getProperty(name)));
            return ChangeSamples.of(samples);
        } catch (IllegalArgumentException | IOException malformed) {
            throw new HostException(
                    "what to change cannot be read from " + file + ": " + malformed.getMessage(),
                    "correct the file of --changes",
                    malformed);
        }
    }

    private Map<String, String> settings() {
        Configuration configuration = Configuration.read(options.config(), System.getenv());
        try (LoadedPlugin plugin = PluginLoader.load(jar)) {
            String id = plugin.descriptor().id();
            if (!configuration.connector().equals(id)) {
                throw new HostException(
                        "the settings are for the connector '" + configuration.connector() + "', but " + jar
                                + " holds '" + id + "'",
                        "name the right jar, or settings with connector=" + id);
            }
            ConfigSchema schema = plugin.descriptor().schema();
            configuration.warnings(schema).forEach(options::warn);
            configuration.configure(schema);
            return configuration.values(schema);
        }
    }

    private static String read(Path file, String option) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new HostException("the file " + file + " cannot be read", "correct " + option, unreadable);
        }
    }
}
