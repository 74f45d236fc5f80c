package dev.lanyard.contract.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.contract.bed.TestBedException;
import dev.lanyard.contract.bed.Truth;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How what a system holds differs from what it held before.
 *
 * @param gone what only stood there before
 * @param added what only stands there now
 */
record StateDifference(Set<String> gone, Set<String> added) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern NUMBER = Pattern.compile("(?<=\":)\\d+(?=[,}])");
    private static final int SHOWN = 5;
    private static final int SHOWN_CHARACTERS = 300;

    /** A list that is empty and one that is not there are the same. */
    static StateDifference between(Truth before, Truth after) {
        Set<String> gone = new LinkedHashSet<>();
        without(before.lines(), after.lines()).forEach(line -> gone.add(withoutEmpty(line)));
        Set<String> added = new LinkedHashSet<>();
        without(after.lines(), before.lines()).forEach(line -> added.add(withoutEmpty(line)));
        return new StateDifference(without(gone, added), without(added, gone));
    }

    private static Set<String> without(Set<String> lines, Collection<String> others) {
        Set<String> rest = new LinkedHashSet<>(lines);
        others.forEach(rest::remove);
        return rest;
    }

    private static String withoutEmpty(String line) {
        JsonNode node = parse(line);
        dropEmpty(node);
        return node.toString();
    }

    private static void dropEmpty(JsonNode node) {
        node.forEach(StateDifference::dropEmpty);
        if (node instanceof ObjectNode object) {
            List<String> empty = object.properties().stream()
                    .filter(entry ->
                            entry.getValue().isArray() && entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            object.remove(empty);
        }
    }

    boolean none() {
        return gone.isEmpty() && added.isEmpty();
    }

    /** Only the lines that do not name all of these ids, neither before nor afterwards. */
    StateDifference notNaming(String... ids) {
        Set<String> objects = Stream.concat(gone.stream(), added.stream())
                .filter(line -> Stream.of(ids).allMatch(id -> line.contains("\"" + id + "\"")))
                .map(StateDifference::object)
                .collect(Collectors.toSet());
        return new StateDifference(notOf(objects, gone), notOf(objects, added));
    }

    /** Only the lines that are more than the count, kept by one of these, of what there is. */
    StateDifference notCounting(String... ids) {
        Set<String> before = counters(gone, ids);
        Set<String> after = counters(added, ids);
        return new StateDifference(notAmong(after, gone), notAmong(before, added));
    }

    private static Set<String> counters(Set<String> lines, String... ids) {
        return lines.stream()
                .filter(line -> Stream.of(ids).anyMatch(id -> line.contains("\"" + id + "\"")))
                .map(StateDifference::withoutNumbers)
                .collect(Collectors.toSet());
    }

    private static Set<String> notAmong(Set<String> counters, Set<String> lines) {
        Set<String> rest = new LinkedHashSet<>(lines);
        rest.removeIf(line -> counters.contains(withoutNumbers(line)));
        return rest;
    }

    private static String withoutNumbers(String line) {
        return NUMBER.matcher(line).replaceAll("0");
    }

    private static Set<String> notOf(Set<String> objects, Set<String> lines) {
        Set<String> rest = new LinkedHashSet<>(lines);
        rest.removeIf(line -> objects.contains(object(line)));
        return rest;
    }

    /** What a line is about: an object that may have another line afterwards, or nothing but what the line says. */
    private static String object(String line) {
        JsonNode node = parse(line);
        return node.has("id")
                ? node.path("type").asText() + "/" + node.path("id").asText()
                : line;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new TestBedException("the test bed's state is no JSON", malformed);
        }
    }

    /** What differs within the lines that have changed: the new values by their path. */
    List<String> values() {
        Set<String> before = leaves(gone);
        return without(leaves(added), before).stream().toList();
    }

    /** The paths within the lines that have changed whose values differ. */
    Set<String> touched() {
        Set<String> before = leaves(gone);
        Set<String> after = leaves(added);
        return Stream.concat(without(before, after).stream(), without(after, before).stream())
                .map(leaf -> leaf.substring(0, leaf.indexOf(" = ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> leaves(Set<String> lines) {
        Set<String> leaves = new LinkedHashSet<>();
        lines.forEach(line -> collect("", parse(line), leaves));
        return leaves;
    }

    private static void collect(String path, JsonNode node, Set<String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(path + "/" + entry.getKey(), entry.getValue(), leaves));
        } else {
            leaves.add(path + " = " + node);
        }
    }

    /** A few of the lines, for the evidence. */
    List<String> describe(String when) {
        return Stream.concat(
                        gone.stream().map(line -> when + ", this is gone: " + line),
                        added.stream().map(line -> when + ", this is new: " + line))
                .map(line -> line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…")
                .limit(SHOWN)
                .toList();
    }
}
