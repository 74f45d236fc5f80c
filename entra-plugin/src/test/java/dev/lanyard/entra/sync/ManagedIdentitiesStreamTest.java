package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManagedIdentitiesStreamTest {

    private static final String MACHINE =
            "/subscriptions/1/resourcegroups/rg/providers/Microsoft.Compute/virtualMachines/vm";
    private static final String IDENTITY =
            "/subscriptions/1/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deploy";

    private final ScriptedDoor door = new ScriptedDoor();

    private List<SyncPage> read() {
        return Reading.pages(Reading.streams(door), "managed-identities", 999);
    }

    private static Resource identity(String id, String name, Status status, Attributes attributes) {
        return new Resource(
                new ResourceId("service-principal", id),
                name,
                status,
                Set.of(Trait.WORKLOAD_IDENTITY),
                Optional.empty(),
                attributes);
    }

    @Test
    void bothKinds_areTold_withTheirAzureResources_andNothingElseIs() {
        door.onLast("/servicePrincipals?", """
                {"id":"s","displayName":"vm","servicePrincipalType":"ManagedIdentity","accountEnabled":true,
                "appId":"a","servicePrincipalNames":["a"],"alternativeNames":["isExplicit=False","%s"]},
                {"id":"u","displayName":"deploy","servicePrincipalType":"ManagedIdentity","accountEnabled":false,
                "alternativeNames":["isExplicit=True","%s"]},
                {"id":"app","displayName":"App","servicePrincipalType":"Application"}
                """.formatted(MACHINE, IDENTITY));

        assertThat(read())
                .flatExtracting(SyncPage::records)
                .containsExactly(
                        identity(
                                "s",
                                "vm",
                                Status.ENABLED,
                                Attributes.builder()
                                        .put("appId", "a")
                                        .put(
                                                "servicePrincipalNames",
                                                new AttributeValue.Sequence(List.of(new AttributeValue.Text("a"))))
                                        .put("managedIdentityKind", "system-assigned")
                                        .put("azureResourceId", MACHINE)
                                        .put("azureResourceType", "Microsoft.Compute/virtualMachines")
                                        .build()),
                        identity(
                                "u",
                                "deploy",
                                Status.DISABLED,
                                Attributes.builder()
                                        .put("managedIdentityKind", "user-assigned")
                                        .put("azureResourceId", IDENTITY)
                                        .put("azureResourceType", "Microsoft.ManagedIdentity/userAssignedIdentities")
                                        .build()));
    }

    @Test
    void unknownResource_orNone_leavesTheIdentityKnown() {
        door.onLast("/servicePrincipals?", """
                {"id":"a","displayName":" ","servicePrincipalType":"ManagedIdentity"},
                {"id":"b","servicePrincipalType":"ManagedIdentity",
                "alternativeNames":["isexplicit=TRUE","/subscriptions/1/odd"]}
                """);

        assertThat(read())
                .flatExtracting(SyncPage::records)
                .containsExactly(
                        identity("a", "a", Status.ENABLED, Attributes.NONE),
                        identity(
                                "b",
                                "b",
                                Status.ENABLED,
                                Attributes.builder()
                                        .put("managedIdentityKind", "user-assigned")
                                        .put("azureResourceId", "/subscriptions/1/odd")
                                        .build()));
    }

    @Test
    void malformedValues_areCounted_whereTheyAreThisStreams() {
        door.onLast("/servicePrincipals?", """
                {"id":"m","displayName":7,"servicePrincipalType":"ManagedIdentity","keyCredentials":1},
                {"id":"app","displayName":7,"servicePrincipalType":"Application"},
                {"servicePrincipalType":"ManagedIdentity"},false
                """);

        List<SyncPage> pages = read();

        assertThat(Reading.keys(pages)).containsExactly("service-principal/m");
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow(
                                "service-principal/m", "malformed", "displayName: expected text, found a number"),
                        new SkippedRow("service-principal/?", "malformed", "a service principal without id"),
                        new SkippedRow(
                                "service-principal/?", "malformed", "an entry of the page that is not an object"));
    }

    @Test
    void identityThatIsDeleted_orSwitchedOff_isToldAsAChange() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            SyncStreams streams = Reading.streams(tenant.door());
            List<SyncPage> before = Reading.pages(streams, "managed-identities", 999);
            List<String> identities = Reading.keys(before);
            assertThat(identities).hasSizeGreaterThan(1);
            String gone = identities.get(0).replaceFirst(".*/", "");
            String off = identities.get(1).replaceFirst(".*/", "");

            tenant.tenant().delete(gone, false);
            tenant.tenant().update(off, Map.of("accountEnabled", false));
            tenant.tenant()
                    .rename(tenant.first(ObjectType.SERVICE_PRINCIPAL, "servicePrincipalType", "\"Application\""), "X");
            List<SyncPage> changes = Reading.changes(streams, "managed-identities", before);

            assertThat(Reading.keys(changes)).containsOnly("-service-principal/" + gone, "service-principal/" + off);
            assertThat(Reading.held(changes).get("service-principal/" + off))
                    .isInstanceOfSatisfying(
                            Resource.class,
                            identity -> assertThat(identity.status()).isEqualTo(Status.DISABLED));
        }
    }

    @Test
    void withoutPermission_itIsEmpty_andSaysSo() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            tenant.permit("User.Read.All");

            List<SyncPage> pages = Reading.pages(Reading.streams(tenant.door()), "managed-identities", 999);

            assertThat(Reading.keys(pages)).isEmpty();
            assertThat(pages)
                    .flatExtracting(SyncPage::notices)
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.code()).isEqualTo("without-managed-identities"))
                    .satisfies(notice -> assertThat(notice.remedy()).contains("Application.Read.All"));
        }
    }
}
