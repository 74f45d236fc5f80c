package dev.lanyard.simulator.graph.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Incremental reads: the first round, the rounds after it, and their links. */
class DeltaTest extends ReadingTest {

    @Override
    protected TenantShape shape() {
        return new TenantShape(900, 250, 7000, 11);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users/delta?$top=10                        | 400 | Request_UnsupportedQuery",
                "/users/delta?$expand=manager                | 400 | Request_UnsupportedQuery",
                "/users/delta?$orderby=displayName           | 400 | Request_UnsupportedQuery",
                "/users/delta?$count=true                    | 400 | Request_UnsupportedQuery",
                "/users/delta?$select=shoeSize               | 400 | BadRequest",
                "/users/delta?$select=members                | 400 | BadRequest",
                "/users/delta?$select=signInActivity         | 400 | Request_UnsupportedQuery",
                "/users/delta?$select=skills                 | 400 | Request_UnsupportedQuery",
                "/users/delta?$filter=displayName eq 'x'     | 400 | Request_UnsupportedQuery",
                "/users/delta?$filter=id in ('a','b')        | 400 | Request_UnsupportedQuery",
                "/groups/delta?$select=manager               | 400 | BadRequest",
                "/groups/delta?$deltatoken=bm90IG91cnM       | 400 | Request_BadRequest",
            })
    void asking_forWhatGraphDoesNotTrack_isRefused(String path, int status, String code) {
        Reply reply = client.get(path);

        assertThat(reply.status() + " " + reply.code()).isEqualTo(status + " " + code);
    }

    @Test
    void aFilter_tracksAtMostFiftyObjects() {
        List<String> ids = ids(ObjectType.USER);
        assertThat(entries("/users/delta?$select=id&$filter=" + anyOf(ids.subList(0, 50))))
                .hasSize(50);
        assertThat(client.get("/users/delta?$filter=" + anyOf(ids.subList(0, 51)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aFilter_findsNothingOfAnotherType() {
        String group = ids(ObjectType.GROUP).get(0);

        assertThat(entries("/users/delta?$select=displayName,userType&$filter=id eq '" + group + "'"))
                .isEmpty();
    }

    @Test
    void theFirstRound_ofUsers_tellsEachAndWhoIsGone_inPagesOfTwoHundred() {
        List<Reply> pages = pages("/users/delta?$select=displayName,mail,manager");
        List<JsonNode> entries =
                pages.stream().flatMap(page -> page.value().stream()).toList();

        Set<String> told = entries.stream()
                .filter(entry -> !entry.has("@removed"))
                .map(entry -> entry.path("id").asText())
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(new HashSet<>(ids(ObjectType.USER)));
        assertThat(entries).hasSizeGreaterThan(900 + 5);
        assertThat(entries)
                .filteredOn(entry -> entry.has("@removed"))
                .extracting(entry -> entry.at("/@removed/reason").asText())
                .contains("changed", "deleted");
        assertThat(pages).allMatch(page -> page.value().size() <= 206);
        assertThat(pages).anyMatch(page -> page.value().isEmpty());
        assertThat(entries)
                .filteredOn(entry -> !entry.has("@removed"))
                .noneMatch(entry -> entry.path("mail").isNull())
                .anyMatch(entry -> !entry.has("mail"))
                .anyMatch(entry -> entry.at("/manager@delta/0/id").isTextual());
    }

    @Test
    void aLargeGroup_isSpreadOverPages_andOnlyOneEntryHasItsProperties() {
        Directory directory = simulator.tenant().current();
        simulator.setRoles(List.of("Directory.Read.All", "Member.Read.Hidden"));
        String largest = ids(ObjectType.GROUP).stream()
                .max(Comparator.comparingInt(id -> directory.linked(Link.MEMBERS, directory.slot(id)).length))
                .orElseThrow();
        addMembersUntil(largest, 800);

        List<JsonNode> entries = entries("/groups/delta?$select=id,displayName,members").stream()
                .filter(entry -> entry.path("id").asText().equals(largest))
                .toList();

        assertThat(entries).hasSizeGreaterThan(1);
        assertThat(entries).filteredOn(entry -> entry.has("displayName")).hasSize(1);
        assertThat(entries)
                .filteredOn(entry -> !entry.has("displayName"))
                .allSatisfy(entry ->
                        assertThat(entry.fieldNames()).toIterable().containsExactlyInAnyOrder("id", "members@delta"));
        Set<String> members = entries.stream()
                .flatMap(entry -> stream(entry.path("members@delta")))
                .map(member -> member.path("id").asText())
                .collect(Collectors.toSet());
        assertThat(members).hasSize(800);
    }

    @Test
    void aPage_canBeAskedForAgain() {
        String next = client.get("/groups/delta?$select=displayName,members")
                .body()
                .path("@odata.nextLink")
                .asText();

        assertThat(client.get(next).body().path("value"))
                .isEqualTo(client.get(next).body().path("value"));
    }

    @Test
    void everyPage_hasEitherANextLinkOrADeltaLink() {
        assertThat(pages("/groups/delta?$select=members"))
                .allMatch(page ->
                        page.body().has("@odata.nextLink") != page.body().has("@odata.deltaLink"));
    }

    @Test
    void aDeltaLink_tellsEveryKindOfChangeOnce() {
        List<String> users = ids(ObjectType.USER);
        String link = client.deltaLink("/users/delta?$select=displayName,jobTitle,department,manager");
        assertThat(client.get(link).value()).isEmpty();
        simulator.tenant().rename(users.get(10), "Renamed");
        simulator.tenant().update(users.get(11), Map.of("mobilePhone", "+1 1"));
        simulator.tenant().update(users.get(12), Collections.singletonMap("department", null));
        simulator.tenant().delete(users.get(13), false);
        simulator.tenant().delete(users.get(14), true);
        simulator.tenant().setManager(users.get(15), users.get(20));
        simulator.tenant().delete(users.get(16), false);
        simulator.tenant().restore(users.get(16));
        DirectoryObject added = DirectoryObject.of(
                ObjectType.USER, "0a0a0a0a-1111-4222-8333-444444444444", Map.of("displayName", "New"));
        simulator.tenant().add(added);

        JsonNode changes = byId(client.all(link));

        assertThat(changes.path(users.get(10)).path("displayName").asText()).isEqualTo("Renamed");
        assertThat(changes.has(users.get(11))).isFalse();
        assertThat(changes.path(users.get(12)).path("department").isNull()).isTrue();
        assertThat(changes.path(users.get(13)).at("/@removed/reason").asText()).isEqualTo("changed");
        assertThat(changes.path(users.get(14)).at("/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(changes.path(users.get(15)).path("manager@delta"))
                .extracting(end -> end.path("id").asText())
                .contains(users.get(20));
        assertThat(changes.path(users.get(16)).has("@removed")).isFalse();
        assertThat(changes.path(added.id()).path("displayName").asText()).isEqualTo("New");
        simulator.tenant().delete(added.id(), true);
    }

    @Test
    void aDeltaLink_tellsMembersThatCameAndWent() {
        String group = emptyGroup();
        List<String> users = ids(ObjectType.USER);
        simulator.tenant().addMember(group, users.get(30));
        String link = client.deltaLink("/groups/delta?$select=displayName,members,owners");
        simulator.tenant().addMember(group, users.get(31));
        simulator.tenant().removeMember(group, users.get(30));
        simulator.tenant().addOwner(group, users.get(32));

        JsonNode change = byId(client.all(link)).path(group);

        assertThat(change.path("owners@delta").get(0).path("id").asText()).isEqualTo(users.get(32));
        JsonNode members = byId(stream(change.path("members@delta")).toList());
        assertThat(members.path(users.get(31)).has("@removed")).isFalse();
        assertThat(members.path(users.get(30)).at("/@removed/reason").asText()).isEqualTo("deleted");
    }

    @Test
    void minimalAnswers_tellChangedPropertiesOnly() {
        String user = ids(ObjectType.USER).get(40);
        String link = client.deltaLink("/users/delta?$select=displayName,userPrincipalName");
        simulator.tenant().rename(user, "Minimal");

        JsonNode full = byId(client.all(link)).path(user);
        JsonNode minimal = byId(client.all(link, "Prefer", "return=minimal")).path(user);

        assertThat(full.has("userPrincipalName")).isTrue();
        assertThat(minimal.fieldNames()).toIterable().containsExactlyInAnyOrder("id", "displayName");
    }

    @Test
    void aChangeWhileARoundIsUnderWay_isInTheNextOne() {
        String user = ids(ObjectType.USER).get(50);
        Reply first = client.get("/users/delta?$select=displayName");
        simulator.tenant().rename(user, "Underway");
        Reply reply = first;
        while (reply.body().has("@odata.nextLink")) {
            reply = client.get(reply.body().path("@odata.nextLink").asText());
        }

        List<JsonNode> changes =
                client.all(reply.body().path("@odata.deltaLink").asText());

        assertThat(byId(changes).path(user).path("displayName").asText()).isEqualTo("Underway");
    }

    @Test
    void latest_answersALinkOnly() {
        Reply reply = client.get("/users/delta?$select=displayName&$deltatoken=latest");

        assertThat(reply.value()).isEmpty();
        assertThat(client.get(reply.body().path("@odata.deltaLink").asText()).value())
                .isEmpty();
    }

    @Test
    void links_takeNoFurtherOptionsAndNoOtherCollection() {
        String next = client.get("/users/delta?$select=id")
                .body()
                .path("@odata.nextLink")
                .asText();

        assertThat(client.get(next + "&$select=id").status()).isEqualTo(400);
        assertThat(client.get(next.replace("/users/", "/groups/")).status()).isEqualTo(400);
    }

    @Test
    void aLink_thatIsOlderThanAWeek_meansStartAgain() {
        String link = client.deltaLink("/users/delta?$select=id");
        simulator.clock().advance(Duration.ofDays(8));
        client.forgetToken();

        Reply expired = client.get(link);

        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.header("Location")).endsWith("/users/delta?$deltatoken=");
        assertThat(client.get(expired.header("Location")).value()).isNotEmpty();
        simulator.clock().advance(Duration.ofDays(30));
        client.forgetToken();
        assertThat(client.get(link).status()).isEqualTo(400);
        assertThat(client.get(link).message()).contains("DeltaLink");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BY_AGE               | 410 | UnknownError              | true",
                "GONE_WITH_LOCATION   | 410 | UnknownError              | true",
                "GONE                 | 410 | UnknownError              | false",
                "SYNC_STATE_NOT_FOUND | 404 | syncStateNotFound         | false",
                "RESYNC_REQUIRED      | 400 | resyncRequired            | false",
                "OLDER_THAN_30_DAYS   | 400 | Request_UnsupportedQuery  | false",
            })
    void aLink_thatWasMadeToExpire_isRefusedAsSet(LinkRefusal how, int status, String code, boolean tellsWhere) {
        String page = client.get("/users/delta?$select=id")
                .body()
                .path("@odata.nextLink")
                .asText();
        String link = client.deltaLink("/users/delta?$select=id");
        simulator.setLinkRefusal(how);
        simulator.expireDeltaLinks();
        try {
            for (String old : List.of(page, link)) {
                Reply refused = client.get(old);

                assertThat(refused.status() + " " + refused.code()).isEqualTo(status + " " + code);
                assertThat(refused.response().headers().firstValue("Location").isPresent())
                        .isEqualTo(tellsWhere);
            }
            assertThat(client.get(client.deltaLink("/users/delta?$select=id")).status())
                    .isEqualTo(200);
        } finally {
            simulator.setLinkRefusal(LinkRefusal.BY_AGE);
        }
    }

    @Test
    void aLink_ofAnotherState_isRefusedAsSet() {
        String link = client.deltaLink("/users/delta?$select=id");
        simulator.tenant().rename(ids(ObjectType.USER).get(70), "Later than the empty tenant");
        String later = client.deltaLink("/users/delta?$select=id");
        simulator.useEmptyTenant(true);
        simulator.setLinkRefusal(LinkRefusal.SYNC_STATE_NOT_FOUND);
        try {
            assertThat(client.get(later).code()).isEqualTo("syncStateNotFound");
        } finally {
            simulator.useEmptyTenant(false);
            simulator.setLinkRefusal(LinkRefusal.BY_AGE);
        }
        assertThat(client.get(link).status()).isEqualTo(200);
    }

    @Test
    void anExternalTenant_hasNoIncrementalReads_andNoSignInActivity() {
        String link = client.deltaLink("/users/delta?$select=id");
        simulator.setExternal(true);
        try {
            for (String path : List.of(link, "/users/delta", "/groups/delta?$deltatoken=latest")) {
                assertThat(client.get(path).code()).isEqualTo("Request_UnsupportedQuery");
                assertThat(client.get(path).message()).contains("Change enumeration");
            }
            assertThat(client.get("/users?$select=signInActivity").status()).isEqualTo(403);
            assertThat(client.get("/users").status()).isEqualTo(200);
        } finally {
            simulator.setExternal(false);
        }
        assertThat(client.get(link).status()).isEqualTo(200);
    }

    @Test
    void aGroupWithManyChanges_isToldInSeveralEntries_onlyOneOfThemWithProperties() {
        String group = emptyGroup();
        String link = client.deltaLink("/groups/delta?$select=displayName,members");
        List<String> members = ids(ObjectType.USER).subList(100, 220);
        members.forEach(user -> simulator.tenant().addMember(group, user));
        simulator.tenant().rename(group, "Crowded");

        Set<JsonNode> entries = new HashSet<>(client.all(link));

        assertThat(entries)
                .hasSize(3)
                .allMatch(entry -> entry.path("members@delta").size() <= 50);
        assertThat(entries).filteredOn(entry -> entry.has("displayName")).hasSize(1);
        assertThat(entries.stream()
                        .flatMap(entry -> stream(entry.path("members@delta")))
                        .map(member -> member.path("id").asText()))
                .containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void aUser_thatChangedAndWent_isAlsoToldAsItWas() {
        List<String> users = ids(ObjectType.USER).subList(230, 240);
        String link = client.deltaLink("/users/delta?$select=displayName");
        for (String user : users) {
            simulator.tenant().rename(user, "Going");
            simulator.tenant().delete(user, false);
        }

        List<JsonNode> entries = client.all(link);

        assertThat(entries.stream()
                        .filter(entry -> entry.has("@removed"))
                        .map(entry -> entry.path("id").asText()))
                .containsAll(users);
        assertThat(entries)
                .filteredOn(entry -> entry.path("displayName").asText().equals("Going"))
                .hasSizeGreaterThanOrEqualTo(10);
        List<String> order = entries.stream()
                .map(entry -> entry.path("id").asText())
                .distinct()
                .toList();
        assertThat(order).containsExactlyInAnyOrderElementsOf(users).isNotEqualTo(users);
        users.forEach(simulator.tenant()::restore);
    }

    @Test
    void theFirstRound_ofGroups_namesAMemberThatHasLeft() {
        assertThat(entries("/groups/delta?$select=members").stream()
                        .flatMap(entry -> stream(entry.path("members@delta")))
                        .filter(member -> member.has("@removed")))
                .isNotEmpty()
                .allMatch(member -> member.at("/@removed/reason").asText().equals("deleted"));
    }

    @Test
    void withAReadLag_aChangeIsToldLate() {
        String user = ids(ObjectType.USER).get(60);
        String link = client.deltaLink("/users/delta?$select=displayName");
        simulator.setReadLag(Duration.ofSeconds(30));
        simulator.tenant().rename(user, "Late");

        assertThat(client.get(link).value()).isEmpty();
        assertThat(client.get("/users/" + user + "?$select=displayName")
                        .body()
                        .path("displayName")
                        .asText())
                .isNotEqualTo("Late");
        simulator.clock().advance(Duration.ofSeconds(31));

        assertThat(byId(client.all(link)).path(user).path("displayName").asText())
                .isEqualTo("Late");
        simulator.setReadLag(Duration.ZERO);
    }

    private void addMembersUntil(String group, int wanted) {
        for (String user : ids(ObjectType.USER)) {
            Directory directory = simulator.tenant().current();
            int[] members = directory.linked(Link.MEMBERS, directory.slot(group));
            int slot = directory.slot(user);
            if (members.length < wanted && IntStream.of(members).noneMatch(member -> member == slot)) {
                simulator.tenant().addMember(group, user);
            }
        }
    }

    private List<JsonNode> entries(String path) {
        return pages(path).stream().flatMap(page -> page.value().stream()).toList();
    }

    private List<Reply> pages(String path) {
        List<Reply> pages = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            Reply reply = client.get(next);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            pages.add(reply);
            next = reply.body().path("@odata.nextLink").asText();
        }
        return pages;
    }

    private String emptyGroup() {
        Directory directory = simulator.tenant().current();
        return ids(ObjectType.GROUP).stream()
                .filter(id -> directory.linked(Link.MEMBERS, directory.slot(id)).length == 0)
                .findFirst()
                .orElseThrow();
    }

    private List<String> ids(ObjectType type) {
        Directory directory = simulator.tenant().current();
        List<String> ids = new ArrayList<>();
        for (int slot : directory.slots(type)) {
            DirectoryObject object = directory.object(slot);
            if (object != null) {
                ids.add(object.id());
            }
        }
        return ids;
    }

    private static String anyOf(List<String> ids) {
        return ids.stream().map(id -> "id eq '" + id + "'").collect(Collectors.joining(" or "));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Entries by id, in a form where what is not there reads as missing. */
    private static JsonNode byId(List<JsonNode> entries) {
        ObjectNode byId = JsonNodeFactory.instance.objectNode();
        entries.forEach(entry -> byId.set(entry.path("id").asText(), entry));
        return byId;
    }
}
