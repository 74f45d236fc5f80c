package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.testing.ConnectedTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check()} says of each stream when something is missing. */
@Timeout(120)
class CheckTest {

    private static final ConnectedTenant TENANT = new ConnectedTenant();
    private static final Map<String, String> EVERYTHING = Map.of("signInActivity", "true", "mailboxPurpose", "true");

    /** A stream and one of the permissions that it needs. */
    private record Need(String stream, Permission permission) {}

    @AfterEach
    void calm() {
        TENANT.simulator().setFaults();
        TENANT.simulator().tenant().setPremium(Premium.P2);
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    static Stream<Need> needs() {
        return new EntraPlugin()
                .descriptor().streams().stream()
                        .flatMap(stream -> stream.permissions().stream().map(each -> new Need(stream.id(), each)));
    }

    @ParameterizedTest
    @MethodSource("needs")
    void missingPermission_isNamed(Need need) {
        TENANT.grantAllBut(List.of());
        assertThat(TENANT.check(EVERYTHING, need.stream()).findings()).isEmpty();

        TENANT.grantAllBut(need.permission().anyOf());
        CapabilityStatus status = TENANT.check(EVERYTHING, need.stream());

        assertThat(status.readiness()).isEqualTo(need.permission().optional() ? Readiness.DEGRADED : Readiness.BLOCKED);
        assertThat(status.findings()).anySatisfy(finding -> {
            assertThat(finding.subject()).isEqualTo(need.permission().least());
            assertThat(finding.message()).contains(need.permission().purpose());
            assertThat(finding.remedy()).contains("grant the application permission");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "accounts, GET /users, User.Read.All",
        "groups, GET /groups, GroupMember.Read.All",
        "applications, GET /servicePrincipals, Application.Read.All",
        "applications, GET /auditLogs/directoryAudits, AuditLog.Read.All",
        "managed-identities, GET /servicePrincipals, Application.Read.All",
        "credentials, GET /applications, Application.Read.All",
        "provisioning-jobs, GET /servicePrincipals, Application.Read.All",
        "provisioning-jobs, GET /servicePrincipals/{id}/synchronization/jobs, Synchronization.Read.All",
        "roles, GET /roleManagement/directory/roleDefinitions, RoleManagement.Read.Directory",
        "roles, GET /roleManagement/directory/roleAssignmentScheduleInstances, RoleAssignmentSchedule.Read.Directory",
        "roles, GET /roleManagement/directory/roleEligibilityScheduleInstances, RoleEligibilitySchedule.Read.Directory",
        "roles, GET /policies/roleManagementPolicyAssignments, RoleManagement.Read.Directory",
        "licences, GET /subscribedSkus, LicenseAssignment.Read.All",
        "privileged-groups, GET /groups, GroupMember.Read.All",
        "privileged-groups, GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances,"
                + " PrivilegedEligibilitySchedule.Read.AzureADGroup",
        "privileged-groups, GET /identityGovernance/privilegedAccess/group/assignmentScheduleInstances,"
                + " PrivilegedAssignmentSchedule.Read.AzureADGroup",
        "sign-in-activity, GET /users, AuditLog.Read.All",
        "mailboxes, GET /users, User.Read.All",
        "mailboxes, GET /users/{id}/mailboxSettings, MailboxSettings.Read"
    })
    void whatGraphRefusesThoughTheTokenGrantsIt_isNamed(String stream, String endpoint, String permission) {
        TENANT.grantAllBut(List.of());
        TENANT.simulator().setFaults(Fault.status(endpoint, 403));

        CapabilityStatus status = TENANT.check(EVERYTHING, stream);

        assertThat(status.readiness()).isNotEqualTo(Readiness.READY);
        assertThat(status.findings()).extracting(Finding::subject).containsExactly(permission);
        assertThat(status.findings().get(0).message()).contains(endpoint);
    }

    @Test
    void feeds_areReady_orSayWhichPermissionLicenceOrSettingIsMissing() {
        TENANT.grantAllBut(List.of());
        assertThat(TENANT.check(Map.of("usageFeed", "true")).feeds())
                .extracting(CapabilityStatus::capability)
                .containsExactly("changes", "usage");
        assertThat(TENANT.check(Map.of("usageFeed", "true")).feeds())
                .allMatch(status -> status.readiness() == Readiness.READY);

        CapabilityStatus off = TENANT.check(Map.of()).feeds().get(1);
        assertThat(off.readiness()).isEqualTo(Readiness.OFF);
        assertThat(off.findings()).extracting(Finding::subject).containsExactly("usageFeed");
        assertThat(off.findings().get(0).message()).contains("'usage' is switched off");

        TENANT.grantAllBut(List.of("AuditLog.Read.All"));
        assertThat(TENANT.check(Map.of("usageFeed", "true")).feeds()).allSatisfy(status -> {
            assertThat(status.readiness()).isEqualTo(Readiness.BLOCKED);
            assertThat(status.findings()).extracting(Finding::subject).containsExactly("AuditLog.Read.All");
        });

        TENANT.grantAllBut(List.of());
        TENANT.simulator().tenant().setPremium(Premium.FREE);
        List<CapabilityStatus> unlicensed =
                TENANT.check(Map.of("usageFeed", "true")).feeds();
        assertThat(unlicensed)
                .extracting(CapabilityStatus::readiness)
                .containsExactly(Readiness.READY, Readiness.BLOCKED);
        assertThat(unlicensed.get(1).findings().get(0).message()).contains("licence");
    }

    @ParameterizedTest
    @CsvSource({
        "roles, FREE, 3",
        "roles, P1, 3",
        "privileged-groups, P1, 2",
        "sign-in-activity, FREE, 1",
        "sign-in-activity, P1, 0",
        "accounts, FREE, 0"
    })
    void missingLicence_isSaid(String stream, Premium premium, int findings) {
        TENANT.grantAllBut(List.of());
        TENANT.simulator().tenant().setPremium(premium);

        CapabilityStatus status = TENANT.check(EVERYTHING, stream);

        assertThat(status.readiness()).isEqualTo(findings == 0 ? Readiness.READY : Readiness.DEGRADED);
        assertThat(status.findings())
                .hasSize(findings)
                .allSatisfy(finding ->
                        assertThat(finding.message()).contains("needs a licence that the tenant does not have"));
    }
}
