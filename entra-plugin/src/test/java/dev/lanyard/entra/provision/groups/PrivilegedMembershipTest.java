package dev.lanyard.entra.provision.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Membership of groups through PIM, compared with the whole of the simulator's state. */
class PrivilegedMembershipTest {

    private static final String PIM = "/identityGovernance/privilegedAccess/group/";
    private static final String NOBODY = "00000000-0000-4000-8000-00000000dead";

    private final Instant nextWeek = Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
    private final ChangingTenant tenant = new ChangingTenant();
    private final DirectoryObject group = group(each -> isPlain(each) && !tells(each, "Unified"));

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ELIGIBLE, member, 1",
        "ELIGIBLE, owner, 1",
        "TEMPORARY, member, 2",
        "TEMPORARY, owner, 2",
        "ACTIVE, member, 2"
    })
    void whatIsGiven_isThereUntilItsEnd_andIsTakenAgain(Holding holding, String slug, int lines) {
        GrantKey grant = grant(holding, slug, user());
        Holding kept = holding == Holding.ACTIVE ? Holding.TEMPORARY : holding;

        List<String> changes = tenant.changesOf(
                () -> assertThat(outcome(give(grant, nextWeek))).isEqualTo(new Outcome.Changed()));

        assertThat(changes).hasSize(lines).anyMatch(line -> line.contains(nextWeek.toString()));
        assertThat(isLinked(grant, slug)).isEqualTo(kept == Holding.TEMPORARY);
        assertThat(outcome(give(grant, nextWeek))).isEqualTo(new Outcome.AlreadySo());

        Change take = new Change.RevokeAccess(grant(kept, slug, grant.principal()));
        changes = tenant.changesOf(() -> assertThat(outcome(take)).isEqualTo(new Outcome.Changed()));
        assertThat(changes).hasSize(lines).allMatch(line -> line.startsWith("-"));
        assertThat(outcome(take)).isEqualTo(new Outcome.AlreadySo());
    }

    @ParameterizedTest
    @EnumSource(names = {"ELIGIBLE", "TEMPORARY"})
    void anotherEnd_replacesTheFirst(Holding holding) {
        GrantKey grant = grant(holding, "member", user());
        Instant later = nextWeek.plus(Duration.ofDays(3));
        tenant.apply(give(grant, nextWeek));

        List<String> changes =
                tenant.changesOf(() -> assertThat(outcome(give(grant, later))).isEqualTo(new Outcome.Changed()));

        assertThat(changes).hasSize(2).anyMatch(line -> line.startsWith("+") && line.contains(later.toString()));
    }

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, eligibility, DROP_AFTER", "TEMPORARY, assignment, DROP_AFTER", "TEMPORARY, assignment, DROP"
    })
    void aLostAnswer_isFoundOut(Holding holding, String kind, Fault.Kind fault) {
        GrantKey grant = grant(holding, "member", user());
        Fault lost = Fault.of("POST " + PIM + kind + "ScheduleRequests", fault);

        tenant.simulator().setFaults(lost.times(1));
        assertThat(outcome(give(grant, nextWeek))).isEqualTo(new Outcome.Changed());
        tenant.simulator().setFaults(lost.times(1));
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed());
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void aThrottledRequest_isMadeAgain() {
        tenant.simulator()
                .setFaults(Fault.throttle("POST " + PIM + "eligibilityScheduleRequests", 1)
                        .times(2));
        assertThat(outcome(give(grant(Holding.ELIGIBLE, "member", user()), nextWeek)))
                .isEqualTo(new Outcome.Changed());
    }

    @Test
    void whenReadsLag_theChangeIsSeenWhenItIsReported() {
        tenant.simulator().setReadLag(Duration.ofSeconds(1));
        GrantKey grant = grant(Holding.TEMPORARY, "member", user());
        for (Change change : List.of(give(grant, nextWeek), new Change.RevokeAccess(grant))) {
            ChangeResult result = tenant.apply(change);
            assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
            assertThat(result.findings()).isEmpty();
        }
    }

    @Test
    void whoIsInForGood_isNotMadeTemporary_norTakenOut() {
        String member = linked(Link.MEMBERS).stream()
                .filter(each ->
                        Objects.requireNonNull(tenant.truth().object(each)).type() == ObjectType.USER)
                .findFirst()
                .orElseThrow();
        GrantKey grant = grant(Holding.TEMPORARY, "member", new ResourceId("user", member));

        assertThat(tenant.changesOf(() -> {
                    assertRefused(give(grant, nextWeek), "held-otherwise", "for good");
                    assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.AlreadySo());
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ELIGIBLE", "TEMPORARY"})
    void aStartThatLiesAhead_isKept_andCanBeTakenAwayBefore(Holding holding) {
        GrantKey grant = grant(holding, "member", user());
        Change give = later(grant, nextWeek, nextWeek.plus(Duration.ofDays(3)), Attributes.NONE);

        List<String> changes = tenant.changesOf(() -> {
            ChangeResult result = tenant.apply(give);
            assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
            assertThat(result.findings()).isEmpty();
        });

        assertThat(changes).singleElement().asString().contains("\"startDateTime\":\"" + nextWeek + "\"");
        assertThat(isLinked(grant, "member")).isFalse();
        assertThat(outcome(give)).isEqualTo(new Outcome.AlreadySo());
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed());
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void aTicket_isSentWithTheRequest() {
        Attributes ticket = Attributes.builder()
                .put("ticketNumber", "4711")
                .put("ticketSystem", "service desk")
                .build();
        assertThat(tenant.dryRun(later(grant(Holding.ELIGIBLE, "member", user()), Instant.now(), nextWeek, ticket)))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls().get(0).body())
                                .contains("\"ticketNumber\":\"4711\"", "\"ticketSystem\":\"service desk\""));
    }

    private static Change later(GrantKey grant, Instant from, Instant until, Attributes options) {
        return new Change.GrantAccess(
                grant, new Validity(Optional.of(from), Optional.of(until)), options, Optional.of("Review"));
    }

    @Test
    void pimsRules_areExplained_withTheirRemedy() {
        GrantKey temporary = grant(Holding.TEMPORARY, "member", user());
        Change tooLongAndUnexplained = new Change.GrantAccess(
                temporary,
                new Validity(Optional.empty(), Optional.of(nextWeek.plus(Duration.ofDays(300)))),
                Attributes.NONE,
                Optional.empty());
        assertRefused(tooLongAndUnexplained, "policy", "ExpirationRule", "JustificationRule");
        assertThat(tenant.apply(tooLongAndUnexplained).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.remedy()).contains("give an end", "give a justification"));
        assertRefused(new Change.GrantAccess(grant(Holding.ELIGIBLE, "member", user())), "policy", "ExpirationRule");
    }

    @Test
    void whatCannotBe_isRefusedBeforeAnythingIsSent() {
        GrantKey temporary = grant(Holding.TEMPORARY, "member", user());
        assertRefused(new Change.GrantAccess(temporary), "no-end", "needs an end");
        assertRefused(give(temporary, Instant.now().minusSeconds(60)), "over", "past");
        assertRefused(
                give(grant(Holding.ELIGIBLE, "owner", new ResourceId("group", group.id())), nextWeek),
                "principal-type",
                "takes no group as owner");
        assertRefused(
                later(temporary, nextWeek, nextWeek.minusSeconds(60), Attributes.NONE), "over", "before its start");
        assertThat(tenant.writes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"dynamic, DynamicMembership", "synced, '\"onPremisesSyncEnabled\":true'"})
    void groupsWithoutMembersByHand_areRefusedBeforeAnythingIsSent(String code, String told) {
        DirectoryObject other = group(each -> tells(each, told));
        for (Holding holding : List.of(Holding.ELIGIBLE, Holding.TEMPORARY)) {
            assertRefused(give(grant(other, holding, "member", user()), nextWeek), code, "group");
        }
        assertThat(tenant.writes()).isZero();
    }

    @Test
    void aGroup_canBeEligibleForAGroupWithRoles_thoughNotAMember() {
        DirectoryObject withRoles = group(each -> tells(each, "\"isAssignableToRole\":true"));
        ResourceId nested = new ResourceId("group", group.id());

        assertThat(outcome(give(grant(withRoles, Holding.ELIGIBLE, "member", nested), nextWeek)))
                .isEqualTo(new Outcome.Changed());
        assertRefused(
                give(grant(withRoles, Holding.TEMPORARY, "member", nested), nextWeek),
                "principal-type",
                "takes no group");
    }

    @Test
    void withoutP2_pimIsUnsupported() {
        tenant.simulator().tenant().setPremium(Premium.P1);
        assertThat(outcome(give(grant(Holding.ELIGIBLE, "member", user()), nextWeek)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED);
                    assertThat(failed.error()).hasMessageContaining("licence");
                });
    }

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, PrivilegedEligibilitySchedule", "TEMPORARY, PrivilegedAssignmentSchedule"})
    void withoutPermission_itIsNamed(Holding holding, String permission) {
        tenant.permit("Directory.Read.All", permission + ".Read.AzureADGroup");
        assertThat(outcome(give(grant(holding, "member", user()), nextWeek)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
                    assertThat(failed.error().remedy()).contains(permission + ".ReadWrite.AzureADGroup");
                });
    }

    @Test
    void someoneOrAGroupThatDoesNotExist_isNamed() {
        GrantKey nobody = grant(Holding.ELIGIBLE, "member", new ResourceId("user", NOBODY));
        assertThat(outcome(give(nobody, nextWeek)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error()).hasMessageContaining(NOBODY));
        assertThat(outcome(new Change.RevokeAccess(nobody))).isEqualTo(new Outcome.AlreadySo());
        GrantKey nowhere = new GrantKey(
                new EntitlementId(new ResourceId("group", NOBODY), "member"),
                user(),
                Holding.ELIGIBLE,
                Optional.empty(),
                Optional.empty());
        assertThat(outcome(give(nowhere, nextWeek)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThat(outcome(new Change.RevokeAccess(nowhere))).isEqualTo(new Outcome.AlreadySo());
    }

    @ParameterizedTest
    @EnumSource(names = {"ELIGIBLE", "TEMPORARY"})
    void aSync_tellsTheVeryGrantThatWasGiven(Holding holding) {
        DirectoryObject withRoles = group(each -> tells(each, "\"isAssignableToRole\":true"));
        GrantKey grant = grant(withRoles, holding, "owner", user());
        assertThat(synced()).doesNotContain(grant);

        tenant.apply(give(grant, nextWeek));
        assertThat(synced()).contains(grant);
        tenant.apply(new Change.RevokeAccess(grant));
        assertThat(synced()).doesNotContain(grant);
    }

    @Test
    void oneBadRequest_harmsNoOther() {
        assertThat(tenant.applyAll(List.of(
                        give(grant(Holding.ELIGIBLE, "member", user()), nextWeek),
                        new Change.GrantAccess(grant(Holding.ELIGIBLE, "owner", user())),
                        give(grant(Holding.TEMPORARY, "owner", user()), nextWeek))))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(new Outcome.Changed()),
                        second -> assertThat(second).isInstanceOf(Outcome.Refused.class),
                        third -> assertThat(third).isEqualTo(new Outcome.Changed()));
    }

    @Test
    void aDryRun_showsTheRequest_andSendsNothing() {
        GrantKey grant = grant(Holding.ELIGIBLE, "member", user());
        List<String> changes = tenant.changesOf(() -> assertThat(tenant.dryRun(give(grant, nextWeek)))
                .isInstanceOfSatisfying(Outcome.Planned.class, planned -> {
                    assertThat(planned.calls())
                            .extracting(PlannedCall::method, PlannedCall::address)
                            .containsExactly(tuple("POST", PIM + "eligibilityScheduleRequests"));
                    assertThat(planned.calls().get(0).body()).contains("adminAssign", nextWeek.toString(), "Review");
                }));
        assertThat(changes).isEmpty();
        assertThat(tenant.writes()).isZero();
    }

    private void assertRefused(Change change, String code, String... words) {
        assertThat(outcome(change)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().code()).isEqualTo(code);
            assertThat(refused.refusal().reason()).contains(words);
        });
    }

    private Outcome outcome(Change change) {
        return tenant.apply(change).outcome();
    }

    /** What a sync reads of groups under PIM. */
    private List<RecordKey> synced() {
        List<RecordKey> keys = new ArrayList<>();
        for (SyncPartition partition : tenant.connector().plan(SyncRequest.full(Set.of("privileged-groups")))) {
            Optional<Cursor> next = Optional.of(Cursor.start());
            while (next.isPresent()) {
                SyncPage page = tenant.connector().read(partition, next.get());
                page.records().forEach(record -> keys.add(record.key()));
                next = page.next() instanceof NextStep.More more ? Optional.of(more.cursor()) : Optional.empty();
            }
        }
        return keys;
    }

    private static Change give(GrantKey grant, Instant until) {
        return new Change.GrantAccess(
                grant,
                new Validity(Optional.empty(), Optional.of(until)),
                Attributes.NONE,
                Optional.of("Review of access"));
    }

    private GrantKey grant(Holding holding, String slug, ResourceId principal) {
        return grant(group, holding, slug, principal);
    }

    private static GrantKey grant(DirectoryObject group, Holding holding, String slug, ResourceId principal) {
        return new GrantKey(
                new EntitlementId(new ResourceId("group", group.id()), slug),
                principal,
                holding,
                Optional.empty(),
                Optional.empty());
    }

    private boolean isLinked(GrantKey grant, String slug) {
        return linked(slug.equals("owner") ? Link.OWNERS : Link.MEMBERS)
                .contains(grant.principal().id());
    }

    private List<String> linked(Link link) {
        return Arrays.stream(tenant.truth().linked(link, tenant.truth().slot(group.id())))
                .mapToObj(slot ->
                        Objects.requireNonNull(tenant.truth().object(slot)).id())
                .toList();
    }

    /** A user who is neither member nor owner. */
    private ResourceId user() {
        List<String> members = linked(Link.MEMBERS);
        List<String> owners = linked(Link.OWNERS);
        return new ResourceId(
                "user",
                tenant.find(ObjectType.USER, each -> !members.contains(each.id()) && !owners.contains(each.id())));
    }

    private DirectoryObject group(Predicate<DirectoryObject> wanted) {
        return tenant.all(ObjectType.GROUP, wanted).findFirst().orElseThrow();
    }

    /** A security group with a user in it, which passes on no licence. */
    private boolean isPlain(DirectoryObject each) {
        return !tells(each, "\"onPremisesSyncEnabled\":true")
                && !tells(each, "\"mailEnabled\":true")
                && !tells(each, "DynamicMembership")
                && !tells(each, "\"isAssignableToRole\":true")
                && !tells(each, "skuId")
                && Arrays.stream(tenant.truth()
                                .linked(Link.MEMBERS, tenant.truth().slot(each.id())))
                        .mapToObj(slot -> Objects.requireNonNull(tenant.truth().object(slot)))
                        .anyMatch(member -> member.type() == ObjectType.USER);
    }

    private boolean tells(DirectoryObject each, String text) {
        return tenant.stateOf(each).contains(text);
    }
}
