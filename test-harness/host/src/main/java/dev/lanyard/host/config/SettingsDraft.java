package dev.lanyard.host.config;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.files.DurableFiles;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that are being put together, one answer after the other, each checked at once. Knows for every field what is
 * to be written, and what that stands for. For one thread; {@link #toString()} shows no value.
 */
public final class SettingsDraft {

    private final ConfigSchema schema;
    private final Path folder;
    private final References references;
    private final Map<String, String> written = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Begins with nothing.
     *
     * @param schema the connector's schema
     * @param folder from where paths in answers are seen; they are written so that they are found from everywhere
     * @param environment the environment variables by name
     * @param vault where <code>${vault:NAME}</code> is found
     */
    public SettingsDraft(ConfigSchema schema, Path folder, Map<String, String> environment, SecretSource vault) {
        this.schema = schema;
        this.folder = folder.toAbsolutePath().normalize();
        this.references = new References(this.folder, environment, vault);
    }

    /**
     * Sets a field, unless the text is wrong for it.
     *
     * @param field a field of the schema
     * @param text as an administrator would write it, references included
     * @return what is wrong with it, in which case nothing has changed
     */
    public Optional<Problem> set(ConfigField field, String text) {
        try {
            String absolute = References.absolute(text, folder);
            return set(field, absolute, references.resolve(absolute));
        } catch (HostException unresolved) {
            Problem first = unresolved.problems().get(0);
            return Optional.of(new Problem(field.name() + " " + first.message(), first.remedy()));
        } catch (InvalidPathException malformed) {
            return Optional.of(new Problem(field.name() + " refers to no file", "correct the path"));
        }
    }

    /**
     * Whether a text, as an administrator would write it, refers to a value instead of holding one.
     *
     * @param text the text
     * @return true if it is one reference and nothing else, wherever that leads
     */
    public static boolean isReference(String text) {
        return References.isReference(text.strip());
    }

    /**
     * Sets a secret, unless it is wrong for its field.
     *
     * @param field a field of the schema
     * @param reference what to write for it
     * @param secret what that will stand for, once it is kept there
     * @return what is wrong with it, in which case nothing has changed
     */
    public Optional<Problem> set(ConfigField field, String reference, Secret secret) {
        return secret.reveal(text -> set(field, reference, text));
    }

    private Optional<Problem> set(ConfigField field, String text, String value) {
        Map<String, String> tried = new LinkedHashMap<>(values);
        tried.put(field.name(), value);
        Optional<Problem> wrong = schema.validate(tried).stream()
                .filter(problem -> problem.field().equals(field.name()))
                .findFirst()
                .map(SettingsDraft::problem);
        if (wrong.isEmpty()) {
            written.put(field.name(), text);
            values.put(field.name(), value);
        }
        return wrong;
    }

    /**
     * Forgets an answer.
     *
     * @param field the name of a field
     */
    public void clear(String field) {
        written.remove(field);
        values.remove(field);
    }

    /**
     * Whether a field was set.
     *
     * @param field its name
     * @return true if there is an answer for it
     */
    public boolean isSet(String field) {
        return values.containsKey(field);
    }

    /**
     * Whether a field applies, after what was answered so far.
     *
     * @param field its name
     * @return false if it must not be set
     */
    public boolean applies(String field) {
        return schema.applies(field, values);
    }

    /**
     * Finds everything that is still wrong.
     *
     * @return problems with their fields, empty if the settings are sound
     */
    public List<ConfigProblem> problems() {
        return schema.validate(values);
    }

    /**
     * A problem of a schema as the host tells it.
     *
     * @param problem what is wrong with a field
     * @return the same, for a person to read
     */
    public static Problem problem(ConfigProblem problem) {
        return new Problem(problem.field() + " " + problem.message(), problem.remedy());
    }

    /**
     * The settings for opening a connector.
     *
     * @return the typed values
     * @throws dev.lanyard.spi.error.ConnectorException if something is still wrong
     */
    public ConnectorConfig configure() {
        return schema.configure(values);
    }

    /**
     * Finds the secrets among the answers, for whoever sees to it that nobody shows them.
     *
     * @return copies of them, in the order of the schema
     */
    public List<Secret> secrets() {
        return Configuration.secrets(schema, values);
    }

    /**
     * Writes the settings to a file that only its owner can read. Secrets stand there as they were given: as
     * references.
     *
     * @param file the file, which must not exist
     * @param connector the id of the plugin's connector
     * @throws IOException if it cannot be written
     */
    public void write(Path file, String connector) throws IOException {
        StringBuilder text = new StringBuilder(Configuration.CONNECTOR + "=" + escaped(connector) + "\n");
        String group = "";
        for (ConfigField field : schema.fields()) {
            if (written.containsKey(field.name())) {
                if (!field.group().equals(group)) {
                    group = field.group();
                    text.append("\n# ").append(group.replaceAll("\\R", " ")).append('\n');
                }
                text.append(field.name())
                        .append('=')
                        .append(escaped(written.getOrDefault(field.name(), "")))
                        .append('\n');
            }
        }
        DurableFiles.create(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link java.util.Properties#load} reads it. */
    private static String escaped(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\f", "\\f");
        return escaped.startsWith(" ") ? "\\" + escaped : escaped;
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "settings " + written.keySet();
    }
}
