package dev.lanyard.entra.provision.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Giving directory roles and taking them away, compared with the whole of the simulator's state. */
class RoleAssignmentTest {

    private final RoleTenant roles = new RoleTenant();

    @AfterEach
    void close() {
        roles.close();
    }

    @ParameterizedTest
    @CsvSource({
        "user, tenant, directoryScopeId",
        "service-principal, unit, directoryScopeId",
        "group, application, directoryScopeId",
        "user, app, appScopeId"
    })
    void aRole_isGivenForGoodOnce_andTakenAway_andNothingElseChanges(String type, String scope, String property) {
        GrantKey key = roles.key(roles.role, roles.principal(type), Holding.ACTIVE, roles.scope(scope));

        List<String> changes = roles.tenant.changesOf(() -> {
            assertThat(roles.apply(new Change.GrantAccess(key))).isEqualTo(new Outcome.Changed());
            assertThat(roles.apply(new Change.GrantAccess(key))).isEqualTo(new Outcome.AlreadySo());
        });
        // The assignment, and the instance of its schedule.
        assertThat(changes)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("+")
                        .contains(
                                key.principal().id(),
                                "\"" + property + "\":\"" + key.scope().orElse("/") + "\""));
        assertThat(roles.writes()).isEqualTo(1);

        assertThat(roles.apply(new Change.RevokeAccess(key))).isEqualTo(new Outcome.Changed());
        assertThat(roles.apply(new Change.RevokeAccess(key))).isEqualTo(new Outcome.AlreadySo());
        assertThat(roles.held()).isEmpty();
        assertThat(roles.writes()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Holding.class,
            names = {"TEMPORARY", "ELIGIBLE"})
    void throughPim_aRoleIsGivenUntilAnEnd_whichCanBeMoved(Holding holding) {
        GrantKey key = roles.key(holding);

        List<String> changes =
                roles.tenant.changesOf(() -> assertThat(roles.apply(RoleTenant.give(key, Optional.of(RoleTenant.END))))
                        .isEqualTo(new Outcome.Changed()));
        assertThat(changes)
                .hasSize(holding == Holding.ELIGIBLE ? 1 : 2)
                .allMatch(line ->
                        line.startsWith("+") && line.contains(key.principal().id()))
                .anyMatch(line -> line.contains(RoleTenant.END.toString()));
        assertThat(roles.apply(RoleTenant.give(key, Optional.of(RoleTenant.END))))
                .isEqualTo(new Outcome.AlreadySo());
        assertThat(roles.writes()).isEqualTo(1);

        assertThat(roles.apply(RoleTenant.give(key, Optional.of(RoleTenant.LATER))))
                .isEqualTo(new Outcome.Changed());
        assertThat(roles.held()).anyMatch(line -> line.contains(RoleTenant.LATER.toString()));
        assertThat(roles.apply(new Change.RevokeAccess(key))).isEqualTo(new Outcome.Changed());
        assertThat(roles.apply(new Change.RevokeAccess(key))).isEqualTo(new Outcome.AlreadySo());
        assertThat(roles.held()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Holding.class)
    void whatBeginsTomorrow_isScheduledOnce_andCanBeCalledOff(Holding holding) {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Change give = RoleTenant.give(
                roles.key(holding),
                new Validity(
                        Optional.of(tomorrow),
                        holding == Holding.TEMPORARY ? Optional.of(RoleTenant.END) : Optional.empty()));

        ChangeResult first = roles.tenant.apply(give);

        assertThat(first.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(first.findings()).isEmpty();
        assertThat(roles.held()).isNotEmpty().anyMatch(line -> line.contains(tomorrow.toString()));
        assertThat(roles.apply(give)).isEqualTo(new Outcome.AlreadySo());
        assertThat(roles.apply(roles.take(holding))).isEqualTo(new Outcome.Changed());
        assertThat(roles.held()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, DROP",
        "ACTIVE, DROP_AFTER",
        "TEMPORARY, DROP",
        "TEMPORARY, DROP_AFTER",
        "ELIGIBLE, DROP",
        "ELIGIBLE, DROP_AFTER"
    })
    void aLostAnswer_isFoundOut(Holding holding, Fault.Kind kind) {
        lose(kind);
        assertThat(roles.apply(roles.give(holding))).isEqualTo(new Outcome.Changed());
        assertThat(roles.held()).hasSize(holding == Holding.ELIGIBLE ? 1 : 2);

        lose(kind);
        assertThat(roles.apply(roles.take(holding))).isEqualTo(new Outcome.Changed());
        assertThat(roles.held()).isEmpty();
    }

    private void lose(Fault.Kind kind) {
        roles.tenant
                .simulator()
                .setFaults(
                        Fault.of("POST " + RoleTenant.ROLES + "roleAssignments", kind)
                                .times(1),
                        Fault.of("DELETE " + RoleTenant.ROLES + "roleAssignments/{id}", kind)
                                .times(1),
                        Fault.of("POST " + RoleTenant.ROLES + "roleAssignmentScheduleRequests", kind)
                                .times(1),
                        Fault.of("POST " + RoleTenant.ROLES + "roleEligibilityScheduleRequests", kind)
                                .times(1));
    }

    @ParameterizedTest
    @EnumSource(Holding.class)
    void whenReadsLagAndGraphThrottles_theChangeIsSeenWhenItIsReported(Holding holding) {
        roles.tenant.simulator().setReadLag(Duration.ofSeconds(1));
        roles.tenant
                .simulator()
                .setFaults(
                        Fault.throttle("POST " + RoleTenant.ROLES + "roleAssignments", 1)
                                .times(1),
                        Fault.throttle("POST " + RoleTenant.ROLES + "roleAssignmentScheduleRequests", 1)
                                .times(1));

        ChangeResult result = roles.tenant.apply(roles.give(holding));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).isEmpty();
        assertThat(roles.apply(roles.take(holding))).isEqualTo(new Outcome.Changed());
        assertThat(roles.held()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Holding.class)
    void whatReadsDoNotShowYet_isReadAgain(Holding holding) {
        roles.tenant.simulator().setReadLag(Duration.ofSeconds(1));
        if (holding == Holding.ELIGIBLE) {
            roles.tenant
                    .simulator()
                    .tenant()
                    .makeEligible(roles.role, roles.principal("user").id(), "/", false);
        } else {
            roles.assignBehindOurBack(holding == Holding.TEMPORARY);
        }

        Outcome outcome = roles.apply(roles.give(holding));

        // The end that someone else has set is another, and moved.
        assertThat(outcome).isEqualTo(holding == Holding.TEMPORARY ? new Outcome.Changed() : new Outcome.AlreadySo());
        assertThat(roles.held()).hasSize(holding == Holding.ELIGIBLE ? 1 : 2);
    }

    @Test
    void whatIsGoneAlready_whileReadsStillShowIt_isAlreadySo() {
        roles.assignBehindOurBack(false);
        roles.tenant.simulator().setReadLag(Duration.ofSeconds(1));
        roles.tenant.simulator().tenant().end(roles.instance().id());
        assertThat(roles.apply(roles.take(Holding.ACTIVE))).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void oneAndTheSameRole_isHeldInOneWayAtATime() {
        roles.assignBehindOurBack(true);
        assertRefused("held-for-a-time", roles.give(Holding.ACTIVE));
        ChangeResult other = roles.tenant.apply(roles.take(Holding.ACTIVE));
        assertThat(other.outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(other.findings()).singleElement().asString().contains("until an end");

        assertThat(roles.tenant.applyAll(List.of(roles.give(Holding.ACTIVE), roles.take(Holding.TEMPORARY))))
                .containsExactly(new Outcome.Changed(), new Outcome.Changed());
        assertRefused("held-for-good", roles.give(Holding.TEMPORARY));
        assertThat(roles.apply(roles.take(Holding.TEMPORARY))).isEqualTo(new Outcome.AlreadySo());
        assertThat(roles.held()).hasSize(2).noneMatch(line -> line.contains("endDateTime\":\""));
    }

    @Test
    void whenReadsLag_oneWayFollowsTheOther() {
        roles.assignBehindOurBack(true);
        roles.tenant.simulator().setReadLag(Duration.ofSeconds(1));
        // So that reads show what there is.
        assertThat(roles.apply(roles.give(Holding.TEMPORARY))).isEqualTo(new Outcome.Changed());

        assertThat(roles.tenant.applyAll(List.of(roles.take(Holding.TEMPORARY), roles.give(Holding.ACTIVE))))
                .containsExactly(new Outcome.Changed(), new Outcome.Changed());
    }

    @Test
    void whoHasActivatedARole_isGivenItLater() {
        DirectoryObject activated = roles.tenant
                .all(ObjectType.ROLE_ASSIGNMENT_INSTANCE, each -> "Activated".equals(each.text("assignmentType")))
                .findFirst()
                .orElseThrow();
        String scope = String.valueOf(activated.text("directoryScopeId"));
        ResourceId user = new ResourceId("user", String.valueOf(activated.text("principalId")));
        String role = String.valueOf(activated.text("roleDefinitionId"));

        assertRefused(
                "activated",
                RoleTenant.give(
                        roles.key(role, user, Holding.TEMPORARY, Optional.of(scope)), Optional.of(RoleTenant.END)));
        assertRefused(
                "held-for-a-time", new Change.GrantAccess(roles.key(role, user, Holding.ACTIVE, Optional.of(scope))));
    }

    @Test
    void whatIsKnownToBeRefused_isRefusedBeforeACall() {
        ResourceId user = roles.principal("user");
        for (String implicit : List.of(
                "a0b1b346-4d3e-4e8b-98f8-753987be4970",
                "10dae51f-b6af-4016-8d66-8c2a99b929b3",
                "2af84b1e-32c8-42b7-82bc-daa82404023b")) {
            assertThat(assertRefused("implicit", grant(implicit, user))).contains("User");
        }
        assertThat(assertRefused("reserved", grant("d29b2b05-8046-44ba-8758-1e26182fcf32", user)))
                .contains("Directory Synchronization Accounts");
        assertThat(assertRefused("reserved", grant("4ba39ca4-527c-499a-b93d-d9b492c50246", user)))
                .contains("Partner Tier1 Support");
        String off = roles.tenant.find(
                ObjectType.ROLE_DEFINITION, each -> roles.tenant.stateOf(each).contains("\"isEnabled\":false"));
        assertRefused("disabled", grant(off, user));
        String plain = roles.tenant.find(
                ObjectType.GROUP, each -> !roles.tenant.stateOf(each).contains("\"isAssignableToRole\":true"));
        assertRefused("not-role-assignable", grant(roles.role, new ResourceId("group", plain)));
        assertRefused("principal-type", grant(roles.role, new ResourceId("device", "4f0c")));
        assertThat(roles.writes()).isZero();
    }

    @Test
    void whatMakesNoSense_isInvalid() {
        assertInvalid(RoleTenant.give(roles.key(Holding.TEMPORARY), Optional.empty()));
        assertInvalid(RoleTenant.give(roles.key(Holding.ACTIVE), Optional.of(RoleTenant.END)));
        assertInvalid(RoleTenant.give(roles.key(Holding.TEMPORARY), Optional.of(RoleTenant.START)));
        assertInvalid(RoleTenant.give(
                roles.key(Holding.TEMPORARY),
                new Validity(Optional.of(RoleTenant.LATER), Optional.of(RoleTenant.END))));
        assertInvalid(new Change.GrantAccess(
                roles.key(roles.role, roles.principal("user"), Holding.ACTIVE, Optional.of("somewhere"))));
        assertThat(roles.writes()).isZero();
    }

    @Test
    void pimsRules_areExplained() {
        roles.rules(true, "P30D");
        assertThat(assertRefused("pim-rules", roles.give(Holding.ELIGIBLE))).contains("ExpirationRule");
        Change withoutReason = new Change.GrantAccess(
                roles.key(Holding.TEMPORARY),
                new Validity(Optional.empty(), Optional.of(Instant.now().plus(7, ChronoUnit.DAYS))),
                Attributes.NONE,
                Optional.empty());
        assertThat(assertRefused("pim-rules", withoutReason)).contains("JustificationRule");
        assertThat(roles.held()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Holding.class,
            names = {"TEMPORARY", "ELIGIBLE"})
    void withoutPim_rolesAreGivenForGoodOnly(Holding holding) {
        roles.tenant.simulator().tenant().setPremium(Premium.P1);

        assertThat(assertRefused("no-licence", roles.give(holding))).contains("P2");
        assertRefused("no-licence", roles.take(holding));
        assertThat(roles.apply(roles.give(Holding.ACTIVE))).isEqualTo(new Outcome.Changed());
        assertThat(roles.apply(roles.give(Holding.ACTIVE))).isEqualTo(new Outcome.AlreadySo());
        assertThat(roles.apply(roles.take(Holding.ACTIVE))).isEqualTo(new Outcome.Changed());
    }

    @Test
    void theLastGlobalAdministrator_staysInGraphsWords() {
        String administrator = "62e90394-69f5-4237-9190-012177145e10";
        roles.tenant
                .all(ObjectType.ROLE_ASSIGNMENT_INSTANCE, each -> administrator.equals(each.text("roleDefinitionId")))
                .forEach(each -> roles.tenant.simulator().tenant().end(each.id()));
        ResourceId user = roles.principal("user");
        assertThat(roles.apply(grant(administrator, user))).isEqualTo(new Outcome.Changed());

        assertThat(assertRefused(
                        "global-administrator",
                        new Change.RevokeAccess(roles.key(administrator, user, Holding.ACTIVE, Optional.empty()))))
                .contains("The last Global Administrator");
    }

    @Test
    void whoeverOrWhateverDoesNotExist_isNamed() {
        String nobody = "00000000-0000-4000-8000-00000000dead";
        assertFailed(ErrorKind.NOT_FOUND, nobody, grant(roles.role, new ResourceId("user", nobody)));
        assertFailed(ErrorKind.NOT_FOUND, nobody, grant(nobody, roles.principal("user")));
        assertFailed(
                ErrorKind.NOT_FOUND,
                "the scope /" + nobody,
                new Change.GrantAccess(
                        roles.key(roles.role, roles.principal("user"), Holding.ACTIVE, Optional.of("/" + nobody))));
        assertThat(roles.apply(new Change.RevokeAccess(
                        roles.key(roles.role, new ResourceId("user", nobody), Holding.ACTIVE, Optional.empty()))))
                .isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void withoutPermission_itIsNamed() {
        roles.tenant.simulator().setRoles(List.of("RoleManagement.Read.Directory", "Directory.Read.All"));
        roles.tenant.simulator().expireTokens();
        assertForbidden("RoleManagement.ReadWrite.Directory", roles.give(Holding.ACTIVE));
        assertForbidden("RoleAssignmentSchedule.ReadWrite.Directory", roles.give(Holding.TEMPORARY));
        assertForbidden("RoleEligibilitySchedule.ReadWrite.Directory", roles.give(Holding.ELIGIBLE));
    }

    private void assertForbidden(String permission, Change change) {
        assertThat(roles.apply(change)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
            assertThat(failed.error().remedy()).contains(permission);
        });
    }

    @Test
    void aDryRun_showsTheCalls_andSendsNothing() {
        assertThat(planned(roles.give(Holding.ACTIVE)))
                .containsExactly(tuple("POST", RoleTenant.ROLES + "roleAssignments"));
        assertThat(planned(roles.give(Holding.ELIGIBLE)))
                .containsExactly(tuple("POST", RoleTenant.ROLES + "roleEligibilityScheduleRequests"));
        roles.assignBehindOurBack(false);
        assertThat(planned(roles.take(Holding.ACTIVE)))
                .containsExactly(tuple(
                        "DELETE",
                        RoleTenant.ROLES + "roleAssignments/" + roles.instance().text("roleAssignmentOriginId")));
        assertThat(roles.writes()).isZero();
    }

    private List<Tuple> planned(Change change) {
        return ((Outcome.Planned) roles.tenant.dryRun(change))
                .calls().stream()
                        .map(call -> tuple(call.method(), call.address()))
                        .toList();
    }

    @Test
    void aTicket_isPassedOn() {
        Change give = new Change.GrantAccess(
                roles.key(Holding.ELIGIBLE),
                Validity.PERMANENT,
                Attributes.builder()
                        .put("ticketNumber", "4711")
                        .put("ticketSystem", "desk")
                        .build(),
                Optional.empty());
        assertThat(((Outcome.Planned) roles.tenant.dryRun(give)).calls())
                .extracting(PlannedCall::body)
                .singleElement()
                .asString()
                .contains("\"ticketInfo\":{\"ticketNumber\":\"4711\",\"ticketSystem\":\"desk\"}");
    }

    private Change grant(String role, ResourceId principal) {
        return new Change.GrantAccess(roles.key(role, principal, Holding.ACTIVE, Optional.empty()));
    }

    private String assertRefused(String code, Change change) {
        Outcome outcome = roles.apply(change);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
        return ((Outcome.Refused) outcome).refusal().reason();
    }

    private void assertInvalid(Change change) {
        assertFailed(ErrorKind.INVALID, "role/" + roles.role, change);
    }

    private void assertFailed(ErrorKind kind, String named, Change change) {
        assertThat(roles.apply(change)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(kind);
            assertThat(failed.error()).hasMessageContaining(named);
        });
    }
}
