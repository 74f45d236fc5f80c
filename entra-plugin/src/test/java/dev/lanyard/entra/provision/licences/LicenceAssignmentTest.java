package dev.lanyard.entra.provision.licences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Assigning and removing licences, compared with the whole of the simulator's state. */
class LicenceAssignmentTest {

    private static final String CALL = "POST /users/{id}/assignLicense";

    private final ChangingTenant tenant = new ChangingTenant();
    private String user = "";
    private String group = "";
    private DirectoryObject product =
            tenant.all(ObjectType.SUBSCRIBED_SKU, each -> true).findFirst().orElseThrow();

    @BeforeEach
    void open() {
        product = tenant.product(1000);
        user = tenant.find(ObjectType.USER, each -> !tenant.stateOf(each).contains("skuId"));
        group = tenant.find(
                ObjectType.GROUP,
                each -> tenant.stateOf(each).contains("\"securityEnabled\":true")
                        && !tenant.stateOf(each).contains("skuId"));
        tenant.simulator().tenant().update(user, Map.of("usageLocation", "GB"));
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void aLicence_isAssignedOnce_andRemoved_andNothingElseChanges() {
        List<String> changes = tenant.changesOf(() -> {
            assertThat(outcome(give("user", user))).isEqualTo(new Outcome.Changed());
            assertThat(outcome(give("user", user))).isEqualTo(new Outcome.AlreadySo());
        });
        // The user, and the product's count of units; each as it was and as it is.
        assertThat(changes).hasSize(4).allMatch(line -> line.contains(user) || line.contains(sku()));
        assertThat(calls()).isEqualTo(1);

        assertThat(outcome(take(user))).isEqualTo(new Outcome.Changed());
        assertThat(outcome(take(user))).isEqualTo(new Outcome.AlreadySo());
        assertThat(state(user)).doesNotContain(sku());
    }

    @Test
    void plansThatAreToBeOff_areSwitchedOff_andOthersOn() {
        List<String> plans = plans();
        assertThat(outcome(giveWithout(plans.get(0)))).isEqualTo(new Outcome.Changed());
        assertThat(state(user)).contains("\"disabledPlans\":[\"" + plans.get(0) + "\"]");
        assertThat(outcome(giveWithout(plans.get(0)))).isEqualTo(new Outcome.AlreadySo());
        // Without the option, what is there stays as it is.
        assertThat(outcome(give("user", user))).isEqualTo(new Outcome.AlreadySo());
        assertThat(outcome(giveWithout(""))).isEqualTo(new Outcome.Changed());
        assertThat(state(user)).doesNotContain(plans.get(0));
    }

    @Test
    void aGroup_passesALicenceOn_whichCannotBeTakenFromItsMembers() {
        tenant.simulator().tenant().addMember(group, user);
        assertThat(outcome(give("group", group))).isEqualTo(new Outcome.Changed());
        assertThat(outcome(give("group", group))).isEqualTo(new Outcome.AlreadySo());

        assertThat(outcome(take(user))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().code()).isEqualTo("inherited");
            assertThat(refused.refusal().reason()).contains(group);
        });
        assertThat(calls()).isZero();
        assertThat(outcome(new Change.RevokeAccess(key("group", group)))).isEqualTo(new Outcome.Changed());
    }

    @Test
    void whatIsKnownToBeRefused_isRefusedBeforeACall() {
        assertRefused("no-such-plan", giveWithout("00000000-0000-4000-8000-00000000dead"));
        tenant.product(0);
        assertRefused("no-units", give("user", user));
        Map<String, String> nowhere = new HashMap<>();
        nowhere.put("usageLocation", null);
        tenant.simulator().tenant().update(user, nowhere);
        assertRefused("usage-location", give("user", user));
        assertRefused(
                "not-security-enabled",
                give(
                        "group",
                        tenant.find(
                                ObjectType.GROUP, each -> tenant.stateOf(each).contains("\"securityEnabled\":false"))));
        assertThat(calls()).isZero();
    }

    @Test
    void aProductForTheWholeTenant_isGivenToNobody() {
        tenant.simulator().tenant().update(product.id(), Map.of("appliesTo", "Company"));

        assertRefused("not-for-users", give("user", user));
    }

    @Test
    void aLicenceThatDoesNotWork_isAssignedAgain_withItsPlansAsTheyAre() {
        String plan = plans().get(0);
        tenant.apply(giveWithout(plan));
        tenant.simulator()
                .tenant()
                .update(
                        user,
                        Map.of(
                                "licenseAssignmentStates",
                                List.of(Map.of(
                                        "skuId",
                                        sku(),
                                        "disabledPlans",
                                        List.of(plan),
                                        "state",
                                        "Error",
                                        "error",
                                        "CountViolation"))));

        assertThat(outcome(give("user", user))).isEqualTo(new Outcome.Changed());

        assertThat(state(user))
                .contains("\"disabledPlans\":[\"" + plan + "\"]", "\"state\":\"Active\"")
                .doesNotContain("\"disabledPlans\":[]");
    }

    @Test
    void plansCanBeAList() {
        String plan = plans().get(0);
        Attributes.Builder options = Attributes.builder()
                .put("disabledPlans", new AttributeValue.Sequence(List.of(new AttributeValue.Text(plan))));
        assertThat(outcome(new Change.GrantAccess(
                        key("user", user), Validity.PERMANENT, options.build(), Optional.empty())))
                .isEqualTo(new Outcome.Changed());
        assertThat(state(user)).contains("\"disabledPlans\":[\"" + plan + "\"]");
    }

    @Test
    void aUnitThatOneGivesBack_goesToAnother() {
        String other = tenant.all(
                        ObjectType.USER,
                        each -> !each.id().equals(user) && !tenant.stateOf(each).contains("skuId"))
                .findFirst()
                .orElseThrow()
                .id();
        tenant.simulator().tenant().update(other, Map.of("usageLocation", "GB"));
        tenant.apply(give("user", user));
        tenant.product(consumed());

        assertThat(tenant.applyAll(List.of(give("user", other), take(user)))).containsOnly(new Outcome.Changed());
        assertRefused("no-units", give("user", user));
    }

    private int consumed() {
        return Pattern.compile("\"consumedUnits\":(\\d+)")
                .matcher(tenant.stateOf(new ResourceId("subscribed-product", product.id())))
                .results()
                .mapToInt(count -> Integer.parseInt(count.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void productsThatExcludeEachOther_areAConflict() {
        DirectoryObject other = tenant.all(
                        ObjectType.SUBSCRIBED_SKU, each -> !each.id().equals(product.id()))
                .findFirst()
                .orElseThrow();
        String otherSku = String.valueOf(other.text("skuId"));
        plan(product, "EXCHANGE_S_STANDARD");
        plan(other, "EXCHANGE_S_ENTERPRISE");
        tenant.simulator().tenant().assignLicence(user, otherSku);

        assertRefused("conflict", give("user", user));
        assertThat(state(user)).contains(otherSku).doesNotContain(sku());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"DROP", "DROP_AFTER"})
    void aLostAnswer_isFoundOut(Fault.Kind kind) {
        tenant.simulator().setFaults(Fault.of(CALL, kind).times(1));
        assertThat(outcome(give("user", user))).isEqualTo(new Outcome.Changed());
        tenant.simulator().setFaults(Fault.of(CALL, kind).times(1));
        assertThat(outcome(take(user))).isEqualTo(new Outcome.Changed());
        assertThat(state(user)).doesNotContain(sku());
    }

    @Test
    void whenReadsLagAndGraphThrottles_theLicenceIsSeenWhenItIsReported() {
        tenant.simulator().clock().advance(Duration.ofSeconds(5));
        tenant.simulator().setReadLag(Duration.ofSeconds(2));
        tenant.simulator().setFaults(Fault.throttle(CALL, 1).times(1));

        ChangeResult result = tenant.apply(give("user", user));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).isEmpty();
        assertThat(outcome(take(user))).isEqualTo(new Outcome.Changed());
    }

    @Test
    void withoutPermission_itIsNamed() {
        tenant.simulator().setRoles(List.of("User.Read.All", "Directory.Read.All", "LicenseAssignment.Read.All"));
        tenant.simulator().expireTokens();
        assertThat(outcome(give("user", user))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
            assertThat(failed.error().remedy()).contains("LicenseAssignment.ReadWrite.All");
        });
    }

    @Test
    void aDryRun_showsTheCall_andSendsNothing() {
        List<String> changes = tenant.changesOf(() -> assertThat(tenant.dryRun(give("user", user)))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls())
                                .singleElement()
                                .satisfies(call -> assertThat(call.body()).contains(sku()))));
        assertThat(changes).isEmpty();
        assertThat(calls()).isZero();
    }

    private void assertRefused(String code, Change change) {
        assertThat(outcome(change))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    private Outcome outcome(Change change) {
        return tenant.apply(change).outcome();
    }

    private String sku() {
        return String.valueOf(product.text("skuId"));
    }

    private List<String> plans() {
        return Pattern.compile("\"servicePlanId\":\"([^\"]+)\"")
                .matcher(tenant.stateOf(product))
                .results()
                .map(plan -> plan.group(1))
                .toList();
    }

    /** Gives a product this plan only. */
    private void plan(DirectoryObject of, String name) {
        tenant.simulator()
                .tenant()
                .update(
                        of.id(),
                        Map.of(
                                "servicePlans",
                                List.of(Map.of(
                                        "servicePlanId",
                                        "55555555-5555-4555-8555-555555555555",
                                        "servicePlanName",
                                        name,
                                        "provisioningStatus",
                                        "Success",
                                        "appliesTo",
                                        "User"))));
    }

    private String state(String id) {
        return tenant.stateOf(tenant.all(ObjectType.USER, each -> each.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    private long calls() {
        return tenant.simulator().stats().endpoints().entrySet().stream()
                .filter(each -> each.getKey().equals(CALL))
                .mapToLong(each -> each.getValue().requests())
                .sum();
    }

    private EntitlementId assigned(String skuId) {
        return new EntitlementId(new ResourceId("licence", skuId), "assigned");
    }

    private GrantKey key(String type, String id) {
        return GrantKey.direct(assigned(sku()), new ResourceId(type, id));
    }

    private Change give(String type, String id) {
        return new Change.GrantAccess(key(type, id));
    }

    private Change giveWithout(String plans) {
        return new Change.GrantAccess(
                key("user", user),
                Validity.PERMANENT,
                Attributes.builder().put("disabledPlans", plans).build(),
                Optional.empty());
    }

    private Change take(String id) {
        return new Change.RevokeAccess(key("user", id));
    }
}
