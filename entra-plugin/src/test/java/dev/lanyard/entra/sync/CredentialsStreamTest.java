package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.KnownAttributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsStreamTest {

    private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

    private final ScriptedDoor door = new ScriptedDoor();

    private List<SyncPage> read(Instant now) {
        return Reading.pages(Reading.streams(door, Clock.fixed(now, ZoneOffset.UTC)), "credentials", 999);
    }

    private static Resource credential(String owner, String id, String name, Attributes.Builder attributes) {
        return new Resource(
                new ResourceId("credential", ResourceId.parse(owner).id() + "." + id),
                name,
                Status.ENABLED,
                Set.of(Trait.CREDENTIAL),
                Optional.of(ResourceId.parse(owner)),
                attributes.build());
    }

    private static AttributeValue time(String text) {
        return new AttributeValue.Time(Instant.parse(text));
    }

    @Test
    void everyKind_isTold_ofRegistrationsAndServicePrincipals() {
        door.onLast("/applications?", """
                        {"id":"a","displayName":"App","appId":"i","passwordCredentials":[{"keyId":"1",
                        "displayName":"deploy","startDateTime":"2025-01-01T00:00:00Z",
                        "endDateTime":"2027-01-01T00:00:00Z","hint":"abc","secretText":null}],
                        "federatedIdentityCredentials":[{"id":"3","name":"branch","issuer":"https://issuer.test",
                        "subject":"repo:x","audiences":["api://AzureADTokenExchange"]}]}
                        """)
                .onLast(
                        "id in ('m')",
                        "{\"id\":\"m\",\"federatedIdentityCredentials\":[{\"id\":\"4\",\"name\":\"pod\"}]}")
                .onLast("/servicePrincipals?", """
                        {"id":"p","servicePrincipalType":"Application","keyCredentials":[{"keyId":"2","type":"X509",
                        "usage":"Verify","endDateTime":"2020-01-01T00:00:00Z","key":"MIIC"}]},
                        {"id":"m","servicePrincipalType":"ManagedIdentity","alternativeNames":["isExplicit=True"]},
                        {"id":"n","servicePrincipalType":"ManagedIdentity","alternativeNames":["isExplicit=False"]}
                        """);

        List<SyncPage> pages = read(NOW);

        assertThat(pages)
                .flatExtracting(SyncPage::records)
                .containsExactly(
                        new Resource(
                                new ResourceId("application", "a"),
                                "App",
                                Status.ENABLED,
                                Set.of(),
                                Optional.empty(),
                                Attributes.builder().put("appId", "i").build()),
                        credential(
                                "application/a",
                                "1",
                                "deploy",
                                Attributes.builder()
                                        .put("displayName", "deploy")
                                        .put("startDateTime", time("2025-01-01T00:00:00Z"))
                                        .put("endDateTime", time("2027-01-01T00:00:00Z"))
                                        .put(KnownAttributes.EXPIRES, time("2027-01-01T00:00:00Z"))
                                        .put("credentialKind", "client-secret")
                                        .put("expired", false)),
                        credential(
                                "application/a",
                                "3",
                                "branch",
                                Attributes.builder()
                                        .put("name", "branch")
                                        .put("issuer", "https://issuer.test")
                                        .put("subject", "repo:x")
                                        .put(
                                                "audiences",
                                                new AttributeValue.Sequence(
                                                        List.of(new AttributeValue.Text("api://AzureADTokenExchange"))))
                                        .put("credentialKind", "federated")
                                        .put("expired", false)),
                        credential(
                                "service-principal/p",
                                "2",
                                "2",
                                Attributes.builder()
                                        .put("type", "X509")
                                        .put("usage", "Verify")
                                        .put("endDateTime", time("2020-01-01T00:00:00Z"))
                                        .put(KnownAttributes.EXPIRES, time("2020-01-01T00:00:00Z"))
                                        .put("credentialKind", "certificate")
                                        .put("expired", true)),
                        credential(
                                "service-principal/m",
                                "4",
                                "pod",
                                Attributes.builder()
                                        .put("name", "pod")
                                        .put("credentialKind", "federated")
                                        .put("expired", false)));
        assertThat(Reading.skipped(pages)).isEmpty();
    }

    @Test
    void certificateThatSignsTokens_isOneCredential_thoughItsPasswordHasTheSameId() {
        door.onLast("/applications?", "").onLast("/servicePrincipals?", """
                        {"id":"p","keyCredentials":[
                        {"keyId":"1","type":"X509CertAndPassword","usage":"Sign","endDateTime":"2027-01-22T00:00:00Z"},
                        {"keyId":"2","type":"AsymmetricX509Cert","usage":"Verify","endDateTime":"2027-01-22T00:00:00Z"}],
                        "passwordCredentials":[{"keyId":"1","endDateTime":"2027-01-22T00:00:00Z"},{"keyId":"3"}]}
                        """);

        List<SyncPage> pages = read(NOW);

        assertThat(Reading.keys(pages)).containsExactly("credential/p.3", "credential/p.1", "credential/p.2");
        assertThat(Reading.held(pages).get("credential/p.1"))
                .isInstanceOfSatisfying(
                        Resource.class,
                        found -> assertThat(found.attributes().text("credentialKind"))
                                .contains("certificate"));
        assertThat(Reading.skipped(pages)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-06-30T11:59:59Z,false", "2026-06-30T12:00:00Z,true", "2026-06-30T12:00:01Z,true"})
    void whetherItHasExpired_isDecidedByTheHostsClock(Instant now, boolean expired) {
        door.onLast(
                        "/applications?",
                        "{\"id\":\"a\",\"passwordCredentials\":[{\"keyId\":\"1\",\"endDateTime\":\"" + NOW + "\"}]}")
                .onLast("/servicePrincipals?", "");

        assertThat(Reading.held(read(now)).get("credential/a.1"))
                .isInstanceOfSatisfying(
                        Resource.class,
                        found -> assertThat(found.attributes().get("expired"))
                                .contains(new AttributeValue.Flag(expired)));
    }

    @Test
    void malformedValues_areCounted_andTheirOwnersKept() {
        door.onLast("/applications?", """
                        {"id":"a","passwordCredentials":[{"keyId":"1","endDateTime":"soon"}],
                        "keyCredentials":[{"displayName":"no id"},{"keyId":"2"}]},{"displayName":"b"},0
                        """).onLast("/servicePrincipals?", """
                        {"id":"p","displayName":[],"keyCredentials":"none"},{},""
                        """);

        List<SyncPage> pages = read(NOW);

        assertThat(Reading.keys(pages)).containsExactly("application/a", "credential/a.2");
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("application/a", "malformed", "a credential without keyId"),
                        new SkippedRow(
                                "application/a",
                                "malformed",
                                "passwordCredentials: expected a time such as 2024-05-01T08:30:00Z"),
                        new SkippedRow("application/?", "malformed", "an app registration without id"),
                        new SkippedRow("application/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow(
                                "service-principal/p", "malformed", "keyCredentials: expected an array, found text"),
                        new SkippedRow("service-principal/?", "malformed", "a service principal without id"),
                        new SkippedRow(
                                "service-principal/?", "malformed", "an entry of the page that is not an object"));
    }

    @Test
    void identityThatIsGoneMeanwhile_hasNoCredentials() {
        door.onLast("/applications?", "")
                .onLast("id in ('m')", "")
                .onLast(
                        "/servicePrincipals?",
                        "{\"id\":\"m\",\"servicePrincipalType\":\"ManagedIdentity\",\"alternativeNames\":[\"isExplicit=True\"]}");

        assertThat(Reading.keys(read(NOW))).isEmpty();
    }

    @Test
    void everyCredential_belongsToSomethingThatIsTold_alsoWhereApplicationsAreLeftOut() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            String unassigned = tenant.ids(ObjectType.SERVICE_PRINCIPAL).get(2);
            tenant.withoutAssignments(unassigned);
            SyncStreams streams = Reading.streams(tenant.door(), Map.of("skipUnassignedApplications", "true"));

            List<SyncPage> pages = Reading.pages(streams, "credentials", 999);

            Map<String, SyncRecord> told = Reading.held(pages);
            told.putAll(Reading.held(Reading.pages(streams, "applications", 999)));
            told.putAll(Reading.held(Reading.pages(streams, "managed-identities", 999)));
            assertThat(told).doesNotContainKey("service-principal/" + unassigned);
            assertThat(told.values())
                    .filteredOn(found -> found.key().text().startsWith("credential/"))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(found -> assertThat(told)
                            .containsKey(
                                    ((Resource) found).parent().orElseThrow().text()));
            assertThat(Reading.skipped(pages))
                    .contains(new SkippedRow(
                            "service-principal/" + unassigned,
                            "unassigned",
                            "a credential of an application that the settings leave out"));
        }
    }

    @Test
    void withoutPermission_itIsEmpty_andSaysSo() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            tenant.permit("User.Read.All");

            List<SyncPage> pages = Reading.pages(Reading.streams(tenant.door()), "credentials", 999);

            assertThat(Reading.keys(pages)).isEmpty();
            assertThat(pages)
                    .flatExtracting(SyncPage::notices)
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.code()).isEqualTo("without-credentials"))
                    .satisfies(notice -> assertThat(notice.remedy()).contains("Application.Read.All"));
        }
    }
}
