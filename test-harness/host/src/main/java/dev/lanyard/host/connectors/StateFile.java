package dev.lanyard.host.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.host.Problem;
import dev.lanyard.host.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a connector's {@code state.json} says: the state that it last settled in, and what was begun since. What was
 * begun is under way only while its lease is held; without, its process has died.
 *
 * @param settled the last state that something has come to
 * @param checkedAt when it was last tried, to the end
 * @param syncedAt when readers were last given something new
 * @param unread what the last sync has not read, or has kept from readers; empty if they see all of it
 * @param begun what has been begun and not ended
 */
record StateFile(
        Condition settled,
        Optional<Instant> checkedAt,
        Optional<Instant> syncedAt,
        Optional<Problem> unread,
        Map<ConnectorState, Begun> begun) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String STATE = "state";
    private static final String SINCE = "since";
    private static final String REASON = "reason";
    private static final String REMEDY = "remedy";
    private static final String CHECKED_AT = "checkedAt";
    private static final String SYNCED_AT = "syncedAt";
    private static final String UNREAD = "unread";
    private static final String BEGUN = "begun";
    private static final String PROCESS = "process";

    /**
     * Something that was begun.
     *
     * @param since when
     * @param process by which process, for people who look for it
     */
    record Begun(Instant since, long process) {}

    StateFile {
        begun = Map.copyOf(begun);
    }

    static StateFile initial(Instant now) {
        return new StateFile(
                new Condition(ConnectorState.CONFIGURED, now, "nobody has tried yet whether it works", ""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    StateFile withSettled(Condition condition) {
        return new StateFile(condition, checkedAt, syncedAt, unread, begun);
    }

    StateFile withCheckedAt(Instant now) {
        return new StateFile(settled, Optional.of(now), syncedAt, unread, begun);
    }

    StateFile withSyncedAt(Instant now) {
        return new StateFile(settled, checkedAt, Optional.of(now), unread, begun);
    }

    StateFile withUnread(Optional<Problem> problem) {
        return new StateFile(settled, checkedAt, syncedAt, problem, begun);
    }

    StateFile with(ConnectorState activity, Begun what) {
        Map<ConnectorState, Begun> more = new EnumMap<>(ConnectorState.class);
        more.putAll(begun);
        more.put(activity, what);
        return new StateFile(settled, checkedAt, syncedAt, unread, more);
    }

    StateFile without(ConnectorState activity) {
        Map<ConnectorState, Begun> fewer = new EnumMap<>(ConnectorState.class);
        fewer.putAll(begun);
        fewer.remove(activity);
        return new StateFile(settled, checkedAt, syncedAt, unread, fewer);
    }

    static StateFile read(Path file) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            Map<ConnectorState, Begun> begun = new EnumMap<>(ConnectorState.class);
            json.path(BEGUN)
                    .properties()
                    .forEach(entry -> begun.put(
                            ConnectorState.of(entry.getKey()),
                            new Begun(
                                    Instant.parse(entry.getValue().path(SINCE).asText()),
                                    entry.getValue().path(PROCESS).asLong())));
            Condition settled = new Condition(
                    ConnectorState.of(json.path(STATE).asText()),
                    Instant.parse(json.path(SINCE).asText()),
                    json.path(REASON).asText(),
                    json.path(REMEDY).asText());
            Optional<Problem> unread = Optional.of(json.path(UNREAD))
                    .filter(JsonNode::isObject)
                    .map(told -> new Problem(
                            told.path(REASON).asText(), told.path(REMEDY).asText()));
            return new StateFile(settled, instant(json, CHECKED_AT), instant(json, SYNCED_AT), unread, begun);
        } catch (NoSuchFileException | JsonProcessingException | RuntimeException damaged) {
            return unknown(file);
        }
    }

    /** What is lost is only how it was doing, which a check finds out anew: no reason to refuse anything. */
    private static StateFile unknown(Path file) throws IOException {
        Path told = Files.exists(file) ? file : file.toAbsolutePath().resolveSibling("");
        return new StateFile(
                new Condition(
                        ConnectorState.CONFIGURED,
                        Files.getLastModifiedTime(told).toInstant().truncatedTo(ChronoUnit.SECONDS),
                        "how it was doing is not known: " + file + " is missing or damaged",
                        "try it anew with 'lanyard check'"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Optional<Instant> instant(JsonNode json, String name) {
        return json.has(name) ? Optional.of(Instant.parse(json.get(name).asText())) : Optional.empty();
    }

    void write(Path file) throws IOException {
        DurableFiles.replace(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json()));
    }

    private ObjectNode json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put(STATE, settled.state().word());
        json.put(SINCE, settled.since().toString());
        json.put(REASON, settled.reason());
        json.put(REMEDY, settled.remedy());
        checkedAt.ifPresent(instant -> json.put(CHECKED_AT, instant.toString()));
        syncedAt.ifPresent(instant -> json.put(SYNCED_AT, instant.toString()));
        unread.ifPresent(
                problem -> json.putObject(UNREAD).put(REASON, problem.message()).put(REMEDY, problem.remedy()));
        ObjectNode activities = json.putObject(BEGUN);
        begun.forEach((activity, what) -> activities
                .putObject(activity.word())
                .put(SINCE, what.since().toString())
                .put(PROCESS, what.process()));
        return json;
    }
}
