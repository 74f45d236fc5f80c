package dev.lanyard.host.config;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of one connector, as an administrator wrote them.
 *
 * <p>They stand in a properties file under the names of the schema's fields, or in environment variables: the field
 * {@code clientSecret} in {@code LANYARD_CLIENT_SECRET}. Where both are there, the environment counts. The key
 * {@code connector} ({@code LANYARD_CONNECTOR}) names the connector. A value can refer to others: <code>${env:NAME}
 * </code> is an environment variable, <code>${file:PATH}</code> the text of a file, seen from the folder of the
 * properties file, <code>${base64:PATH}</code> a binary file in Base64, <code>${vault:NAME}</code> what the vault keeps
 * under that name; <code>$${</code> stands for <code>${</code>. Immutable.
 */
public final class Configuration {

    static final String CONNECTOR = "connector";
    private static final String PREFIX = "LANYARD_";

    private final Optional<SettingsFile> file;
    private final Map<String, String> environment;
    private final boolean overridden;
    private final SecretSource vault;

    private Configuration(
            Optional<SettingsFile> file, Map<String, String> environment, boolean overridden, SecretSource vault) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.overridden = overridden;
        this.vault = vault;
    }

    /**
     * Reads settings.
     *
     * @param file the properties file in UTF-8, or empty if the environment holds everything
     * @param environment the environment variables by name
     * @return the settings; references in them are not resolved yet
     * @throws HostException if the file is missing or is no properties file
     */
    public static Configuration read(Optional<Path> file, Map<String, String> environment) {
        return new Configuration(file.map(SettingsFile::read), environment, true, SecretSource.NONE);
    }

    /**
     * Reads the settings of one of several connectors: variables count only where the file refers to them, because
     * {@code LANYARD_<FIELD>} could not say which connector is meant.
     *
     * @param file the properties file in UTF-8
     * @param environment the environment variables by name
     * @return the settings; references in them are not resolved yet
     * @throws HostException if the file is missing or is no properties file
     */
    public static Configuration ofFileAlone(Path file, Map<String, String> environment) {
        return new Configuration(Optional.of(SettingsFile.read(file)), environment, false, SecretSource.NONE);
    }

    /**
     * The same settings with a vault.
     *
     * @param other where <code>${vault:NAME}</code> is found
     * @return new settings
     */
    public Configuration with(SecretSource other) {
        return new Configuration(file, environment, overridden, other);
    }

    /**
     * Which connector these settings are for.
     *
     * @return its id
     * @throws HostException if the settings do not name one
     */
    public String connector() {
        String variable = variable(CONNECTOR);
        return override(variable)
                .or(() -> file.map(settings -> settings.values().get(CONNECTOR)))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> new HostException(
                        where() + " does not say which connector it is for",
                        "set connector=ID in the file given with --config, or " + variable
                                + " in the environment; 'lanyard plugins' lists the ids"));
    }

    /**
     * Checks the settings against a schema, and reads them.
     *
     * @param schema the connector's schema
     * @return the typed values, defaults included
     * @throws HostException with every problem, if there is any
     */
    public ConnectorConfig configure(ConfigSchema schema) {
        Map<String, String> values = values(schema);
        List<ConfigProblem> problems = schema.validate(values);
        if (!problems.isEmpty()) {
            throw new HostException(problems.stream()
                    .map(problem ->
                            new Problem(where() + ": " + problem.field() + " " + problem.message(), problem.remedy()))
                    .toList());
        }
        return schema.configure(values);
    }

    /**
     * The settings as text, with references resolved.
     *
     * @param schema the connector's schema, which decides what environment variables count
     * @return text by field name; keys of the file that the schema does not know are there too
     * @throws HostException with every reference that leads nowhere, if there is any
     */
    public Map<String, String> values(ConfigSchema schema) {
        References references = new References(
                file.map(SettingsFile::folder).orElseGet(() -> Path.of("").toAbsolutePath()), environment, vault);
        Map<String, String> values = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        written(schema).forEach((field, text) -> {
            try {
                values.put(field, references.resolve(text));
            } catch (HostException unresolved) {
                unresolved
                        .problems()
                        .forEach(problem -> problems.add(
                                new Problem(where() + ": " + field + " " + problem.message(), problem.remedy())));
            }
        });
        if (!problems.isEmpty()) {
            throw new HostException(problems);
        }
        return values;
    }

    /**
     * Finds the secrets of these settings, for whoever sees to it that nobody shows them.
     *
     * @param schema the connector's schema, which knows the secrets
     * @return copies of them, in the order of the schema
     * @throws HostException with every reference that leads nowhere, if there is any
     */
    public List<Secret> secrets(ConfigSchema schema) {
        return secrets(schema, values(schema));
    }

    static List<Secret> secrets(ConfigSchema schema, Map<String, String> values) {
        return schema.fields().stream()
                .filter(field -> field.type() instanceof FieldType.SecretText)
                .flatMap(field -> Optional.ofNullable(values.get(field.name())).stream())
                .map(Secret::of)
                .toList();
    }

    /**
     * Finds what is not wrong but unwise: a secret that everyone on this machine can read.
     *
     * @param schema the connector's schema, which knows the secrets
     * @return what to warn of, possibly nothing
     */
    public List<Problem> warnings(ConfigSchema schema) {
        return file.filter(SettingsFile::readableByOthers).stream()
                .flatMap(settings -> schema.fields().stream()
                        .filter(field -> field.type() instanceof FieldType.SecretText)
                        .map(ConfigField::name)
                        .filter(name -> References.isLiteral(settings.values().getOrDefault(name, "")))
                        .map(name -> new Problem(
                                settings.file() + ": everyone on this machine can read " + name,
                                "chmod 600 " + settings.file() + ", or write " + name + "=${env:NAME} or " + name
                                        + "=${file:PATH}")))
                .toList();
    }

    /**
     * Finds what these settings refer to in the vault.
     *
     * @return the names behind {@code vault:}, in no order
     */
    public Set<String> namesInVault() {
        return file.map(settings -> settings.values().values().stream()
                        .flatMap(text -> References.names("vault", text).stream())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** The texts as written: those of the file, and over them those of the environment. */
    private Map<String, String> written(ConfigSchema schema) {
        Map<String, String> written = new TreeMap<>();
        file.ifPresent(settings -> written.putAll(settings.values()));
        written.remove(CONNECTOR);
        for (ConfigField field : schema.fields()) {
            override(variable(field.name())).ifPresent(text -> written.put(field.name(), text));
        }
        return written;
    }

    private Optional<String> override(String variable) {
        return overridden ? Optional.ofNullable(environment.get(variable)) : Optional.empty();
    }

    private String where() {
        return file.map(settings -> settings.file().toString()).orElse("the environment");
    }

    /**
     * The environment variable of a field.
     *
     * @param field its name in camel case
     * @return for example {@code LANYARD_CLIENT_SECRET}
     */
    public static String variable(String field) {
        return PREFIX + field.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return where();
    }
}
