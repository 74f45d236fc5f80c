package dev.lanyard.simulator.graph.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How collections are listed, and what is refused. */
class ListingTest extends ReadingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users?$select=shoeSize                                  | 400 | BadRequest",
                "/users?$select=DisplayName                               | 400 | BadRequest",
                "/users?$select=id,,mail                                  | 400 | BadRequest",
                "/users?$select=skills                                    | 501 | NotImplemented",
                "/users?$select=id,customSecurityAttributes               | 403 | Authorization_RequestDenied",
                "/users?$skip=10                                          | 400 | Request_UnsupportedQuery",
                "/users?$search=x                                         | 400 | Request_UnsupportedQuery",
                "/users?$wait=10                                          | 400 | Request_BadRequest",
                "/users?mine=10                                           | 400 | Request_BadRequest",
                "/users?$top=5&$top=6                                     | 400 | Request_BadRequest",
                "/users?$top=0                                            | 400 | Request_UnsupportedQuery",
                "/users?$top=1000                                         | 400 | Request_UnsupportedQuery",
                "/users?$top=many                                         | 400 | Request_BadRequest",
                "/users?$skiptoken=bm90IG91cnM                            | 400 | Request_BadRequest",
                "/users?$filter=shoeSize eq 43                            | 400 | BadRequest",
                "/users?$filter=aboutMe eq 'x'                            | 400 | Request_UnsupportedQuery",
                "/users?$filter=contains(displayName,'x')                 | 400 | Request_UnsupportedQuery",
                "/users?$filter=displayName eq                            | 400 | Request_BadRequest",
                "/users?$filter=displayName ne 'x'                        | 400 | Request_UnsupportedQuery",
                "/users?$filter=not startsWith(displayName,'x')           | 400 | Request_UnsupportedQuery",
                "/users?$filter=endsWith(mail,'x')                        | 400 | Request_UnsupportedQuery",
                "/users?$filter=mail eq null                              | 400 | Request_UnsupportedQuery",
                "/users?$filter=proxyAddresses eq 'x'                     | 400 | Request_UnsupportedQuery",
                "/users?$orderby=jobTitle                                 | 400 | Request_UnsupportedQuery",
                "/users?$orderby=displayName&$filter=id eq 'x'            | 400 | Request_UnsupportedQuery",
                "/users?$expand=shoes                                     | 400 | BadRequest",
                "/users?$expand=members                                   | 400 | BadRequest",
                "/users?$expand=manager($select=id)                       | 400 | Request_UnsupportedQuery",
                "/users?$expand=manager($levels=max;$select=id)           | 400 | Request_BadRequest",
                "/users?$expand=manager($levels=0)                        | 400 | Request_BadRequest",
                "/groups?$expand=members,owners                           | 400 | Request_UnsupportedQuery",
                "/groups?$expand=members($select=id),owners($select=id)   | 400 | Request_UnsupportedQuery",
                "/groups?$expand=members($top=5)                          | 400 | Request_UnsupportedQuery",
                "/groups?$expand=members($levels=2)                       | 400 | Request_UnsupportedQuery",
                "/groups?$expand=transitiveMembers                        | 400 | BadRequest",
                "/groups/none                                             | 400 | Request_BadRequest",
                "/groups/11111111-2222-4333-8444-555555555555             | 404 | Request_ResourceNotFound",
                "/groups/none/members                                     | 400 | Request_BadRequest",
                "/directoryObjects/none                                   | 400 | Request_BadRequest",
                "/users/nobody@nowhere.example                            | 404 | Request_ResourceNotFound",
                "/users/$count                                            | 400 | Request_BadRequest",
                "/elephants                                               | 400 | BadRequest",
            })
    void asking_forWhatGraphDoesNotOffer_isRefused(String path, int status, String code) {
        Reply reply = client.get(path);

        assertThat(reply.status() + " " + reply.code()).isEqualTo(status + " " + code);
        JsonNode inner = reply.body().path("error").path("innerError");
        assertThat(inner.path("request-id").asText()).isEqualTo(reply.header("request-id"));
        assertThat(inner.path("date").asText()).isNotEmpty();
        assertThat(reply.message()).isNotEmpty();
    }

    @Test
    void in_withMoreThanFifteenValues_isRefused() {
        String values = String.join(",", Collections.nCopies(16, "'x'"));

        assertThat(client.get("/users?$filter=displayName in (" + values + ")").status())
                .isEqualTo(400);
    }

    @Test
    void aWrongMethod_isRefused() {
        assertThat(client.call("DELETE", "/users", null).status()).isEqualTo(405);
    }

    @Test
    void anotherVersion_isRefused() {
        assertThat(client.get(simulator.url() + "/beta/users").status()).isEqualTo(400);
    }

    @Test
    void paths_areNotCaseSensitive() {
        assertThat(client.get("/USERS?$top=1").value()).hasSize(1);
        assertThat(client.get("/Groups/DELTA()").status()).isEqualTo(200);
        String id = anyGroup();
        assertThat(client.get("/groups('" + id + "')/members").status()).isEqualTo(200);
    }

    @Test
    void list_withoutSelect_answersTheUsualPropertiesOnly() {
        JsonNode user = client.get("/users?$top=1").value().get(0);

        assertThat(user.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "businessPhones",
                        "displayName",
                        "givenName",
                        "jobTitle",
                        "mail",
                        "mobilePhone",
                        "officeLocation",
                        "preferredLanguage",
                        "surname",
                        "userPrincipalName");
    }

    @Test
    void list_withSelect_answersTheSelectedPropertiesOnlyAndNullForWhatWasNeverSet() {
        List<JsonNode> users = client.all("/users?$select=mail,onPremisesSyncEnabled,otherMails&$top=999");

        assertThat(users).hasSize(450).allSatisfy(user -> {
            assertThat(user.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("mail", "onPremisesSyncEnabled", "otherMails");
            assertThat(user.path("otherMails").isArray()).isTrue();
        });
        assertThat(users).anyMatch(user -> user.path("onPremisesSyncEnabled").isNull());
        assertThat(users).anyMatch(user -> user.path("onPremisesSyncEnabled").asBoolean());
    }

    @Test
    void list_inPages_holdsEveryUserOnceAndHasAnEmptyPage() {
        List<String> ids = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String next = "/users?$select=id&$top=100";
        while (!next.isEmpty()) {
            Reply page = client.get(next);
            sizes.add(page.value().size());
            page.value().forEach(user -> ids.add(user.path("id").asText()));
            next = page.body().path("@odata.nextLink").asText();
        }

        assertThat(ids).hasSize(450).doesNotHaveDuplicates();
        assertThat(sizes).contains(0);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(50);
    }

    @Test
    void nextLink_ofAnotherRequest_isRefused() {
        String next = client.get("/users?$select=id&$top=10")
                .body()
                .path("@odata.nextLink")
                .asText();

        assertThat(client.get(next).status()).isEqualTo(200);
        assertThat(client.get(next.replace("$select=id", "$select=mail")).status())
                .isEqualTo(400);
        assertThat(client.get(next.replace("/users", "/groups")).status()).isEqualTo(400);
    }

    @Test
    void count_isToldOnTheFirstPageOfAnAdvancedQueryOnly() {
        Reply first = client.get("/users?$count=true&$top=100", ADVANCED);
        Reply second = client.get(first.body().path("@odata.nextLink").asText(), ADVANCED);

        assertThat(first.body().path("@odata.count").asInt()).isEqualTo(450);
        assertThat(second.body().has("@odata.count")).isFalse();
        assertThat(client.get("/users?$count=true&$top=5").body().has("@odata.count"))
                .isFalse();
        assertThat(client.get("/groups/$count", ADVANCED).text()).isEqualTo("60");
    }

    @Test
    void advancedFilter_onTheNextPage_needsItsHeaderAgain() {
        Reply first = client.get("/users?$filter=displayName ne 'x'&$count=true&$top=20", ADVANCED);
        String next = first.body().path("@odata.nextLink").asText();

        assertThat(first.status()).isEqualTo(200);
        assertThat(client.get(next).status()).isEqualTo(400);
        assertThat(client.get(next, ADVANCED).status()).isEqualTo(200);
    }

    @Test
    void filters_findWhatTheyDescribe() {
        DirectoryObject user = firstUser();
        String name = user.text("displayName");
        String principal = user.text("userPrincipalName");

        assertThat(client.all("/users?$filter=id eq '" + user.id() + "'")).hasSize(1);
        assertThat(client.all("/users?$filter=userPrincipalName eq '"
                        + String.valueOf(principal).toUpperCase(Locale.ROOT) + "'"))
                .hasSize(1);
        assertThat(client.all("/users?$filter=userType eq 'Guest'&$select=userType"))
                .isNotEmpty()
                .allMatch(guest -> guest.path("userType").asText().equals("Guest"));
        assertThat(client.all("/users?$filter=accountEnabled eq false and userType eq 'Member'&$select=id"))
                .isNotEmpty();
        assertThat(client.all("/users?$filter=startsWith(displayName,'"
                        + String.valueOf(name).substring(0, 2).replace("'", "''") + "')"))
                .isNotEmpty();
        assertThat(client.all("/users?$filter=id in ('" + user.id() + "','x') or id eq '" + user.id() + "'"))
                .hasSize(1);
        assertThat(client.all("/groups?$filter=groupTypes/any(t:t eq 'Unified')&$select=groupTypes"))
                .isNotEmpty()
                .allMatch(group -> group.path("groupTypes").toString().contains("Unified"));
        int unset =
                client.all("/users?$filter=mail eq null&$count=true", ADVANCED).size();
        int set =
                client.all("/users?$filter=mail ne null&$count=true", ADVANCED).size();
        assertThat(unset + set).isEqualTo(450);
        assertThat(unset).isPositive();
    }

    @Test
    void orderby_sortsAcrossPages() {
        List<String> names = client.all("/groups?$orderby=displayName&$select=displayName&$top=25").stream()
                .map(group -> group.path("displayName").asText().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(names).hasSize(60).isSorted();
    }

    @Test
    void aUser_isFoundByIdAndByPrincipalName() {
        DirectoryObject guest = users().stream()
                .filter(user -> String.valueOf(user.text("userPrincipalName")).contains("#EXT#"))
                .findFirst()
                .orElseThrow();

        Reply byId = client.get("/users/" + guest.id());
        Reply byName = client.get("/users/" + guest.text("userPrincipalName"));

        assertThat(byName.body()).isEqualTo(byId.body());
        assertThat(byId.body().path("@odata.context").asText()).endsWith("#users/$entity");
    }

    @Test
    void aSingleUser_answersWhatAListDoesNot() {
        assertThat(client.get("/users/" + firstUser().id() + "?$select=skills").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"members", "owners"})
    void expand_stopsAtTwenty(String link) {
        List<JsonNode> groups = client.all("/groups?$select=id&$expand=" + link + "($select=id)&$top=50");

        assertThat(groups).hasSize(60).allSatisfy(group -> {
            assertThat(group.path(link)).hasSizeLessThanOrEqualTo(20);
            assertThat(group.fieldNames()).toIterable().containsExactlyInAnyOrder("id", link);
        });
        if (link.equals("members")) {
            assertThat(groups).anyMatch(group -> group.path(link).size() == 20);
            assertThat(groups).anyMatch(group -> group.path(link).isEmpty());
        }
    }

    @Test
    void expand_ofManagers_followsAsManyLevelsAsAsked() {
        List<JsonNode> users =
                client.all("/users?$select=id&$expand=manager($levels=max;$select=id)&$top=999", ADVANCED);
        List<JsonNode> direct = client.all("/users?$select=id&$expand=manager($levels=1;$select=id)", ADVANCED);

        assertThat(users).anyMatch(user -> user.at("/manager/manager/id").isTextual());
        assertThat(users).anyMatch(user -> !user.has("manager"));
        assertThat(direct).noneMatch(user -> user.path("manager").has("manager"));
        assertThat(direct).anyMatch(user -> user.at("/manager/id").isTextual());
    }

    @Test
    void expand_withAnAdvancedQuery_isRefused() {
        assertThat(client.get("/groups?$expand=members&$count=true", ADVANCED).status())
                .isEqualTo(400);
    }

    @Test
    void getByIds_answersThoseThatExist() {
        String body = "{\"ids\":[\"" + firstUser().id() + "\",\"" + anyGroup()
                + "\",\"11111111-2222-4333-8444-555555555555\"],\"types\":[\"user\"]}";

        Reply reply = client.post("/directoryObjects/getByIds", body, "Content-Type", "application/json");

        assertThat(reply.value()).hasSize(1);
        assertThat(reply.value().get(0).path("@odata.type").asText()).isEqualTo("#microsoft.graph.user");
        assertThat(client.post("/directoryObjects/getByIds", "{\"ids\":[]}").status())
                .isEqualTo(400);
        assertThat(client.post("/directoryObjects/getByIds", "{").status()).isEqualTo(400);
    }

    @Test
    void whatIsNoDirectoryObject_isNotFoundAmongThem() {
        Directory directory = simulator.tenant().current();
        String role = Objects.requireNonNull(directory.object(directory.slots(ObjectType.ROLE_DEFINITION)[0]))
                .id();

        assertThat(client.get("/directoryObjects/" + role).status()).isEqualTo(404);
        assertThat(client.post("/directoryObjects/getByIds", "{\"ids\":[\"" + role + "\"]}")
                        .value())
                .isEmpty();
    }

    @Test
    void signInActivity_isForWhoHasPaid_inAListAndAlone() {
        String one = "/users/" + firstUser().id() + "?$select=signInActivity";
        assertThat(client.get(one).status()).isEqualTo(200);

        simulator.tenant().setPremium(Premium.FREE);
        List<String> codes = Stream.of(one, "/users?$select=id,signInActivity")
                .map(path -> client.get(path).code())
                .toList();
        simulator.tenant().setPremium(Premium.P2);

        assertThat(codes).containsOnly("Authentication_RequestFromNonPremiumTenantOrB2CTenant");
    }

    @Test
    void aDirectoryObject_tellsItsType() {
        assertThat(client.get("/directoryObjects/" + anyGroup())
                        .body()
                        .path("@odata.type")
                        .asText())
                .isEqualTo("#microsoft.graph.group");
    }

    @Test
    void theOrganization_isTheTenant() {
        assertThat(client.get("/organization?$select=id,displayName")
                        .value()
                        .get(0)
                        .path("id")
                        .asText())
                .isEqualTo(simulator.tenantId());
    }

    private List<DirectoryObject> users() {
        List<DirectoryObject> users = new ArrayList<>();
        for (int slot : simulator.tenant().current().slots(ObjectType.USER)) {
            DirectoryObject user = simulator.tenant().current().object(slot);
            if (user != null) {
                users.add(user);
            }
        }
        return users;
    }

    private DirectoryObject firstUser() {
        return users().get(0);
    }

    private String anyGroup() {
        return client.get("/groups?$top=1").value().get(0).path("id").asText();
    }
}
