package dev.lanyard.simulator.graph.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** App registrations, service principals, and what hangs on them. */
class ApplicationsTest extends ReadingTest {

    private static final String PRINCIPALS = "/servicePrincipals";

    @Override
    protected TenantShape shape() {
        return new TenantShape(450, 60, 1500, 60, 900, 3);
    }

    @Test
    void servicePrincipals_areAllListed_withWhatIsSelected() {
        List<JsonNode> listed = client.all(PRINCIPALS + "?$select=id,servicePrincipalType,appRoles&$top=25");

        assertThat(ids(listed)).containsExactlyInAnyOrderElementsOf(all(ObjectType.SERVICE_PRINCIPAL));
        assertThat(listed)
                .allMatch(each -> each.size() == 3 && each.path("appRoles").isArray());
        assertThat(client.all("/applications?$select=id"))
                .extracting(each -> each.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(all(ObjectType.APPLICATION));
        assertThat(client.get("/applications/$count", ADVANCED).text())
                .isEqualTo("" + all(ObjectType.APPLICATION).size());
    }

    @Test
    void anExpandedList_stopsAtTwenty_withoutALinkToTheRest() {
        String many = where(
                ObjectType.SERVICE_PRINCIPAL,
                slot -> linked(Link.ASSIGNED_TO, slot).size() > 20);
        String owned = where(
                ObjectType.SERVICE_PRINCIPAL, slot -> linked(Link.OWNERS, slot).size() > 20);

        JsonNode assigned = byId(client.all(PRINCIPALS + "?$select=id&$expand=appRoleAssignedTo"), many);
        JsonNode owners = byId(client.all(PRINCIPALS + "?$select=id&$expand=owners($select=id)"), owned);

        assertThat(assigned.path("appRoleAssignedTo"))
                .hasSize(20)
                .allMatch(each -> each.path("resourceId").asText().equals(many));
        assertThat(assigned.has("appRoleAssignedTo@odata.nextLink")).isFalse();
        assertThat(owners.path("owners")).hasSize(20).allMatch(each -> each.size() == 2);
        assertThat(client.all(PRINCIPALS + "/" + many + "/appRoleAssignedTo?$top=25"))
                .extracting(each -> each.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(linked(Link.ASSIGNED_TO, slot(many)));
        assertThat(client.all(PRINCIPALS + "/" + owned + "/owners?$select=id"))
                .extracting(each -> each.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(linked(Link.OWNERS, slot(owned)));
    }

    @Test
    void registrations_expandTheirFederatedCredentialsAndOwners() {
        String federated = where(
                ObjectType.APPLICATION,
                slot -> !linked(Link.FEDERATED_CREDENTIALS, slot).isEmpty());
        List<String> credentials = linked(Link.FEDERATED_CREDENTIALS, slot(federated));

        List<JsonNode> expanded = client.all("/applications?$select=id&$expand=federatedIdentityCredentials");

        assertThat(ids(byId(expanded, federated).path("federatedIdentityCredentials")))
                .isEqualTo(credentials);
        List<JsonNode> listed = client.all("/applications/" + federated + "/federatedIdentityCredentials");
        assertThat(ids(listed)).isEqualTo(credentials);
        assertThat(listed).allMatch(each -> each.path("audiences").toString().contains("AzureADTokenExchange"));
        assertThat(client.get("/applications?$expand=owners($select=id)").status())
                .isEqualTo(200);
        assertThat(client.get("/applications/" + federated + "/owners").status())
                .isEqualTo(200);
    }

    @Test
    void federatedCredentials_areOnServicePrincipalsOfUserAssignedIdentitiesOnly() {
        List<JsonNode> expanded =
                client.all(PRINCIPALS + "?$select=id,alternativeNames&$expand=federatedIdentityCredentials");
        for (JsonNode each : expanded) {
            List<JsonNode> credentials =
                    client.all(PRINCIPALS + "/" + each.path("id").asText() + "/federatedIdentityCredentials");

            assertThat(ids(each.path("federatedIdentityCredentials"))).isEqualTo(ids(credentials));
            assertThat(credentials.isEmpty())
                    .isEqualTo(!each.path("alternativeNames").toString().contains("isExplicit=True"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "servicePrincipals"})
    void whatAPrincipalHas_isListedAtThePrincipal(String collection) {
        ObjectType type = collection.equals("groups") ? ObjectType.GROUP : ObjectType.SERVICE_PRINCIPAL;
        String principal = where(type, slot -> !linked(Link.ASSIGNMENTS, slot).isEmpty());

        List<JsonNode> listed = client.all("/" + collection + "/" + principal + "/appRoleAssignments");

        assertThat(ids(listed)).containsExactlyInAnyOrderElementsOf(linked(Link.ASSIGNMENTS, slot(principal)));
        assertThat(listed)
                .allMatch(each -> each.path("principalId").asText().equals(principal)
                        && each.path("principalType").asText().equalsIgnoreCase(type.graphName())
                        && each.path("appRoleId").isTextual());
    }

    @Test
    void whatAUserHas_isListedTogetherWithWhatTheirGroupsHave_andWithNothingOfGroupsAround() {
        String group = where(
                ObjectType.GROUP,
                slot -> !linked(Link.ASSIGNMENTS, slot).isEmpty()
                        && !linked(Link.MEMBERS, slot).isEmpty());
        String user = all(ObjectType.USER).stream()
                .filter(id -> !linked(Link.MEMBERS, slot(group)).contains(id))
                .findFirst()
                .orElseThrow();
        String path = "/users/" + user + "/appRoleAssignments";
        List<String> before = ids(client.all(path));

        simulator.tenant().addMember(group, user);
        List<JsonNode> listed = client.all(path);
        simulator.tenant().removeMember(group, user);

        assertThat(before).doesNotContainAnyElementsOf(linked(Link.ASSIGNMENTS, slot(group)));
        assertThat(ids(listed)).containsAll(before).containsAll(linked(Link.ASSIGNMENTS, slot(group)));
        assertThat(listed)
                .filteredOn(each -> each.path("principalId").asText().equals(user))
                .hasSameSizeAs(linked(Link.ASSIGNMENTS, slot(user)));
    }

    @Test
    void anApplication_isFoundByItsAppId() {
        String id = all(ObjectType.SERVICE_PRINCIPAL).get(7);
        String appId = client.get(PRINCIPALS + "/" + id).body().path("appId").asText();

        assertThat(client.get(PRINCIPALS + "(appId='" + appId + "')?$select=id")
                        .body()
                        .path("id")
                        .asText())
                .isEqualTo(id);
        assertThat(client.get(PRINCIPALS + "(appId='" + appId + "')/appRoleAssignedTo")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(PRINCIPALS + "(appId='" + id + "')").status()).isEqualTo(404);
        assertThat(client.get(PRINCIPALS + "/" + appId).status()).isEqualTo(404);
        assertThat(client.get("/groups(appId='" + appId + "')").status()).isEqualTo(400);
    }

    @Test
    void provisioning_isOnAFewApplicationsOnly_andTellsItsStateAndLastRun() {
        List<JsonNode> jobs = new ArrayList<>();
        int provisioned = 0;
        for (String id : all(ObjectType.SERVICE_PRINCIPAL)) {
            List<JsonNode> here = client.all(PRINCIPALS + "/" + id + "/synchronization/jobs");
            provisioned += here.isEmpty() ? 0 : 1;
            jobs.addAll(here);
        }

        assertThat(provisioned).isBetween(1, all(ObjectType.SERVICE_PRINCIPAL).size() / 4);
        assertThat(jobs)
                .allMatch(job -> job.path("id").asText().startsWith("scim.")
                        && job.at("/schedule/interval").isTextual()
                        && job.at("/status/code").isTextual());
        assertThat(jobs)
                .filteredOn(job -> job.at("/status/code").asText().equals("Active"))
                .isNotEmpty()
                .allMatch(job -> job.at("/status/lastExecution/timeEnded").isTextual());
    }

    @Test
    void assignments_vanishWithTheirPrincipalOrResource_andComeBackWithIt() {
        DirectoryObject assignment = Objects.requireNonNull(simulator
                .tenant()
                .current()
                .object(where(ObjectType.APP_ROLE_ASSIGNMENT, slot -> "User".equals(text(slot, "principalType")))));
        String application = String.valueOf(assignment.text("resourceId"));
        String user = String.valueOf(assignment.text("principalId"));
        String assignedTo = PRINCIPALS + "/" + application + "/appRoleAssignedTo?$top=999";
        String assignments = "/users/" + user + "/appRoleAssignments";
        List<String> before = ids(client.all(assignedTo));
        List<String> listed = ids(client.all(assignments));
        List<String> ofUser = linked(Link.ASSIGNMENTS, slot(user));

        simulator.tenant().delete(user, false);
        assertThat(ids(client.all(assignedTo)))
                .doesNotContainAnyElementsOf(ofUser)
                .hasSizeLessThan(before.size());
        simulator.tenant().restore(user);
        assertThat(ids(client.all(assignedTo))).containsExactlyInAnyOrderElementsOf(before);
        simulator.tenant().delete(application, false);
        assertThat(client.get(assignedTo).status()).isEqualTo(404);
        assertThat(ids(client.all(assignments))).doesNotContainAnyElementsOf(before);
        simulator.tenant().restore(application);
        assertThat(ids(client.all(assignments))).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void aDeletedRegistration_takesItsServicePrincipalAlong_andComesBackWithoutIt() {
        String registration = all(ObjectType.APPLICATION).get(1);
        String appId =
                client.get("/applications/" + registration).body().path("appId").asText();
        String principal = client.get(PRINCIPALS + "(appId='" + appId + "')?$select=id")
                .body()
                .path("id")
                .asText();

        simulator.tenant().delete(registration, false);
        assertThat(client.get(PRINCIPALS + "/" + principal).status()).isEqualTo(404);
        simulator.tenant().restore(registration);
        assertThat(client.get("/applications/" + registration).status()).isEqualTo(200);
        assertThat(client.get(PRINCIPALS + "/" + principal).status()).isEqualTo(404);
        simulator.tenant().restore(principal);
        assertThat(client.get(PRINCIPALS + "/" + principal).status()).isEqualTo(200);
    }

    @Test
    void whatHungOnADeletedApplication_isGone_andComesBack() {
        String federated = where(
                ObjectType.APPLICATION,
                slot -> !linked(Link.FEDERATED_CREDENTIALS, slot).isEmpty());
        List<String> credentials = linked(Link.FEDERATED_CREDENTIALS, slot(federated));

        simulator.tenant().delete(federated, false);
        assertThat(simulator.state()).noneMatch(line -> line.contains(credentials.get(0)));
        simulator.tenant().restore(federated);
        assertThat(ids(client.all("/applications/" + federated + "/federatedIdentityCredentials")))
                .isEqualTo(credentials);
    }

    @Test
    void aNewAssignment_isSeenOneReadLagLater() {
        simulator.setReadLag(Duration.ofSeconds(20));
        String user = all(ObjectType.USER).get(8);
        String application = all(ObjectType.SERVICE_PRINCIPAL).get(4);
        String path = "/users/" + user + "/appRoleAssignments";

        String made = simulator.tenant().assignAppRole(user, application, "00000000-0000-0000-0000-000000000000");
        assertThat(ids(client.all(path))).doesNotContain(made);
        simulator.clock().advance(Duration.ofSeconds(20));
        assertThat(ids(client.all(path))).contains(made);
        simulator.setReadLag(Duration.ZERO);
    }

    @Test
    void filters_findApplicationsByWhatGraphFiltersBy() {
        String tagged = "tags/any(t:t eq 'WindowsAzureActiveDirectoryIntegratedApp')";

        List<JsonNode> enterprise = client.all(PRINCIPALS + "?$select=tags&$filter=" + tagged);
        List<JsonNode> identities = client.all(
                PRINCIPALS + "?$select=id,servicePrincipalType&$filter=servicePrincipalType eq 'ManagedIdentity'");

        assertThat(enterprise)
                .isNotEmpty()
                .hasSizeLessThan(all(ObjectType.SERVICE_PRINCIPAL).size())
                .allMatch(each -> each.path("tags").toString().contains("WindowsAzureActiveDirectoryIntegratedApp"));
        assertThat(identities)
                .isNotEmpty()
                .allMatch(each -> each.path("servicePrincipalType").asText().equals("ManagedIdentity"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/servicePrincipals?$expand=owners,appRoleAssignedTo                 | Request_UnsupportedQuery",
                "/servicePrincipals?$expand=appRoleAssignments                       | BadRequest",
                "/servicePrincipals?$expand=appRoleAssignedTo($top=5)                | Request_UnsupportedQuery",
                "/servicePrincipals?$expand=owners($expand=manager)                  | Request_UnsupportedQuery",
                "/servicePrincipals?$select=id,appRoleAssignedTo                     | BadRequest",
                "/servicePrincipals?$select=publisherName                            | BadRequest",
                "/servicePrincipals?$filter=appRoles/any(r:r eq 'x')                 | Request_UnsupportedQuery",
                "/servicePrincipals?$filter=notes eq 'x'                             | Request_UnsupportedQuery",
                "/servicePrincipals?$top=1000                                        | Request_UnsupportedQuery",
                "/servicePrincipals/delta?$top=5                                     | Request_UnsupportedQuery",
                "/servicePrincipals/delta?$select=owners                             | BadRequest",
                "/servicePrincipals/delta?$select=appRoleAssignedTo                  | BadRequest",
                "/applications?$expand=synchronization                               | BadRequest",
                "/applications?$select=logo                                          | NotImplemented",
                "/applications/$count                                                | Request_BadRequest",
            })
    void whatGraphDoesNotOffer_isRefused(String path, String code) {
        Reply reply = client.get(path);

        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void anExpandedLink_isNotForAdvancedQueries() {
        assertThat(client.get(PRINCIPALS + "?$count=true&$expand=owners", ADVANCED)
                        .code())
                .isEqualTo("Request_UnsupportedQuery");
    }

    @Test
    void attachedLists_areChargedAsGraphSays_aloneAndInABatch() {
        String id = all(ObjectType.SERVICE_PRINCIPAL).get(2);
        String path = PRINCIPALS + "/" + id;
        String requests = """
                {"requests":[{"id":"1","method":"GET","url":"%1$s/appRoleAssignedTo?$select=principalId"},
                             {"id":"2","method":"GET","url":"%1$s/synchronization/jobs"},
                             {"id":"3","method":"GET","url":"%1$s/appRoleAssignments"}]}""".formatted(path);

        assertThat(client.get(path + "/appRoleAssignedTo").header("x-ms-resource-unit"))
                .isEqualTo("1");
        assertThat(client.get(path + "/appRoleAssignments").header("x-ms-resource-unit"))
                .isEqualTo("2");
        assertThat(client.get(PRINCIPALS + "?$select=id&$expand=owners").header("x-ms-resource-unit"))
                .isEqualTo("1");
        Reply batch = client.post("/$batch", requests, "Content-Type", "application/json");
        assertThat(batch.body().path("responses"))
                .hasSize(3)
                .allMatch(each -> each.path("status").asInt() == 200);
    }

    private List<String> all(ObjectType type) {
        Directory directory = simulator.tenant().current();
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .map(DirectoryObject::id)
                .toList();
    }

    private String where(ObjectType type, IntPredicate wanted) {
        return all(type).stream()
                .filter(id -> wanted.test(slot(id)))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable String text(int slot, String property) {
        return Objects.requireNonNull(simulator.tenant().current().object(slot)).text(property);
    }

    private int slot(String id) {
        return simulator.tenant().current().slot(id);
    }

    private List<String> linked(Link link, int slot) {
        Directory directory = simulator.tenant().current();
        return Arrays.stream(directory.linked(link, slot))
                .mapToObj(directory::object)
                .map(object -> Objects.requireNonNull(object).id())
                .toList();
    }

    private static List<String> ids(Iterable<JsonNode> objects) {
        List<String> ids = new ArrayList<>();
        objects.forEach(object -> ids.add(object.path("id").asText()));
        return ids;
    }

    private static JsonNode byId(List<JsonNode> objects, String id) {
        return objects.stream()
                .filter(object -> object.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
