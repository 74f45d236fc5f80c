package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvisioningStreamTest {

    private static final String STREAM = "provisioning-jobs";
    private static final String TAGS = "\"tags\":[\"WindowsAzureActiveDirectoryIntegratedApp\"]";

    private final ScriptedDoor door = new ScriptedDoor();

    private List<SyncPage> read() {
        return Reading.pages(Reading.streams(door), STREAM, 999);
    }

    private static AttributeValue structure(Attributes.Builder fields) {
        return new AttributeValue.Structure(fields.build());
    }

    private static Resource provisioning(String application, AttributeValue... jobs) {
        return new Resource(
                new ResourceId("provisioning-job", application),
                "Provisioning",
                Status.ENABLED,
                Set.of(),
                Optional.of(new ResourceId("service-principal", application)),
                Attributes.builder()
                        .put("jobs", new AttributeValue.Sequence(List.of(jobs)))
                        .build());
    }

    @Test
    void statesAndLastRuns_areTold_ofEveryJobOfAnApplication() {
        door.onLast("/servicePrincipals?", "{\"id\":\"p\"," + TAGS + "}")
                .on("/servicePrincipals/p/synchronization/jobs", """
                        {"value":[{"id":"1","templateId":"scim","schedule":{"interval":"PT40M","state":"Active"},
                        "status":{"code":"Quarantine","countSuccessiveCompleteFailures":4,
                        "lastExecution":{"state":"Failed","timeEnded":"2026-03-01T08:00:00Z"},
                        "lastSuccessfulExecution":null,"quarantine":{"reason":"EncounteredBaseEscrowThreshold"}}},
                        {"id":"2","status":{"code":"NotRun"}}]}
                        """);

        assertThat(read())
                .flatExtracting(SyncPage::records)
                .containsExactly(provisioning(
                        "p",
                        structure(Attributes.builder()
                                .put("id", "1")
                                .put("templateId", "scim")
                                .put(
                                        "schedule",
                                        structure(Attributes.builder()
                                                .put("interval", "PT40M")
                                                .put("state", "Active")))
                                .put(
                                        "status",
                                        structure(Attributes.builder()
                                                .put("code", "Quarantine")
                                                .put("countSuccessiveCompleteFailures", new AttributeValue.Whole(4))
                                                .put(
                                                        "lastExecution",
                                                        structure(Attributes.builder()
                                                                .put("state", "Failed")
                                                                .put("timeEnded", "2026-03-01T08:00:00Z")))
                                                .put(
                                                        "quarantine",
                                                        structure(Attributes.builder()
                                                                .put("reason", "EncounteredBaseEscrowThreshold")))))),
                        structure(Attributes.builder()
                                .put("id", "2")
                                .put("status", structure(Attributes.builder().put("code", "NotRun"))))));
    }

    @Test
    void onlyEnterpriseApplications_areAsked() {
        door.onLast("/servicePrincipals?", "{\"id\":\"first-party\"},{\"id\":\"p\"," + TAGS + "}")
                .on("/servicePrincipals/p/synchronization/jobs", "{\"value\":[]}");

        assertThat(Reading.held(read())).isEmpty();
        assertThat(door.asked)
                .filteredOn(address -> address.startsWith("batch "))
                .hasSize(1);
    }

    @Test
    void malformedValues_areCounted_andTheRestRead() {
        door.onLast("/servicePrincipals?", "{\"id\":\"p\"," + TAGS + "},{" + TAGS + "},1")
                .on("/servicePrincipals/p/synchronization/jobs", "{\"value\":[{\"id\":1,\"templateId\":\"scim\"},2]}");

        List<SyncPage> pages = read();

        assertThat(Reading.held(pages).values())
                .containsExactly(
                        provisioning("p", structure(Attributes.builder().put("templateId", "scim"))));
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("service-principal/?", "malformed", "a service principal without id"),
                        new SkippedRow(
                                "service-principal/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow("provisioning-job/p", "malformed", "id: expected text, found a number"),
                        new SkippedRow(
                                "provisioning-job/?", "malformed", "an entry of the page that is not an object"));
    }

    @Test
    void knownProvisioning_isAskedAgainByEverySync_andTakenBackWhenItIsGone() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            List<String> applications = tenant.ids(ObjectType.SERVICE_PRINCIPAL);
            String failing = tenant.tenant().addProvisioningJob(applications.get(1), "Active");
            String ending = tenant.tenant().addProvisioningJob(applications.get(2), "Paused");
            SyncStreams streams = Reading.streams(tenant.door());
            List<SyncPage> before = Reading.pages(streams, STREAM, 999);
            assertThat(Reading.held(before))
                    .containsKeys("provisioning-job/" + applications.get(1), "provisioning-job/" + applications.get(2));

            tenant.tenant().setJobState(failing, "Quarantine");
            tenant.tenant().detach(ending);
            List<SyncPage> changes = Reading.changes(streams, STREAM, before);

            assertThat(Reading.keys(changes)).contains("-provisioning-job/" + applications.get(2));
            assertThat(Reading.held(changes).get("provisioning-job/" + applications.get(1)))
                    .isNotNull()
                    .asString()
                    .contains("Quarantine");
            assertThat(Reading.keys(Reading.changes(streams, STREAM, changes)))
                    .contains("provisioning-job/" + applications.get(1))
                    .doesNotContain("-provisioning-job/" + applications.get(2));
        }
    }

    @Test
    void provisioningThatMayNotBeReadForAWhile_isAskedForAgain() {
        door.onLast("/servicePrincipals?", "{\"id\":\"p\"," + TAGS + "}")
                .on("/servicePrincipals/p/synchronization/jobs", "{\"value\":[{\"id\":\"1\"}]}")
                .onLast("/now", "")
                .onLast("/later", "");
        SyncStreams streams = Reading.streams(door);
        List<SyncPage> before = Reading.pages(streams, STREAM, 999);
        door.onFirst("/servicePrincipals/p/synchronization/jobs", "403");
        List<SyncPage> refused = Reading.changes(streams, STREAM, before);
        assertThat(Reading.keys(refused)).isEmpty();

        door.onFirst("/servicePrincipals/p/synchronization/jobs", "{\"value\":[{\"id\":\"2\"}]}");

        assertThat(Reading.keys(Reading.changes(streams, STREAM, refused))).containsExactly("provisioning-job/p");
    }

    @Test
    void newProvisioning_isRemembered_onWhateverPageOfTheChangesItIsTold() {
        door.onLast("/servicePrincipals?", "")
                .onPage("/now", "/more", "{\"id\":\"p\"," + TAGS + "}")
                .onLast("/more", "")
                .onLast("/later", "")
                .on("/servicePrincipals/p/synchronization/jobs", "{\"value\":[{\"id\":\"1\"}]}");
        SyncStreams streams = Reading.streams(door);
        List<SyncPage> first = Reading.changes(streams, STREAM, Reading.pages(streams, STREAM, 999));
        assertThat(Reading.held(first)).containsOnlyKeys("provisioning-job/p");

        assertThat(Reading.keys(Reading.changes(streams, STREAM, first))).containsExactly("provisioning-job/p");
    }

    @Test
    void jobsOnFurtherPages_areTold() {
        door.onLast("/servicePrincipals?", "{\"id\":\"p\"," + TAGS + "}")
                .onPage("/servicePrincipals/p/synchronization/jobs", "/more", "{\"id\":\"1\"}")
                .onLast("/more", "{\"id\":\"2\"}");

        assertThat(Reading.held(read()).values())
                .containsExactly(provisioning(
                        "p",
                        structure(Attributes.builder().put("id", "1")),
                        structure(Attributes.builder().put("id", "2"))));
    }

    @Test
    void withoutPermissionForJobs_itIsEmpty_andSaysSo() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            tenant.tenant()
                    .addProvisioningJob(tenant.ids(ObjectType.SERVICE_PRINCIPAL).get(1), "Active");
            tenant.permit("Application.Read.All");

            List<SyncPage> pages = Reading.pages(Reading.streams(tenant.door()), STREAM, 999);

            assertThat(Reading.held(pages)).isEmpty();
            assertThat(pages)
                    .flatExtracting(SyncPage::notices)
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.code()).isEqualTo("without-" + STREAM))
                    .satisfies(notice -> assertThat(notice.remedy()).contains("Synchronization.Read.All"));
        }
    }
}
