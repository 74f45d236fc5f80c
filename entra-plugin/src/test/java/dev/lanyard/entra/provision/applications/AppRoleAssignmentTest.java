package dev.lanyard.entra.provision.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assigning to applications and ending it, compared with the whole of the simulator's state. */
class AppRoleAssignmentTest {

    private static final String READER = "11111111-1111-4111-8111-111111111111";
    private static final String WORKER = "22222222-2222-4222-8222-222222222222";
    private static final String OFF = "33333333-3333-4333-8333-333333333333";
    private static final String POST = "POST /servicePrincipals/{id}/appRoleAssignedTo";
    private static final String DELETE = "DELETE /servicePrincipals/{id}/appRoleAssignedTo/{id}";

    private ChangingTenant tenant = new ChangingTenant();
    private String application = "";
    private String plain = "";

    @BeforeEach
    void open() {
        List<String> applications = tenant.all(ObjectType.SERVICE_PRINCIPAL, each -> true)
                .limit(2)
                .map(each -> each.id())
                .toList();
        application = applications.get(0);
        plain = applications.get(1);
        tenant.simulator()
                .tenant()
                .update(
                        application,
                        Map.of(
                                "appRoles",
                                List.of(
                                        role(READER, "User", true),
                                        role(WORKER, "Application", true),
                                        role(OFF, "User", false))));
        tenant.simulator().tenant().update(plain, Map.of("appRoles", List.of()));
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @CsvSource({
        "user, role-11111111-1111-4111-8111-111111111111",
        "group, role-11111111-1111-4111-8111-111111111111",
        "service-principal, role-22222222-2222-4222-8222-222222222222"
    })
    void aGrant_makesOneAssignment_andRevokingEndsIt(String type, String slug) {
        GrantKey grant = grant(application, slug, type, 0);

        List<String> changes = tenant.changesOf(
                () -> assertThat(outcome(new Change.GrantAccess(grant))).isEqualTo(new Outcome.Changed()));
        assertThat(changes)
                .singleElement()
                .asString()
                .startsWith("+")
                .contains(grant.principal().id(), application, slug.substring(5));
        assertThat(outcome(new Change.GrantAccess(grant))).isEqualTo(new Outcome.AlreadySo());

        changes = tenant.changesOf(
                () -> assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed()));
        assertThat(changes)
                .singleElement()
                .asString()
                .startsWith("-")
                .contains(grant.principal().id());
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void whereNoRoleIsDeclared_accessIsGivenWithoutOne() {
        GrantKey grant = grant(plain, "default-access", "user", 0);
        assertThat(outcome(new Change.GrantAccess(grant))).isEqualTo(new Outcome.Changed());
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed());
    }

    @ParameterizedTest
    @CsvSource({
        "default-access, user, role-required",
        "role-44444444-4444-4444-8444-444444444444, user, no-such-role",
        "role-33333333-3333-4333-8333-333333333333, user, disabled",
        "role-22222222-2222-4222-8222-222222222222, user, principal-type",
        "role-11111111-1111-4111-8111-111111111111, service-principal, principal-type",
        "role-11111111-1111-4111-8111-111111111111, device, principal-type",
        "role-11111111-1111-4111-8111-111111111111, plain-group, not-security-enabled"
    })
    void whatGraphWouldRefuse_isRefusedBeforeAnythingIsSent(String slug, String type, String code) {
        GrantKey grant = grant(application, slug, type, 0);

        assertThat(outcome(new Change.GrantAccess(grant)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
        assertThat(writes(POST)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"DROP, 2", "DROP_AFTER, 2"})
    void aLostAnswer_isFoundOut(Fault.Kind kind, int calls) {
        GrantKey grant = grant(application, "role-" + READER, "user", 0);
        tenant.simulator().setFaults(Fault.of(POST, kind).times(1));
        List<String> changes = tenant.changesOf(
                () -> assertThat(outcome(new Change.GrantAccess(grant))).isEqualTo(new Outcome.Changed()));
        assertThat(changes).hasSize(1);
        assertThat(writes(POST)).isEqualTo(calls);

        tenant.simulator().setFaults(Fault.of(DELETE, kind).times(1));
        changes = tenant.changesOf(
                () -> assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed()));
        assertThat(changes).hasSize(1);
    }

    @Test
    void manyAtOnce_goInBatches_andOneBadOneHarmsNoOther() {
        List<GrantKey> grants = IntStream.range(0, 25)
                .mapToObj(number -> grant(application, "role-" + READER, "user", number))
                .toList();
        tenant.simulator().setFaults(Fault.throttle(POST, 1).times(1));
        List<Change> changes =
                new ArrayList<>(grants.stream().map(Change.GrantAccess::new).toList());
        changes.add(new Change.GrantAccess(GrantKey.direct(
                grants.get(0).entitlement(), new ResourceId("user", "00000000-0000-4000-8000-00000000dead"))));

        List<Outcome> outcomes = tenant.applyAll(changes);

        assertThat(outcomes.subList(0, 25)).containsOnly(new Outcome.Changed());
        assertThat(outcomes.get(25)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.NOT_FOUND);
            assertThat(failed.error()).hasMessageContaining("00000000-0000-4000-8000-00000000dead");
        });
        assertThat(writes("POST /$batch")).isLessThan(20);
        assertThat(tenant.applyAll(grants.stream().map(Change.RevokeAccess::new).toList()))
                .containsOnly(new Outcome.Changed());
    }

    @Test
    void withoutPermission_itIsNamed() {
        tenant.simulator()
                .setRoles(List.of("Application.Read.All", "User.Read.All", "Group.Read.All", "Directory.Read.All"));
        tenant.simulator().expireTokens();
        assertThat(outcome(new Change.GrantAccess(grant(application, "role-" + READER, "user", 0))))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
                    assertThat(failed.error().remedy()).contains("AppRoleAssignment.ReadWrite.All");
                });
    }

    @Test
    void whenReadsLag_whatWasGivenIsFoundForTaking() {
        tenant.simulator().clock().advance(Duration.ofSeconds(5));
        tenant.simulator().setReadLag(Duration.ofSeconds(2));
        GrantKey grant = grant(application, "role-" + READER, "user", 0);

        ChangeResult result = tenant.apply(new Change.GrantAccess(grant));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).isEmpty();
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed());
    }

    @Test
    void aDryRun_showsTheCall_andSendsNothing() {
        GrantKey grant = grant(application, "role-" + READER, "user", 0);

        List<String> changes = tenant.changesOf(() -> assertThat(tenant.dryRun(new Change.GrantAccess(grant)))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls())
                                .extracting(PlannedCall::method, PlannedCall::address)
                                .containsExactly(
                                        tuple("POST", "/servicePrincipals/" + application + "/appRoleAssignedTo"))));
        assertThat(changes).isEmpty();
        assertThat(writes(POST)).isZero();
    }

    @Test
    void ifSet_theApplicationProvisionsTheUserAtOnce() {
        provisioning("Active");
        GrantKey grant = grant(application, "role-" + READER, "user", 0);

        assertThat(findings(new Change.GrantAccess(grant)))
                .singleElement()
                .asString()
                .contains("Success", "Create");
        assertThat(findings(new Change.RevokeAccess(grant)))
                .singleElement()
                .asString()
                .contains("Skipped");
    }

    @ParameterizedTest
    @CsvSource({"Paused, is started, 1", "Quarantine, is started, 1", "Active, is running, 0"})
    void whoCannotBeProvisionedOnDemand_waitsForTheJob_whichIsStartedOnceIfItRests(
            String state, String told, int starts) {
        provisioning(state);
        List<GrantKey> groups = List.of(
                grant(application, "role-" + READER, "group", 0), grant(application, "role-" + READER, "group", 1));

        List<ChangeResult> results = tenant.connector()
                .apply(groups.stream()
                        .map(grant -> ChangeRequest.of(new Change.GrantAccess(grant)))
                        .toList());

        assertThat(results).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
            assertThat(result.findings())
                    .extracting(Finding::message)
                    .singleElement()
                    .asString()
                    .contains(told);
        });
        assertThat(writes("POST /servicePrincipals/{id}/synchronization/jobs/{id}/start"))
                .isEqualTo(starts);
    }

    @Test
    void provisioningThatFails_leavesTheChangeAsItIs() {
        provisioning("Active");
        tenant.simulator().setRoles(List.of("AppRoleAssignment.ReadWrite.All", "Application.Read.All"));
        tenant.simulator().expireTokens();

        ChangeResult result = tenant.apply(new Change.GrantAccess(grant(application, "role-" + READER, "user", 0)));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("Synchronization.Read.All"));
    }

    /** Opens a connector that provisions, on the same kind of tenant. */
    private void provisioning(String state) {
        tenant.close();
        tenant = new ChangingTenant(Map.of("scimProvisioning", "true"));
        open();
        tenant.simulator().tenant().addProvisioningJob(application, state);
    }

    private List<String> findings(Change change) {
        return tenant.apply(change).findings().stream().map(Finding::message).toList();
    }

    private Outcome outcome(Change change) {
        return tenant.apply(change).outcome();
    }

    private long writes(String endpoint) {
        return tenant.simulator().stats().endpoints().entrySet().stream()
                .filter(each -> each.getKey().equals(endpoint))
                .mapToLong(each -> each.getValue().requests())
                .sum();
    }

    private static Map<String, Object> role(String id, String type, boolean enabled) {
        return Map.of(
                "id", id, "displayName", "Role for " + type, "isEnabled", enabled, "allowedMemberTypes", List.of(type));
    }

    private GrantKey grant(String resource, String slug, String type, int number) {
        ObjectType wanted = switch (type) {
            case "user" -> ObjectType.USER;
            case "service-principal" -> ObjectType.SERVICE_PRINCIPAL;
            case "device" -> ObjectType.DEVICE;
            default -> ObjectType.GROUP;
        };
        boolean secure = !type.equals("plain-group");
        String principal = tenant.all(
                        wanted,
                        each -> !each.id().equals(resource)
                                && (wanted != ObjectType.GROUP
                                        || tenant.stateOf(each).contains("\"securityEnabled\":true") == secure))
                .skip(number)
                .findFirst()
                .orElseThrow()
                .id();
        return GrantKey.direct(
                new EntitlementId(new ResourceId("service-principal", resource), slug),
                new ResourceId(secure ? type : "group", principal));
    }
}
