package dev.lanyard.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The applications of a made-up tenant, and who has been assigned to them. */
class ApplicationGeneratorTest {

    private static final TenantShape SHAPE = new TenantShape(3000, 400, 9000, 400, 4000, 7);
    private static final Directory DIRECTORY = TenantGenerator.generate(SHAPE, "tenant");

    @Test
    void theNumbers_areExact() {
        assertThat(DIRECTORY.count(ObjectType.SERVICE_PRINCIPAL)).isEqualTo(400);
        assertThat(DIRECTORY.count(ObjectType.APP_ROLE_ASSIGNMENT)).isEqualTo(4000);
        assertThat(sizes().sum()).isEqualTo(4000);
    }

    @Test
    void assignments_thatDoNotFit_areLeftOut() {
        Directory small = TenantGenerator.generate(new TenantShape(2, 0, 0, 3, 50_000, 1), "tenant");

        assertThat(small.count(ObjectType.APP_ROLE_ASSIGNMENT)).isBetween(1, 50);
    }

    @Test
    void fewApplications_haveMost_manyHaveAboutAsManyAsAreExpanded_someHaveNone() {
        assertThat(sizes().filter(size -> size >= 200)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(sizes().boxed()).contains(0, 19, 20, 21);
    }

    @Test
    void noPrincipal_hasARoleTwice() {
        for (int slot : DIRECTORY.slots(ObjectType.SERVICE_PRINCIPAL)) {
            assertThat(linked(Link.ASSIGNED_TO, slot)
                            .map(each -> each.text("principalId") + " " + each.text("appRoleId")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void principals_areOfEveryType_andHaveRolesMadeForThem() {
        List<DirectoryObject> assignments = objects(ObjectType.APP_ROLE_ASSIGNMENT);

        assertThat(assignments.stream().map(each -> each.text("principalType")).distinct())
                .containsExactlyInAnyOrder("User", "Group", "ServicePrincipal");
        for (DirectoryObject each : assignments) {
            DirectoryObject resource =
                    Objects.requireNonNull(DIRECTORY.object(String.valueOf(each.text("resourceId"))));
            String kind = "ServicePrincipal".equals(each.text("principalType")) ? "Application" : "User";
            List<String> roles = AccessObjects.roles(resource, kind);
            assertThat(roles.isEmpty() ? List.of(AccessObjects.DEFAULT_ACCESS) : roles)
                    .contains(each.text("appRoleId"));
        }
    }

    @Test
    void managedIdentities_haveRolesOfMicrosoftGraph() {
        DirectoryObject graph = objects(ObjectType.SERVICE_PRINCIPAL).stream()
                .filter(each -> "00000003-0000-0000-c000-000000000000".equals(each.text("appId")))
                .findFirst()
                .orElseThrow();

        assertThat(linked(Link.ASSIGNED_TO, DIRECTORY.slot(graph.id()))
                        .map(each -> DIRECTORY.object(String.valueOf(each.text("principalId")))))
                .anyMatch(principal ->
                        principal != null && "ManagedIdentity".equals(principal.text("servicePrincipalType")));
    }

    @Test
    void federatedCredentials_areOfApplicationsAndUserAssignedIdentitiesOnly() {
        assertThat(objects(ObjectType.FEDERATED_CREDENTIAL)).isNotEmpty();
        for (DirectoryObject each : objects(ObjectType.SERVICE_PRINCIPAL)) {
            if (DIRECTORY.linked(Link.FEDERATED_CREDENTIALS, DIRECTORY.slot(each.id())).length > 0) {
                assertThat(each.value(each.type().properties().get("alternativeNames"))
                                .toString())
                        .contains("isExplicit=True", "/userAssignedIdentities/");
            }
        }
    }

    @Test
    void servicePrincipals_areOfEveryType() {
        assertThat(objects(ObjectType.SERVICE_PRINCIPAL).stream()
                        .map(each -> each.text("servicePrincipalType"))
                        .distinct())
                .containsExactlyInAnyOrder("Application", "ManagedIdentity", "Legacy", "SocialIdp");
    }

    @Test
    void provisioningJobs_areInEveryState() {
        assertThat(objects(ObjectType.SYNCHRONIZATION_JOB).stream()
                        .map(each -> each.value(each.type().properties().get("status"))
                                .path("code")
                                .asText())
                        .distinct())
                .containsExactlyInAnyOrder("Active", "Paused", "Quarantine", "NotRun", "NotConfigured");
    }

    private static IntStream sizes() {
        return Arrays.stream(DIRECTORY.slots(ObjectType.SERVICE_PRINCIPAL))
                .map(slot -> DIRECTORY.linked(Link.ASSIGNED_TO, slot).length);
    }

    private static Stream<DirectoryObject> linked(Link link, int slot) {
        return Arrays.stream(DIRECTORY.linked(link, slot))
                .mapToObj(DIRECTORY::object)
                .map(Objects::requireNonNull);
    }

    private static List<DirectoryObject> objects(ObjectType type) {
        return Arrays.stream(DIRECTORY.slots(type))
                .mapToObj(DIRECTORY::object)
                .map(Objects::requireNonNull)
                .toList();
    }
}
