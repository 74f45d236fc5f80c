package dev.lanyard.entra.provision.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for changes of every kind: their order, their ids, and that each has a result whatever becomes of others.
 */
class ManyChangesTest {

    private final ChangingTenant tenant = new ChangingTenant();
    private final String group = group();
    private final String application = tenant.applicationWithoutRoles();
    private final List<String> people = people();

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "service-principal", "role"})
    void anIdThatIsNone_harmsNoOtherChange(String type) {
        String slug = type.equals("group") ? "member" : type.equals("role") ? "assigned" : "default-access";
        String sound = type.equals("group") ? group : type.equals("role") ? role() : application;

        List<Outcome> outcomes = tenant.applyAll(List.of(
                grant(new ResourceId(type, sound), slug, people.get(0)),
                grant(new ResourceId(type, "no-id"), slug, people.get(0)),
                grant(new ResourceId(type, sound), slug, people.get(1))));

        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Changed());
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Failed.class);
        assertThat(outcomes.get(2)).isEqualTo(new Outcome.Changed());
    }

    @Test
    void idsInCapitals_areTheSameIds() {
        List<Change> grants = List.of(
                grant(new ResourceId("group", group), "owner", people.get(0)),
                grant(new ResourceId("service-principal", application), "default-access", people.get(0)),
                grant(new ResourceId("role", role()), "assigned", people.get(0)));
        List<Change> revocations = grants.stream()
                .map(change -> ((Change.GrantAccess) change).grant())
                .<Change>map(grant -> new Change.RevokeAccess(inCapitals(grant)))
                .toList();
        tenant.simulator().tenant().addOwner(group, people.get(1));

        List<String> changes = tenant.changesOf(() -> {
            assertThat(tenant.applyAll(grants)).containsOnly(new Outcome.Changed());
            assertThat(tenant.applyAll(revocations)).containsOnly(new Outcome.Changed());
        });

        assertThat(changes).isEmpty();
    }

    @Test
    void whatConcernsAResource_comesAfterItsChange() {
        ResourceId gone = new ResourceId("user", people.get(1));
        tenant.simulator().tenant().delete(gone.id(), false);
        ResourceId security = new ResourceId("group", group);

        List<Outcome> outcomes = tenant.applyAll(List.of(
                grant(security, "member", people.get(0)),
                new Change.RestoreResource(gone),
                grant(security, "member", gone.id()),
                new Change.SetEnabled(gone, false)));

        assertThat(outcomes).containsOnly(new Outcome.Changed());
        assertThat(members()).contains(tenant.truth().slot(gone.id()));
    }

    @Test
    void manyLeavers_areTakenTogether_thoughEachIsDisabledLast() {
        tenant.simulator().setDirectoryRoles(DirectoryRole.GLOBAL_ADMINISTRATOR);
        List<Change> changes = people.subList(0, 10).stream()
                .flatMap(person -> List.<Change>of(
                        revocation(new ResourceId("group", group), person),
                        new Change.SetEnabled(new ResourceId("user", person), false))
                        .stream())
                .toList();
        people.subList(0, 10).forEach(person -> tenant.simulator().tenant().addMember(group, person));

        assertThat(tenant.applyAll(changes)).containsOnly(new Outcome.Changed());

        assertThat(tenant.requests("GET /groups/{id}")).isEqualTo(1);
    }

    @Test
    void whenTheHostCancelsWhileReadsLag_whatIsMadeHasItsResult() {
        tenant.simulator().clock().advance(Duration.ofHours(2));
        tenant.simulator().setReadLag(Duration.ofHours(1));
        TestHost host = new TestHost();
        host.cancelAtTheFirstWait();
        try (Connector connector = tenant.open(host)) {
            ChangeResult result = connector
                    .apply(List.of(ChangeRequest.of(grant(new ResourceId("group", group), "member", people.get(0)))))
                    .get(0);

            assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
            assertThat(result.findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).contains("the change is made", "cancelled"));
        }
    }

    @Test
    void whenWhatIsMadeCannotBeReadAgain_itHasItsResult() {
        tenant.simulator().setFaults(Fault.status("GET /users/{id}/memberOf/{id}", 501));

        ChangeResult result = tenant.apply(grant(new ResourceId("group", group), "member", people.get(0)));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).hasSize(1);
    }

    @Test
    void anOptionThatIsNotKnown_isRefusedByName_beforeAnythingIsSent() {
        Change.GrantAccess licence = new Change.GrantAccess(
                GrantKey.direct(
                        new EntitlementId(
                                new ResourceId(
                                        "licence",
                                        Objects.requireNonNull(
                                                tenant.product(10).text("skuId"))),
                                "assigned"),
                        new ResourceId("user", people.get(0))),
                Validity.PERMANENT,
                Attributes.builder().put("disabledPlan", "any").build(),
                Optional.empty());

        assertThat(tenant.apply(licence).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("disabledPlan"));
        assertThat(tenant.writes()).isZero();
    }

    private static Change grant(ResourceId on, String slug, String person) {
        return new Change.GrantAccess(GrantKey.direct(new EntitlementId(on, slug), new ResourceId("user", person)));
    }

    private static Change revocation(ResourceId on, String person) {
        return new Change.RevokeAccess(
                GrantKey.direct(new EntitlementId(on, "member"), new ResourceId("user", person)));
    }

    private static GrantKey inCapitals(GrantKey grant) {
        return GrantKey.direct(
                new EntitlementId(
                        inCapitals(grant.entitlement().resource()),
                        grant.entitlement().slug()),
                inCapitals(grant.principal()));
    }

    private static ResourceId inCapitals(ResourceId resource) {
        return new ResourceId(resource.type(), resource.id().toUpperCase(Locale.ROOT));
    }

    private String role() {
        return tenant.find(ObjectType.ROLE_DEFINITION, role -> "Reports Reader".equals(role.text("displayName")));
    }

    /** A security group of the cloud that passes on nothing. */
    private String group() {
        return tenant.find(ObjectType.GROUP, each -> {
            String state = tenant.stateOf(each);
            return state.contains("\"mailEnabled\":false")
                    && List.of("DynamicMembership", "\"isAssignableToRole\":true", "skuId", "SyncEnabled\":true")
                            .stream()
                            .noneMatch(state::contains);
        });
    }

    private List<Integer> members() {
        return Arrays.stream(tenant.truth().linked(Link.MEMBERS, tenant.truth().slot(group)))
                .boxed()
                .toList();
    }

    /** People who are enabled, hold no role, and do not belong to the group. */
    private List<String> people() {
        List<Integer> members = members();
        String access = String.join(
                "\n",
                tenant.simulator().state().stream()
                        .filter(line -> line.contains("roleAssignment") || line.contains(group))
                        .toList());
        return tenant.all(ObjectType.USER, user -> {
                    String state = tenant.stateOf(user);
                    return state.contains("\"userType\":\"Member\"")
                            && state.contains("\"accountEnabled\":true")
                            && !state.contains("\"onPremisesSyncEnabled\":true")
                            && !members.contains(tenant.truth().slot(user.id()))
                            && !access.contains(user.id());
                })
                .map(DirectoryObject::id)
                .toList();
    }
}
