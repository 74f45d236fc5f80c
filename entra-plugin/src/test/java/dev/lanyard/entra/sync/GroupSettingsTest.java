package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings leave out of groups, and add to them. */
class GroupSettingsTest {

    private static final Map<String, String> SKIP_AND_KEEP =
            Map.of("skipOnPremisesGroups", "true", "keepOnPremisesMembers", "true");
    private static final Map<String, String> SKIP = Map.of("skipOnPremisesGroups", "true");
    private static final Map<String, String> DELETED = Map.of("includeDeleted", "true");

    private final ScriptedDoor door = new ScriptedDoor().on("$count=true", "{\"@odata.count\":3,\"value\":[]}");

    private static String member(String type, String id) {
        return "{\"@odata.type\":\"#microsoft.graph." + type + "\",\"id\":\"" + id + "\"}";
    }

    private static String members(String... members) {
        return "\"members@delta\":[" + String.join(",", members) + "]";
    }

    private List<SyncPage> full(Map<String, String> settings) {
        return Reading.pages(Reading.streams(door, settings), "groups", 999);
    }

    /** Reads a tenant without groups, and then the changes that the door tells at {@code /later}. */
    private List<SyncPage> changes(Map<String, String> settings) {
        door.onLast("/groups/delta", "");
        door.onLast("/deletedItems/microsoft.graph.group?", "");
        SyncStreams streams = Reading.streams(door, settings);
        List<SyncPage> before = Reading.pages(streams, "groups", 999);
        door.asked.clear();
        return Reading.changes(streams, "groups", before);
    }

    private static List<String> keys(List<SyncPage> pages) {
        return pages.stream()
                .flatMap(page -> page.records().stream())
                .map(found ->
                        (found instanceof Removal ? "-" : "") + found.key().text())
                .toList();
    }

    private static List<String> skipped(List<SyncPage> pages) {
        return pages.stream()
                .flatMap(page -> page.skipped().stream())
                .map(row -> row.subject() + " " + row.reason())
                .toList();
    }

    private List<String> asked(String part) {
        return door.asked.stream().filter(address -> address.contains(part)).toList();
    }

    @ParameterizedTest
    @CsvSource({"false, 2", "true, 0"})
    void whatExchangeKeeps_canBeGranted_whereThereIsAWayToChangeIt(String exchangeOnline, int refusals) {
        door.onLast(
                "delta()",
                "{\"id\":\"d\",\"displayName\":\"D\",\"mailEnabled\":true,\"securityEnabled\":false},"
                        + "{\"id\":\"s\",\"displayName\":\"S\",\"mailEnabled\":true,\"onPremisesSyncEnabled\":true}");

        List<Entitlement> entitlements = full(Map.of("exchangeOnline", exchangeOnline)).stream()
                .flatMap(page -> page.records().stream())
                .filter(Entitlement.class::isInstance)
                .map(Entitlement.class::cast)
                .toList();

        assertThat(entitlements)
                .filteredOn(each -> each.key().text().startsWith("group/d#"))
                .hasSize(2)
                .filteredOn(each -> each.refusal().isPresent())
                .hasSize(refusals);
        assertThat(entitlements)
                .filteredOn(each -> each.key().text().startsWith("group/s#"))
                .allMatch(each -> each.refusal().map(Refusal::code).equals(Optional.of("synced")));
    }

    @Test
    void groupFromOnPremises_isLeftOutWithAllItsRows_andCountedOnce() {
        door.onPage("delta()", "/groups/delta?B", "{\"id\":\"s\"," + members(member("user", "1")) + "}")
                .onPage(
                        "?B",
                        "/groups/delta?C",
                        "{\"id\":\"s\",\"displayName\":\"S\",\"onPremisesSyncEnabled\":true,"
                                + members(member("user", "2")) + "},{\"id\":\"s\"," + members(member("user", "3"))
                                + "}")
                .onLast(
                        "?C",
                        "{\"id\":\"s\"," + members(member("user", "4")) + "},{\"id\":\"c\",\"displayName\":\"C\","
                                + members(member("user", "5")) + "}")
                .on("/groups/s?", "{\"id\":\"s\",\"onPremisesSyncEnabled\":true}");

        List<SyncPage> pages = full(SKIP_AND_KEEP);

        assertThat(keys(pages)).containsExactly("group/c", "group/c#member", "group/c#owner", "group/c#member@user/5");
        assertThat(skipped(pages)).containsExactly("group/s on-premises-group");
        assertThat(asked("batch ")).hasSize(2).allMatch(address -> address.endsWith("id,onPremisesSyncEnabled"));
    }

    @Test
    void continuedCloudGroup_isKept() {
        door.onPage("delta()", "/groups/delta?B", "{\"id\":\"c\"," + members(member("user", "1")) + "}")
                .onLast("?B", "{\"id\":\"c\",\"displayName\":\"C\",\"onPremisesSyncEnabled\":false}")
                .on("/groups/c?", "{\"id\":\"c\",\"onPremisesSyncEnabled\":false}");

        assertThat(Reading.held(full(SKIP_AND_KEEP))).containsKeys("group/c", "group/c#member@user/1");
    }

    @Test
    void withoutTheSetting_nothingIsLookedUp() {
        door.onLast(
                "/groups/delta",
                "{\"id\":\"s\",\"displayName\":\"S\",\"onPremisesSyncEnabled\":true," + members(member("user", "1"))
                        + "},{\"id\":\"s\"," + members(member("user", "2")) + "}");

        assertThat(Reading.held(full(Map.of()))).containsKeys("group/s#member@user/1", "group/s#member@user/2");
        assertThat(door.asked).hasSize(2);
    }

    @Test
    void usersFromOnPremises_areLeftOutOfCloudGroups_andCounted() {
        door.onLast(
                        "/groups/delta",
                        "{\"id\":\"c\",\"displayName\":\"C\","
                                + members(
                                        member("user", "cloud"),
                                        member("user", "synced"),
                                        member("group", "synced"),
                                        member("servicePrincipal", "p"))
                                + ",\"owners@delta\":[" + member("user", "synced") + "]},"
                                + "{\"id\":\"s\",\"displayName\":\"S\",\"onPremisesSyncEnabled\":true,"
                                + members(member("user", "elsewhere")) + "}")
                .on("/getByIds", "{\"value\":[{\"id\":\"cloud\"},{\"id\":\"synced\",\"onPremisesSyncEnabled\":true}]}");

        List<SyncPage> pages = full(SKIP);

        assertThat(Reading.held(pages).keySet())
                .containsExactly(
                        "group/c",
                        "group/c#member",
                        "group/c#owner",
                        "group/c#member@user/cloud",
                        "group/c#member@group/synced",
                        "group/c#member@service-principal/p");
        assertThat(skipped(pages))
                .containsExactlyInAnyOrder(
                        "group/c#member@user/synced on-premises-member",
                        "group/c#owner@user/synced on-premises-member",
                        "group/s on-premises-group");
        assertThat(asked("/getByIds"))
                .containsExactly(ScriptedDoor.BASE + "/directoryObjects/getByIds?$select=id,onPremisesSyncEnabled"
                        + " {\"ids\":[\"cloud\",\"synced\"],\"types\":[\"user\"]}");
    }

    @Test
    void manyUsers_areAskedForAThousandAtATime() {
        String many = IntStream.range(0, 1001)
                .mapToObj(number -> member("user", "u" + number))
                .collect(Collectors.joining(","));
        door.onLast("/groups/delta", "{\"id\":\"c\",\"displayName\":\"C\"," + members(many) + "}")
                .on("[\"u0\"", "{\"value\":[]}")
                .on("[\"u1000\"]", "{\"value\":[{\"id\":\"u1000\",\"onPremisesSyncEnabled\":true}]}");

        List<SyncPage> pages = full(SKIP);

        assertThat(asked("/getByIds")).hasSize(2);
        assertThat(Reading.held(pages)).hasSize(1003).doesNotContainKey("group/c#member@user/u1000");
    }

    @Test
    void whereLookingUpIsNotPermitted_membersAreKept_andTheReportSaysSo() {
        door.onLast("/groups/delta", "{\"id\":\"c\",\"displayName\":\"C\"," + members(member("user", "1")) + "}")
                .on("/getByIds", "403");

        List<SyncPage> pages = full(SKIP);

        assertThat(Reading.held(pages)).containsKey("group/c#member@user/1");
        assertThat(pages)
                .flatExtracting(SyncPage::notices)
                .extracting(Notice::code)
                .containsExactly("on-premises-members-kept");
    }

    @Test
    void groupThatComesFromOnPremisesNow_isTakenBack() {
        door.onLast(
                        "/later",
                        "{\"id\":\"s\",\"onPremisesSyncEnabled\":true," + members(member("user", "1")) + "},"
                                + "{\"id\":\"t\"," + members(member("user", "1")) + "}")
                .on("id,onPremisesSyncEnabled", "{\"id\":\"s\",\"onPremisesSyncEnabled\":true}")
                .onIds("'s'", "{\"id\":\"s\",\"displayName\":\"S\",\"onPremisesSyncEnabled\":true}");

        List<SyncPage> pages = changes(SKIP_AND_KEEP);

        assertThat(keys(pages)).containsExactly("-group/s;left-out");
        assertThat(skipped(pages)).containsExactly("group/s on-premises-group");
    }

    @Test
    void groupThatNoLongerComesFromOnPremises_isReadAnewWhole() {
        door.onLast("/later", "{\"id\":\"c\",\"onPremisesSyncEnabled\":null}")
                .onPage("/groups/c/members?", "/groups/c/members?B", member("user", "1"))
                .on("/groups/c/members/", "{\"value\":[]}")
                .on("/groups/c/owners/", "{\"value\":[]}")
                .on("/groups/c/owners?", "{\"value\":[" + member("user", "3") + "]}")
                .onIds("'c'", "{\"id\":\"c\",\"displayName\":\"C\"}");
        door.onFirst("/groups/c/members?B", "{\"value\":[" + member("user", "2") + "]}");

        List<SyncPage> pages = changes(SKIP_AND_KEEP);

        assertThat(keys(pages))
                .containsExactly(
                        "-group/c;left-out",
                        "group/c",
                        "group/c#member",
                        "group/c#owner",
                        "group/c#member@user/1",
                        "group/c#owner@user/3",
                        "group/c#member@user/2");
    }

    @Test
    void usersFromOnPremises_areLeftOutOfChangesToo() {
        door.onLast(
                        "/later",
                        "{\"id\":\"c\"," + members(member("user", "cloud"), member("user", "synced"))
                                + "},{\"id\":\"gone\"," + members(member("user", "elsewhere")) + "}")
                .on("/groups/c?", "{\"id\":\"c\"}")
                .on("/groups/gone?", "404")
                .on("[\"cloud\",\"synced\"]", "{\"value\":[{\"id\":\"synced\",\"onPremisesSyncEnabled\":true}]}");

        List<SyncPage> pages = changes(SKIP);

        assertThat(keys(pages)).containsExactly("group/c#member@user/cloud");
        assertThat(skipped(pages)).containsExactly("group/c#member@user/synced on-premises-member");
    }

    @Test
    void propertyThatIsUnset_isAChange() {
        door.onLast("/later", "{\"id\":\"a\",\"description\":null},{\"id\":\"b\",\"groupTypes\":[]}")
                .onIds("'a','b'", "{\"id\":\"a\",\"displayName\":\"A\"},{\"id\":\"b\",\"displayName\":\"B\"}");

        assertThat(keys(changes(Map.of()))).contains("group/a", "group/b");
    }

    @Test
    void groupThatIsNotFoundYet_leavesNothingHanging_andIsReadWholeWhenItIs() {
        String found = "{\"id\":\"n\",\"displayName\":\"N\"}";
        door.onLast("/later", "{\"id\":\"n\",\"displayName\":\"N\"," + members(member("user", "1")) + "}");
        door.onIds("'n'", "");
        SyncStreams streams = Reading.streams(door, Map.of());
        List<SyncPage> first = changes(Map.of());
        assertThat(Reading.held(first)).isEmpty();

        door.onFirst("id in ('n')", "{\"value\":[" + found + "]}")
                .onFirst("/groups/n/", "{\"value\":[]}")
                .onFirst("/groups/n/members?", "{\"value\":[" + member("user", "1") + "]}")
                .onFirst("/later", "{\"@odata.deltaLink\":\"" + ScriptedDoor.BASE + "/after\",\"value\":[]}");
        List<SyncPage> second = Reading.changes(streams, "groups", first);

        assertThat(Reading.changed(Reading.held(first), second).keySet())
                .containsExactly("group/n", "group/n#member", "group/n#owner", "group/n#member@user/1");
        door.onFirst("/after", "{\"@odata.deltaLink\":\"" + ScriptedDoor.BASE + "/after\",\"value\":[]}");
        assertThat(keys(Reading.changes(streams, "groups", second))).isEmpty();
    }

    @Test
    void deletedGroups_areShown_withoutAnythingToBeHad() {
        door.onLast("/groups/delta", "{\"id\":\"d\",\"@removed\":{\"reason\":\"changed\"}}")
                .onPage(
                        "/deletedItems/microsoft.graph.group?$",
                        "/directory/deletedItems/microsoft.graph.group?B",
                        "{\"id\":\"d\",\"displayName\":\"D\"}")
                .on("graph.group?B", "{\"value\":[{\"id\":\"e\",\"displayName\":\"E\"}]}");

        List<SyncPage> pages = full(DELETED);

        Map<String, SyncRecord> held = Reading.held(pages);
        assertThat(held.keySet()).containsExactly("group/d", "group/e");
        assertThat(held.values()).allMatch(found -> ((Resource) found).status() == Status.DELETED);
        assertThat(keys(Reading.changes(Reading.streams(door.onLast("/later", ""), DELETED), "groups", pages)))
                .isEmpty();
    }

    @Test
    void groupThatIsDeleted_staysAsDeleted_untilItIsGoneForGood() {
        door.onLast(
                        "/later",
                        "{\"id\":\"d\",\"@removed\":{\"reason\":\"changed\"}},"
                                + "{\"id\":\"e\",\"@removed\":{\"reason\":\"changed\"}},"
                                + "{\"id\":\"f\",\"@removed\":{\"reason\":\"deleted\"}}")
                .on("/deletedItems/d/microsoft.graph.group", "{\"id\":\"d\",\"displayName\":\"D\"}")
                .on("/deletedItems/e/microsoft.graph.group", "404");

        List<SyncPage> pages = changes(DELETED);

        assertThat(keys(pages))
                .contains("-group/d", "-group/d;holds=group", "-group/d;holds=role", "-group/e", "-group/f")
                .doesNotContain("-group/f;holds=group");
        assertThat(Reading.held(pages).keySet()).containsExactly("group/d");
    }

    @Test
    void skippedRows_sayWhatIsLeftOutAndWhy() {
        door.onLast("/groups/delta", "{\"id\":\"s\",\"displayName\":\"S\",\"onPremisesSyncEnabled\":true}");

        assertThat(full(SKIP))
                .flatExtracting(SyncPage::skipped)
                .containsExactly(new SkippedRow(
                        "group/s", "on-premises-group", "the settings leave out groups synchronised from on-premises"));
    }
}
