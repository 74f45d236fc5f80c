package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was asked, as texts that a schema reads, so that attributes and the arguments of actions are checked alike.
 *
 * @param texts by name; only those that the schema declares
 * @param config the typed values, or empty if there are problems
 * @param problems everything that is wrong, each with the name that it is about
 */
public record AskedTexts(Map<String, String> texts, Optional<ConnectorConfig> config, List<String> problems) {

    /**
     * Reads attributes.
     *
     * @param attributes texts, flags and lists of texts
     * @param schema what may be asked
     * @return what was asked
     */
    public static AskedTexts of(Attributes attributes, ConfigSchema schema) {
        Map<String, String> texts = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        attributes.forEach((name, value) -> text(value)
                .ifPresentOrElse(text -> texts.put(name, text), () -> problems.add(name + " must be a text")));
        return of(texts, schema, problems);
    }

    /**
     * Reads arguments of an action.
     *
     * @param arguments text by name
     * @param schema what may be asked
     * @return what was asked
     */
    public static AskedTexts of(Map<String, String> arguments, ConfigSchema schema) {
        return of(new TreeMap<>(arguments), schema, new ArrayList<>());
    }

    private static AskedTexts of(Map<String, String> texts, ConfigSchema schema, List<String> problems) {
        texts.keySet().stream()
                .filter(name -> schema.field(name).isEmpty())
                .forEach(name -> problems.add(name + " is unknown or cannot be set"));
        texts.keySet().removeIf(name -> schema.field(name).isEmpty());
        texts.forEach((name, text) -> {
            if (text.isBlank()) {
                problems.add(name + " must not be empty");
            }
        });
        schema.validate(texts).forEach(problem -> problems.add(problem.field() + " " + problem.message()));
        Optional<ConnectorConfig> config = problems.isEmpty() ? Optional.of(schema.configure(texts)) : Optional.empty();
        return new AskedTexts(texts, config, problems);
    }

    /**
     * Reads one attribute.
     *
     * @param attributes texts, flags and lists of texts
     * @param name of the attribute
     * @return its text, a list's separated by commas; empty if it is not there
     */
    public static Optional<String> text(Attributes attributes, String name) {
        return attributes.get(name).flatMap(AskedTexts::text);
    }

    /**
     * Compares what may be left out with a schema; a blank text says nothing.
     *
     * @param attributes texts, flags and lists of texts
     * @param schema what may be asked
     * @return everything that is wrong, each with the name that it is about
     */
    static List<String> problems(Attributes attributes, ConfigSchema schema) {
        Attributes.Builder said = Attributes.builder();
        attributes.forEach((name, value) -> {
            if (text(value).filter(String::isBlank).isEmpty()
                    || schema.field(name).isEmpty()) {
                said.put(name, value);
            }
        });
        return of(said.build(), schema).problems();
    }

    private static Optional<String> text(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return Optional.of(text.value());
        }
        if (value instanceof AttributeValue.Flag flag) {
            return Optional.of(Boolean.toString(flag.value()));
        }
        if (value instanceof AttributeValue.Sequence sequence
                && sequence.values().stream().allMatch(AttributeValue.Text.class::isInstance)) {
            return Optional.of(String.join(
                    ",",
                    sequence.values().stream()
                            .map(each -> ((AttributeValue.Text) each).value())
                            .toList()));
        }
        return Optional.empty();
    }
}
