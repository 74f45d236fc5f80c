package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of the entries of a delta query. */
class ChangesTest {

    private final ScriptedDoor door = new ScriptedDoor();
    private final SyncStreams streams = Reading.streams(door);

    @Test
    void changedUser_isReadAnew_onceHoweverOftenItIsNamed() {
        SyncPartition changes = changesOf("accounts", "\"id\":\"u\",\"displayName\":\"Old\"");
        door.onPage("/now", "/users/delta?B", "{\"id\":\"u\",\"city\":\"Bern\"},{\"id\":\"u\"}")
                .onLast("?B", "")
                .onIds("'u'", "{\"id\":\"u\",\"displayName\":\"New\",\"city\":\"Bern\"}");

        List<SyncPage> pages = Reading.pages(streams::read, changes);

        assertThat(keys(pages)).containsExactly("user/u");
        assertThat(door.asked).filteredOn(asked -> asked.startsWith("batch ")).hasSize(1);
        assertThat(checkpoint(pages).value()).contains("/later");
    }

    @Test
    void removedUser_isGone_alsoWhenAnOlderEntryFollows() {
        SyncPartition changes = changesOf("accounts", "\"id\":\"u\"");
        door.onLast("/now", "{\"id\":\"u\",\"@removed\":{\"reason\":\"changed\"}},{\"id\":\"u\",\"city\":\"Bern\"}")
                .onIds("'u'", "");

        List<SyncPage> pages = Reading.pages(streams::read, changes);

        assertThat(keys(pages)).containsExactly("-user/u");
    }

    @Test
    void userThatIsNotFoundYet_isLookedForOnceMore_beforeItCountsAsGone() {
        SyncPartition changes = changesOf("accounts", "\"id\":\"u\"");
        door.onLast("/now", "{\"id\":\"new\",\"displayName\":\"New\"}")
                .onIds("'new'", "")
                .onLast("/later", "");

        List<SyncPage> first = Reading.pages(streams::read, changes);
        assertThat(keys(first)).isEmpty();

        SyncPartition next = streams.plan(new SyncRequest(Set.of("accounts"), List.of(checkpoint(first)), 999))
                .get(0);
        List<SyncPage> second = Reading.pages(streams::read, next);
        assertThat(keys(second)).containsExactly("-user/new");

        SyncPartition third = streams.plan(new SyncRequest(Set.of("accounts"), List.of(checkpoint(second)), 999))
                .get(0);
        assertThat(keys(Reading.pages(streams::read, third))).isEmpty();
    }

    @Test
    void manyChangedUsers_areReadInOneRequest_fifteenByAFilter_asGraphTakesNoMore() {
        SyncPartition changes = changesOf("accounts", "\"id\":\"u\"");
        List<String> ids =
                IntStream.rangeClosed(1, 16).mapToObj(number -> "u" + number).toList();
        door.onLast("/now", rows(ids))
                .onPage("'u14','u15'", "/users?more", rows(ids.subList(0, 14)))
                .onIds("'u16'", rows(ids.subList(15, 16)))
                .on("/users?more", "{\"value\":[" + rows(ids.subList(13, 15)) + "]}");

        List<SyncPage> pages = Reading.pages(streams::read, changes);

        assertThat(keys(pages))
                .containsExactlyElementsOf(ids.stream().map(id -> "user/" + id).toList());
        assertThat(door.asked)
                .filteredOn(asked -> asked.startsWith("batch "))
                .hasSize(2)
                .noneMatch(asked -> asked.contains("$count"));
    }

    private static String rows(List<String> ids) {
        return ids.stream().map(id -> "{\"id\":\"" + id + "\"}").collect(Collectors.joining(","));
    }

    @Test
    void membersOfAGroup_comeAndGoByTheEntriesThemselves() {
        SyncPartition changes = changesOf("groups", "\"id\":\"g\",\"displayName\":\"G\"");
        door.onPage(
                        "/now",
                        "/groups/delta?B",
                        "{\"id\":\"g\",\"members@delta\":[{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"in\"},"
                                + "{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"out\",\"@removed\":{\"reason\":\"deleted\"}}]}")
                .onLast("?B", "{\"id\":\"g\",\"displayName\":\"Renamed\"}")
                .onIds("'g'", "{\"id\":\"g\",\"displayName\":\"Renamed\",\"securityEnabled\":true}");

        List<SyncPage> pages = Reading.pages(streams::read, changes);

        assertThat(keys(pages))
                .containsExactly(
                        "group/g#member@user/in",
                        "-group/g#member@user/out",
                        "group/g",
                        "group/g#member",
                        "group/g#owner");
    }

    @Test
    void settingsThatReadSomethingElse_expireTheCheckpoint() {
        door.onLast("/users?", "{\"id\":\"u\"}");
        Checkpoint checkpoint = checkpoint(Reading.pages(streams, "accounts", 999));

        SyncStreams others = Reading.streams(door, "other settings");
        assertThatThrownBy(() -> others.plan(new SyncRequest(Set.of("accounts"), List.of(checkpoint), 999)))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.CHECKPOINT_EXPIRED));
    }

    @Test
    void answerThatStopsShort_isNoEnd() {
        SyncPartition changes = changesOf("accounts", "\"id\":\"u\"");
        door.on("/now", "{\"value\":[]}");

        assertThatThrownBy(() -> streams.read(changes, Cursor.start()))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }

    /** Reads a stream of one object in full, and plans to read its changes, which begin at {@code /now}. */
    private SyncPartition changesOf(String stream, String object) {
        ScriptedDoor before = new ScriptedDoor();
        String collection = stream.equals("accounts") ? "/users?" : "/groups/delta";
        before.on("/groups?", "{\"@odata.count\":1,\"value\":[]}");
        before.on(collection, "{\"@odata.deltaLink\":\"" + ScriptedDoor.BASE + "/now\",\"value\":[{" + object + "}]}");
        Checkpoint checkpoint = checkpoint(Reading.pages(Reading.streams(before), stream, 999));
        List<SyncPartition> plan = streams.plan(new SyncRequest(Set.of(stream), List.of(checkpoint), 999));
        assertThat(plan).hasSize(1).allMatch(SyncPartition::incremental);
        return plan.get(0);
    }

    private static Checkpoint checkpoint(List<SyncPage> pages) {
        return ((NextStep.Done) pages.get(pages.size() - 1).next()).checkpoint().orElseThrow();
    }

    private static List<String> keys(List<SyncPage> pages) {
        return pages.stream()
                .flatMap(page -> page.records().stream())
                .map(ChangesTest::key)
                .toList();
    }

    private static String key(SyncRecord found) {
        return (found instanceof Removal ? "-" : "") + found.key().text();
    }
}
