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
import dev.lanyard.spi.traffic.CallCounts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members and owners of groups that Exchange keeps, compared with the whole of the simulator's state. */
class MailGroupsTest {

    private static final String ADD = "POST /adminapi/Add-DistributionGroupMember";
    private static final String REMOVE = "POST /adminapi/Remove-DistributionGroupMember";
    private static final String SET = "POST /adminapi/Set-DistributionGroup";
    private static final String NOBODY = "00000000-0000-4000-8000-00000000dead";

    private final ChangingTenant tenant = ChangingTenant.withExchange();
    private String group = "";

    @BeforeEach
    void choose() {
        group = group("\"securityEnabled\":false");
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @CsvSource({"false, user", "false, contact", "false, group", "true, user"})
    void aMember_isAddedOnce_andRemoved_andNothingElseChanges(boolean security, String type) {
        group = group("\"securityEnabled\":" + security);
        GrantKey key = key("member", principal(type, 0));

        List<String> changes = tenant.changesOf(() -> {
            assertThat(grant(key)).isEqualTo(new Outcome.Changed());
            assertThat(grant(key)).isEqualTo(new Outcome.AlreadySo());
        });
        assertThat(changes)
                .singleElement()
                .asString()
                .startsWith("+")
                .contains(group, key.principal().id());

        changes = tenant.changesOf(() -> {
            assertThat(revoke(key)).isEqualTo(new Outcome.Changed());
            assertThat(revoke(key)).isEqualTo(new Outcome.AlreadySo());
        });
        assertThat(changes).singleElement().asString().startsWith("-");
    }

    @Test
    void anOwner_isAddedBesideTheOthers_andTheLastOneStays() {
        GrantKey one = key("owner", principal("user", 0));
        GrantKey other = key("owner", principal("user", 1));

        assertThat(grant(one)).isEqualTo(new Outcome.Changed());
        assertThat(grant(one)).isEqualTo(new Outcome.AlreadySo());
        List<String> changes = tenant.changesOf(() -> assertThat(grant(other)).isEqualTo(new Outcome.Changed()));
        assertThat(changes)
                .singleElement()
                .asString()
                .startsWith("+")
                .contains("management", other.principal().id());

        assertThat(revoke(one)).isEqualTo(new Outcome.Changed());
        assertThat(revoke(one)).isEqualTo(new Outcome.AlreadySo());
        long before = calls(SET);
        assertRefused("last-owner", new Change.RevokeAccess(other));
        assertThat(calls(SET)).isEqualTo(before);
        assertThat(owners()).containsExactly(other.principal().id());
    }

    @ParameterizedTest
    @CsvSource({"member, DROP", "member, DROP_AFTER", "owner, DROP", "owner, DROP_AFTER"})
    void aLostAnswer_isFoundOut(String slug, Fault.Kind kind) {
        grant(key("owner", principal("user", 1)));
        GrantKey key = key(slug, principal("user", 0));
        lose(kind);
        assertThat(grant(key)).isEqualTo(new Outcome.Changed());
        lose(kind);
        assertThat(revoke(key)).isEqualTo(new Outcome.Changed());
        assertThat(tenant.simulator().state())
                .noneMatch(line ->
                        line.contains(group) && line.contains(key.principal().id()));
    }

    private void lose(Fault.Kind kind) {
        tenant.simulator()
                .setFaults(
                        Fault.of(ADD, kind).times(1),
                        Fault.of(REMOVE, kind).times(1),
                        Fault.of(SET, kind).times(1),
                        Fault.of("POST /adminapi/Get-Recipient", kind).times(1),
                        Fault.of("POST /adminapi/Get-DistributionGroup", Fault.Kind.MALFORMED)
                                .times(1));
    }

    @Test
    void whoeverIsNewToExchange_isWaitedFor() {
        GrantKey member = key("member", principal("user", 0));
        GrantKey owner = key("owner", principal("user", 1));
        tenant.simulator().tenant().update(member.principal().id(), Map.of("createdDateTime", now()));
        tenant.simulator().tenant().update(owner.principal().id(), Map.of("createdDateTime", now()));
        tenant.simulator().setExchangeLag(Duration.ofMinutes(3));

        for (GrantKey key : List.of(member, owner)) {
            assertThat(grant(key)).isInstanceOfSatisfying(Outcome.InProgress.class, waiting -> {
                assertThat(waiting.askAgainAfter()).isEqualTo(Duration.ofMinutes(5));
                assertThat(waiting.reason()).contains(key.principal().id());
            });
            // Nobody has what nobody knows of.
            assertThat(revoke(key)).isEqualTo(new Outcome.AlreadySo());
        }

        tenant.simulator().clock().advance(Duration.ofMinutes(4));
        assertThat(grant(member)).isEqualTo(new Outcome.Changed());
        assertThat(grant(owner)).isEqualTo(new Outcome.Changed());
    }

    @Test
    void whoeverExchangeForgets_whileItListsHim_isAConflict() {
        GrantKey key = key("member", principal("user", 0));
        grant(key);
        tenant.simulator().tenant().update(key.principal().id(), Map.of("createdDateTime", now()));
        tenant.simulator().setExchangeLag(Duration.ofMinutes(3));

        assertFailed(ErrorKind.CONFLICT, key.principal().id(), new Change.RevokeAccess(key));
    }

    @Test
    void whoeverDoesNotExist_isNamed() {
        assertFailed(
                ErrorKind.NOT_FOUND, NOBODY, new Change.GrantAccess(key("member", new ResourceId("user", NOBODY))));
        assertFailed(ErrorKind.NOT_FOUND, NOBODY, new Change.GrantAccess(key("owner", new ResourceId("user", NOBODY))));
        assertThat(revoke(key("member", new ResourceId("user", NOBODY)))).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void whatCannotBeFoundOutOfOne_harmsNoOther() {
        tenant.simulator()
                .setFaults(Fault.status("POST /adminapi/Get-DistributionGroup", 403)
                        .times(1));

        assertThat(tenant.applyAll(List.of(
                        new Change.GrantAccess(key("member", new ResourceId("user", NOBODY))),
                        new Change.GrantAccess(key("member", principal("user", 0))))))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Outcome.Failed.class),
                        second -> assertThat(second).isEqualTo(new Outcome.Changed()));
    }

    @Test
    void whatExchangeWouldNotTake_isRefusedBeforeACall() {
        assertRefused("principal-type", new Change.GrantAccess(key("member", principal("service-principal", 0))));
        assertRefused("principal-type", new Change.GrantAccess(key("owner", principal("group", 0))));
        assertRefused("principal-type", new Change.GrantAccess(key("member", groupOf("\"Unified\""))));
        assertRefused("principal-type", new Change.GrantAccess(key("member", groupOf("\"mailEnabled\":false"))));
        group = tenant.find(
                ObjectType.GROUP,
                each -> tells(each, "\"onPremisesSyncEnabled\":true") && tells(each, "\"mailEnabled\":true"));
        assertRefused("synced", new Change.GrantAccess(key("member", principal("user", 0))));
        assertThat(traffic()).isEmpty();
    }

    @Test
    void whenReadsOfGraphLagAndExchangeThrottles_theChangeIsSeenWhenItIsReported() {
        tenant.simulator().setReadLag(Duration.ofSeconds(1));
        tenant.simulator().setFaults(Fault.throttle(ADD, 1).times(1));
        GrantKey key = key("member", principal("user", 0));

        ChangeResult result = tenant.apply(new Change.GrantAccess(key));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).isEmpty();
        assertThat(tenant.simulator().tenant().visible().linked(Link.MEMBERS, slot(group)))
                .contains(slot(key.principal().id()));
        assertThat(traffic())
                .containsEntry(
                        ADD,
                        new CallCounts(
                                2, 0, Objects.requireNonNull(traffic().get(ADD)).bytes(), 1, 1));
        assertThat(revoke(key)).isEqualTo(new Outcome.Changed());
    }

    @Test
    void aTokenThatExchangeRefuses_isRenewed() {
        GrantKey key = key("member", principal("user", 0));
        grant(key);
        tenant.simulator().expireTokens();
        assertThat(revoke(key)).isEqualTo(new Outcome.Changed());
    }

    @Test
    void withoutTheRole_itIsNamed_withThePermission() {
        tenant.simulator().setDirectoryRoles();
        assertThat(grant(key("member", principal("user", 0)))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
            assertThat(failed.error().remedy()).contains("Exchange.ManageAsApp", "Exchange Recipient Administrator");
        });
    }

    @Test
    void aDryRun_showsTheCmdlet_andSendsNone() {
        GrantKey key = key("owner", principal("user", 0));
        List<String> changes = tenant.changesOf(() -> assertThat(tenant.dryRun(new Change.GrantAccess(key)))
                .isInstanceOfSatisfying(Outcome.Planned.class, planned -> {
                    assertThat(planned.calls())
                            .extracting(call -> call.service(), call -> call.method(), call -> call.address())
                            .containsExactly(tuple(
                                    "exchange",
                                    "POST",
                                    "/adminapi/beta/" + tenant.simulator().tenantId() + "/InvokeCommand"));
                    assertThat(planned.calls().get(0).body())
                            .contains(
                                    "Set-DistributionGroup",
                                    "\"Add\":[\"" + key.principal().id());
                }));
        assertThat(changes).isEmpty();
        assertThat(calls(SET)).isZero();
    }

    private Outcome grant(GrantKey key) {
        return tenant.apply(new Change.GrantAccess(key)).outcome();
    }

    private Outcome revoke(GrantKey key) {
        return tenant.apply(new Change.RevokeAccess(key)).outcome();
    }

    private void assertRefused(String code, Change change) {
        assertThat(tenant.apply(change).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    private void assertFailed(ErrorKind kind, String named, Change change) {
        assertThat(tenant.apply(change).outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(kind);
            assertThat(failed.error()).hasMessageContaining(named);
        });
    }

    private Map<String, CallCounts> traffic() {
        return Objects.requireNonNull(tenant.connector().traffic().get("exchange"))
                .endpoints();
    }

    private long calls(String endpoint) {
        return tenant.simulator().stats().endpoints().entrySet().stream()
                .filter(each -> each.getKey().equals(endpoint))
                .mapToLong(each -> each.getValue().requests())
                .sum();
    }

    private String now() {
        return tenant.simulator().clock().instant().toString();
    }

    private int slot(String id) {
        return tenant.truth().slot(id);
    }

    private List<String> owners() {
        return Arrays.stream(tenant.truth().linked(Link.MANAGED_BY, slot(group)))
                .mapToObj(owner ->
                        Objects.requireNonNull(tenant.truth().object(owner)).id())
                .toList();
    }

    private boolean tells(DirectoryObject object, String text) {
        return tenant.stateOf(object).contains(text);
    }

    /** A group that Exchange keeps, without members that are known by mail. */
    private String group(String property) {
        return tenant.find(ObjectType.GROUP, each -> isKeptByExchange(each) && tells(each, property));
    }

    private boolean isKeptByExchange(DirectoryObject each) {
        return tells(each, "\"mailEnabled\":true")
                && !tells(each, "\"Unified\"")
                && !tells(each, "\"onPremisesSyncEnabled\":true");
    }

    private ResourceId groupOf(String property) {
        return new ResourceId("group", tenant.find(ObjectType.GROUP, each -> tells(each, property)));
    }

    /** Somebody with a mail address who is not linked to the group yet. */
    private ResourceId principal(String type, int number) {
        ObjectType wanted = switch (type) {
            case "contact" -> ObjectType.ORG_CONTACT;
            case "group" -> ObjectType.GROUP;
            case "service-principal" -> ObjectType.SERVICE_PRINCIPAL;
            default -> ObjectType.USER;
        };
        List<Integer> linked = Arrays.stream(tenant.truth().linked(Link.MEMBERS, slot(group)))
                .boxed()
                .toList();
        String id = tenant.all(
                        wanted,
                        each -> !each.id().equals(group)
                                && !linked.contains(slot(each.id()))
                                && (type.equals("service-principal") || each.text("mail") != null)
                                && (!type.equals("group") || isKeptByExchange(each)))
                .skip(number)
                .findFirst()
                .orElseThrow()
                .id();
        return new ResourceId(type, id);
    }

    private GrantKey key(String slug, ResourceId principal) {
        return GrantKey.direct(new EntitlementId(new ResourceId("group", group), slug), principal);
    }
}
