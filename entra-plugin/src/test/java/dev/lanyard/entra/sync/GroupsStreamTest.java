package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsStreamTest {

    private static final String NO_GROUPS = "{\"value\":[]}";

    private final ScriptedDoor door = new ScriptedDoor().on("$count=true", "{\"@odata.count\":3,\"value\":[]}");
    private final SyncStreams streams = Reading.streams(door);

    private List<SyncPage> read() {
        return Reading.pages(streams, "groups", 99);
    }

    private List<SyncRecord> records() {
        List<SyncRecord> records = new ArrayList<>();
        read().forEach(page -> records.addAll(page.records()));
        return records;
    }

    private static String link(String type, String id) {
        return "{\"@odata.type\":\"#microsoft.graph." + type + "\",\"id\":\"" + id + "\"}";
    }

    private static String users(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> link("user", "u" + n)).collect(Collectors.joining(","));
    }

    private List<String> keysOf(Class<? extends SyncRecord> kind) {
        return records().stream()
                .filter(kind::isInstance)
                .map(found -> found.key().text())
                .toList();
    }

    @Test
    void delta_asksForPropertiesAndRelations_withoutTop() {
        door.onLast("/groups/delta", "");

        read();

        assertThat(door.asked)
                .last()
                .asString()
                .startsWith(ScriptedDoor.BASE + "/groups/delta()?$select=")
                .contains("groupTypes,")
                .endsWith(",members,owners")
                .doesNotContain("$top")
                .doesNotContain("$expand");
    }

    @Test
    void wholeGroup_yieldsItselfItsEntitlementsAndItsGrants() {
        door.onLast(
                "/groups/delta", """
                {"members@delta":[%s,%s],"owners@delta":[%s],"id":"g","displayName":"Team","groupTypes":["Unified"],
                "mailEnabled":true,"securityEnabled":false}
                """.formatted(link("user", "u"), link("group", "n"), link("servicePrincipal", "s")));

        List<SyncRecord> records = records();

        assertThat(records)
                .extracting(found -> found.key().text())
                .containsExactly(
                        "group/g",
                        "group/g#member",
                        "group/g#owner",
                        "group/g#member@user/u",
                        "group/g#member@group/n",
                        "group/g#owner@service-principal/s");
        assertThat(((Resource) records.get(0)).attributes().text("groupKind")).contains("microsoft-365");
        assertThat(((Resource) records.get(0)).attributes().names())
                .containsExactly("groupKind", "groupTypes", "mailEnabled", "securityEnabled");
        assertThat(records.subList(3, 6))
                .extracting(found -> ((Grant) found).expandable(), found -> ((Grant) found).external())
                .containsExactly(tuple(false, false), tuple(true, false), tuple(false, false));
    }

    @Test
    void largeGroup_continuedBeforeAndAfterItself_yieldsItselfOnceAndEveryGrant() {
        door.onPage("delta()", "/groups/delta?A", "{\"id\":\"g\",\"members@delta\":[" + users(0, 2) + "]}")
                .onPage("?A", "/groups/delta?B", "")
                .onPage(
                        "?B",
                        "/groups/delta?C",
                        "{\"id\":\"g\",\"displayName\":\"G\",\"members@delta\":[" + users(2, 3) + "]}")
                .onLast("?C", "{\"id\":\"g\",\"members@delta\":[" + users(1, 4) + "]},{\"id\":\"g\"}");

        List<SyncPage> pages = read();

        assertThat(pages.stream().flatMap(page -> page.records().stream()).filter(Resource.class::isInstance))
                .hasSize(1);
        assertThat(Reading.held(pages).keySet())
                .containsExactlyInAnyOrder(
                        "group/g",
                        "group/g#member",
                        "group/g#owner",
                        "group/g#member@user/u0",
                        "group/g#member@user/u1",
                        "group/g#member@user/u2",
                        "group/g#member@user/u3");
        assertThat(pages)
                .extracting(SyncPage::remaining)
                .containsExactly(OptionalLong.of(3), OptionalLong.of(3), OptionalLong.of(2), OptionalLong.of(0));
    }

    @Test
    void removedInTheFirstRound_areRemovals() {
        door.onLast("/groups/delta", """
                {"id":"gone","@removed":{"reason":"changed"},"members@delta":[%s]},
                {"id":"g","displayName":"G","members@delta":[{"@odata.type":"#microsoft.graph.user","id":"left",
                "@removed":{"reason":"deleted"}}],"owners@delta":[{"@odata.type":"#microsoft.graph.user","id":"left",
                "@removed":{"reason":"deleted"}}]}
                """.formatted(link("user", "u")));

        assertThat(keysOf(Removal.class))
                .containsExactly("group/gone", "group/g#member@user/left", "group/g#owner@user/left");
        assertThat(keysOf(Grant.class)).isEmpty();
    }

    @Test
    void everyTypeOfPrincipal_isKept_theUnknownToo() {
        door.onLast("/groups/delta", """
                {"id":"g","displayName":"G","members@delta":[%s,%s,%s,%s,%s,%s,{"id":"untyped"}],"owners@delta":[%s]}
                """.formatted(
                        link("user", "1"),
                        link("group", "2"),
                        link("servicePrincipal", "3"),
                        link("device", "4"),
                        link("orgContact", "5"),
                        link("toaster", "6"),
                        link("device", "7")));

        assertThat(keysOf(Grant.class))
                .containsExactly(
                        "group/g#member@user/1",
                        "group/g#member@group/2",
                        "group/g#member@service-principal/3",
                        "group/g#member@device/4",
                        "group/g#member@contact/5",
                        "group/g#member@directory-object/6",
                        "group/g#member@directory-object/untyped",
                        "group/g#owner@directory-object/7");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    # groupTypes                  mail   security synced  kind                   member            owner
                    'Unified'                   , true , false ,  null  , microsoft-365        , -               , -
                    ''                          , false, true  ,  null  , security             , -               , -
                    ''                          , false, true  ,  false , security             , -               , -
                    ''                          , true , true  ,  null  , mail-enabled-security, exchange-managed, exchange-managed
                    ''                          , true , false ,  null  , distribution         , exchange-managed, exchange-managed
                    'DynamicMembership'         , false, true  ,  null  , security             , dynamic         , -
                    'Unified DynamicMembership' , true , false ,  null  , microsoft-365        , dynamic         , -
                    ''                          , false, true  ,  true  , security             , synced          , synced
                    ''                          , true , true  ,  true  , mail-enabled-security, synced          , synced
                    ''                          , true , false ,  true  , distribution         , synced          , synced
                    ''                          , false, false ,  null  , other                , -               , -
                    """)
    void kindAndRefusals(
            String types, boolean mail, boolean security, String synced, String kind, String member, String owner) {
        String listed = types.isEmpty() ? "" : "\"" + types.replace(" ", "\",\"") + "\"";
        door.onLast("/groups/delta", """
                {"id":"g","displayName":"G","groupTypes":[%s],"mailEnabled":%s,"securityEnabled":%s,
                "onPremisesSyncEnabled":%s}
                """.formatted(listed, mail, security, synced));

        List<SyncRecord> records = records();

        assertThat(((Resource) records.get(0)).attributes().text("groupKind")).contains(kind);
        assertThat(((Entitlement) records.get(1)).refusal().map(Refusal::code)).isEqualTo(Optional.ofNullable(member));
        assertThat(((Entitlement) records.get(2)).refusal().map(Refusal::code)).isEqualTo(Optional.ofNullable(owner));
    }

    @Test
    void lastDeltaPageWithoutDeltaLink_isNotTakenForTheEnd() {
        door.on("/groups/delta", NO_GROUPS);

        assertThatThrownBy(this::read)
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }

    @Test
    void malformedGroups_areCounted_andTheRestRead() {
        door.onLast("/groups/delta", """
                {"displayName":"no id"},"text",{"id":"a","displayName":"A","members@delta":[{"id":null},%s]},
                {"id":"b","displayName":""}
                """.formatted(link("user", "u")));

        SyncPage page = read().get(0);

        assertThat(page.skipped())
                .containsExactly(
                        new SkippedRow("group/?", "malformed", "a group without id"),
                        new SkippedRow("group/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow("group/a", "malformed", "members: one entry has no id"));
        assertThat(Reading.held(List.of(page)).keySet())
                .containsExactly("group/a", "group/a#member", "group/a#owner", "group/a#member@user/u");
    }

    @Test
    void deltaNotOffered_isSaid_andExpandedListsAreRead() {
        String twenty = users(0, 20);
        door.on("/groups/delta", "400")
                .onPage(
                        "$expand=members",
                        "/groups?A",
                        "{\"id\":\"few\",\"displayName\":\"Few\",\"members\":[" + users(0, 19) + "]}")
                .onLast("groups?A", "{\"id\":\"full\",\"displayName\":\"Full\",\"members\":[" + twenty + "]}")
                .onLast("full/members/microsoft.graph.servicePrincipal", "{\"id\":\"s\"}")
                .onLast("full/members?B", users(20, 21))
                .onPage("full/members?", "/groups/full/members?B", twenty + "," + link("servicePrincipal", "s"))
                .onLast("$expand=owners", "{\"id\":\"few\",\"displayName\":\"Few\",\"owners\":[" + users(0, 1) + "]}");

        List<SyncPage> pages = read();

        assertThat(pages.get(0).notices()).extracting(Notice::code).containsExactly("groups-without-delta");
        Map<String, SyncRecord> held = Reading.held(pages);
        assertThat(held.keySet().stream().filter(key -> key.startsWith("group/few#member@")))
                .hasSize(19);
        assertThat(held.keySet().stream().filter(key -> key.startsWith("group/full#member@user/")))
                .hasSize(21);
        assertThat(held).containsKeys("group/full#member@service-principal/s", "group/few#owner@user/u0");
        assertThat(door.asked.stream().filter(address -> address.contains("few/")))
                .isEmpty();
    }

    @Test
    void neitherDeltaNorExpandOffered_everyGroupIsReadOnItsOwn() {
        door.on("/groups/delta", "400")
                .on("$expand", "400")
                .onLast("/groups?", "{\"id\":\"g\",\"displayName\":\"G\"},{\"id\":\"gone\",\"displayName\":\"Gone\"}")
                .on("/gone/", "404")
                .onLast("g/members/microsoft", "{\"id\":\"s\"}")
                .onLast("g/members", link("user", "u"))
                .onLast("g/owners/microsoft", "")
                .onLast("g/owners", link("user", "o"));

        List<SyncPage> pages = read();

        assertThat(Reading.held(pages))
                .containsKeys("group/g#member@user/u", "group/g#member@service-principal/s", "group/g#owner@user/o");
        assertThat(pages.get(0).notices())
                .extracting(Notice::code)
                .containsExactly("groups-without-delta", "groups-without-expand-members");
        assertThat(pages.stream().flatMap(page -> page.skipped().stream()))
                .hasSize(4)
                .allSatisfy(
                        row -> assertThat(row.subject() + " " + row.reason()).isEqualTo("group/gone gone"));
    }

    @Test
    void rereadOfAHiddenGroup_isSaid_andTheOthersRead() {
        door.on("/groups/delta", "400")
                .on("$expand", "400")
                .onLast("/groups?", "{\"id\":\"h\",\"displayName\":\"H\"}")
                .on("h/members", "403")
                .onLast("h/owners/microsoft", "")
                .onLast("h/owners", link("user", "o"));

        List<SyncPage> pages = read();

        assertThat(Reading.held(pages)).containsKey("group/h#owner@user/o");
        assertThat(pages.get(1).notices()).extracting(Notice::code).containsExactly("hidden-members");
        assertThat(pages.get(1).skipped()).extracting(SkippedRow::reason).containsOnly("hidden");
    }

    @Test
    void missingPermission_isNoReasonForAnotherWay() {
        door.on("/groups/delta", "403");

        assertThatThrownBy(this::read)
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.PERMISSION));
        assertThat(door.asked).hasSize(2);
    }

    @Test
    void plan_foreignCheckpoint_isExpired_andUnknownStream_isUnsupported() {
        assertPlanFails(
                new SyncRequest(Set.of("groups"), List.of(new Checkpoint("groups", "", "x")), 9),
                ErrorKind.CHECKPOINT_EXPIRED);
        assertPlanFails(SyncRequest.full(Set.of("groups", "unknown")), ErrorKind.UNSUPPORTED);
        assertThat(door.asked).isEmpty();
    }

    private void assertPlanFails(SyncRequest wrong, ErrorKind kind) {
        assertThatThrownBy(() -> streams.plan(wrong))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void grants_areOfTypesThatTheEntitlementAccepts() {
        door.onLast("/groups/delta", """
                {"id":"g","displayName":"G","members@delta":[%s,%s],"owners@delta":[%s,%s]}
                """.formatted(
                        link("device", "d"), link("x", "y"), link("group", "n"), link("x", "y")));

        Map<String, SyncRecord> held = Reading.held(read());

        assertThat(held.values()).filteredOn(Grant.class::isInstance).hasSize(4).allSatisfy(found -> {
            Grant grant = (Grant) found;
            assertThat(held.get(grant.key().entitlement().text()))
                    .asInstanceOf(type(Entitlement.class))
                    .satisfies(on -> assertThat(on.principalTypes())
                            .contains(grant.key().principal().type()));
        });
    }
}
