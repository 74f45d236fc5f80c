package dev.lanyard.entra.provision.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adding members and owners to groups and removing them, compared with the whole of the simulator's state. */
class GroupMembershipTest {

    private final ChangingTenant tenant = new ChangingTenant();

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @CsvSource({"member, user", "member, group", "member, servicePrincipal", "member, device", "owner, user"})
    void aGrant_addsThatLink_andNothingElse_andRevokingTakesItAway(String slug, String type) {
        GrantKey grant = grant(group("security"), slug, type, 0);

        List<String> changes = tenant.changesOf(
                () -> assertThat(outcome(new Change.GrantAccess(grant))).isEqualTo(new Outcome.Changed()));
        assertThat(changes)
                .singleElement()
                .asString()
                .contains(grant.principal().id(), slug.substring(0, 5));
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

    @ParameterizedTest
    @CsvSource({"dynamic", "synced", "exchange-managed"})
    void whatGraphCannotChange_isRefusedBeforeAnythingIsSent(String code) {
        GrantKey grant = grant(group(code), "member", "user", 0);
        long before = tenant.writes();

        assertThat(outcome(new Change.GrantAccess(grant)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
        assertThat(tenant.writes()).isEqualTo(before);
    }

    @Test
    void theLastOwner_staysAndIsExplained() {
        DirectoryObject group = tenant.all(
                        ObjectType.GROUP,
                        each -> owners(each).length == 1 && owner(each).type() == ObjectType.USER && isOfHere(each))
                .findFirst()
                .orElseThrow();
        GrantKey grant = GrantKey.direct(
                new EntitlementId(new ResourceId("group", group.id()), "owner"),
                new ResourceId("user", owner(group).id()));

        assertThat(outcome(new Change.RevokeAccess(grant)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("last-owner"));
    }

    @Test
    void aLostAnswer_isFoundOut() {
        GrantKey grant = grant(group("security"), "member", "user", 0);
        tenant.simulator()
                .setFaults(Fault.of("POST /groups/{id}/members/$ref", Fault.Kind.DROP_AFTER)
                        .times(1));
        assertThat(outcome(new Change.GrantAccess(grant))).isEqualTo(new Outcome.Changed());

        tenant.simulator()
                .setFaults(Fault.of("DELETE /groups/{id}/members/{id}/$ref", Fault.Kind.DROP_AFTER)
                        .times(1));
        List<String> changes = tenant.changesOf(
                () -> assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed()));
        assertThat(changes).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"user", "device"})
    void whatGraphDoesNotFind_isReadBeforeItCountsAsGone(String type) {
        GrantKey grant = grant(group("security"), "member", type, 0);
        tenant.apply(new Change.GrantAccess(grant));
        tenant.simulator()
                .setFaults(Fault.status("DELETE /groups/{id}/members/{id}/$ref", 404)
                        .times(1));

        List<String> changes = tenant.changesOf(
                () -> assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed()));

        assertThat(changes).singleElement().asString().startsWith("-");
    }

    @Test
    void aMicrosoft365Group_takesUsersOnly_andBelongsToNoOther_whichIsSaidBeforeACall() {
        String unified = tenant.find(
                ObjectType.GROUP,
                each -> tells(each, "Unified")
                        && !tells(each, "DynamicMembership")
                        && !is(each, "onPremisesSyncEnabled"));
        ResourceId principal = new ResourceId("group", unified);
        for (GrantKey grant : List.of(
                grant(unified, "member", "device", 0),
                GrantKey.direct(new EntitlementId(new ResourceId("group", group("security")), "member"), principal))) {
            assertThat(outcome(new Change.GrantAccess(grant)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo("principal-type"));
        }
        assertThat(tenant.writes()).isZero();
    }

    @Test
    void twentyFiveMembers_takeTwoCalls_andOneBadOneHarmsNoOther() {
        String group = group("security");
        List<GrantKey> grants = IntStream.range(0, 25)
                .mapToObj(number -> grant(group, "member", "user", number))
                .toList();
        long before = tenant.writes();
        assertThat(tenant.applyAll(grants.stream().map(Change.GrantAccess::new).toList()))
                .containsOnly(new Outcome.Changed());
        assertThat(tenant.writes() - before).isEqualTo(2);

        List<Change> again = new ArrayList<>(
                grants.subList(0, 3).stream().map(Change.RevokeAccess::new).toList());
        again.add(new Change.RevokeAccess(GrantKey.direct(
                grants.get(0).entitlement(), new ResourceId("user", "00000000-0000-4000-8000-00000000dead"))));
        assertThat(tenant.applyAll(again))
                .containsExactly(
                        new Outcome.Changed(), new Outcome.Changed(), new Outcome.Changed(), new Outcome.AlreadySo());
    }

    @Test
    void someoneWhoDoesNotExist_isNamed() {
        GrantKey grant = GrantKey.direct(
                new EntitlementId(new ResourceId("group", group("security")), "member"),
                new ResourceId("user", "00000000-0000-4000-8000-00000000dead"));
        assertThat(outcome(new Change.GrantAccess(grant))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.NOT_FOUND);
            assertThat(failed.error()).hasMessageContaining("00000000-0000-4000-8000-00000000dead");
        });
    }

    @Test
    void withoutPermission_itIsNamed() {
        tenant.permit("GroupMember.Read.All", "User.Read.All", "Directory.Read.All");
        assertThat(outcome(new Change.GrantAccess(grant(group("security"), "member", "user", 0))))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
                    assertThat(failed.error().remedy()).contains("GroupMember.ReadWrite.All");
                });
    }

    @Test
    void whenReadsLag_theChangeIsSeenWhenItIsReported() {
        tenant.simulator().setReadLag(Duration.ofSeconds(1));
        GrantKey grant = grant(group("security"), "member", "user", 0);

        ChangeResult result = tenant.apply(new Change.GrantAccess(grant));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).isEmpty();
        assertThat(outcome(new Change.RevokeAccess(grant))).isEqualTo(new Outcome.Changed());
    }

    @Test
    void aDryRun_showsTheCall_andSendsNothing() {
        GrantKey grant = grant(group("security"), "member", "user", 0);

        List<String> changes = tenant.changesOf(() -> assertThat(tenant.dryRun(new Change.GrantAccess(grant)))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls())
                                .extracting(PlannedCall::method, PlannedCall::address)
                                .containsExactly(tuple(
                                        "POST",
                                        "/groups/"
                                                + grant.entitlement().resource().id() + "/members/$ref"))));
        assertThat(changes).isEmpty();
        assertThat(tenant.writes()).isZero();
    }

    private Outcome outcome(Change change) {
        return tenant.apply(change).outcome();
    }

    private DirectoryObject owner(DirectoryObject group) {
        return Objects.requireNonNull(tenant.truth().object(owners(group)[0]));
    }

    private int[] owners(DirectoryObject group) {
        return tenant.truth().linked(Link.OWNERS, tenant.truth().slot(group.id()));
    }

    private boolean isOfHere(DirectoryObject group) {
        return !is(group, "onPremisesSyncEnabled") && !is(group, "mailEnabled");
    }

    private boolean is(DirectoryObject group, String property) {
        return tenant.stateOf(group).contains("\"" + property + "\":true");
    }

    private boolean tells(DirectoryObject group, String text) {
        return tenant.stateOf(group).contains(text);
    }

    /** A plain security group passes on no licence, and has an owner. */
    private String group(String kind) {
        return tenant.find(ObjectType.GROUP, group -> switch (kind) {
            case "dynamic" -> tells(group, "DynamicMembership");
            case "synced" -> is(group, "onPremisesSyncEnabled");
            case "exchange-managed" ->
                !is(group, "onPremisesSyncEnabled") && is(group, "mailEnabled") && !tells(group, "Unified");
            default ->
                isOfHere(group)
                        && !tells(group, "DynamicMembership")
                        && !is(group, "isAssignableToRole")
                        && !tells(group, "skuId")
                        && owners(group).length > 0;
        });
    }

    private GrantKey grant(String group, String slug, String type, int number) {
        ObjectType wanted = Arrays.stream(ObjectType.values())
                .filter(each -> each.graphName().equals(type))
                .findFirst()
                .orElseThrow();
        Link link = slug.equals("member") ? Link.MEMBERS : Link.OWNERS;
        List<Integer> linked = Arrays.stream(
                        tenant.truth().linked(link, tenant.truth().slot(group)))
                .boxed()
                .toList();
        String principal = tenant.all(
                        wanted,
                        each -> !each.id().equals(group)
                                && (each.type() != ObjectType.GROUP || !tells(each, "Unified"))
                                && !linked.contains(tenant.truth().slot(each.id())))
                .skip(number)
                .findFirst()
                .orElseThrow()
                .id();
        String ourType = type.equals("servicePrincipal") ? "service-principal" : type;
        return GrantKey.direct(
                new EntitlementId(new ResourceId("group", group), slug), new ResourceId(ourType, principal));
    }
}
