package dev.lanyard.entra.provision.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Making groups, compared with the whole of the simulator's state. */
class GroupCreationTest {

    private static final String UPSERT = "PATCH /groups/{id}";

    private final ChangingTenant tenant = new ChangingTenant();

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @CsvSource({"security, false, false", "microsoft-365, true, true"})
    void aGroup_isMadeAsAsked_withItsOwnersAndMembers(String kind, boolean unified, String mail) {
        List<String> people = people(3);
        Change.CreateResource change = group(
                "displayName",
                "Équipe Zürich #1",
                "kind",
                kind,
                "description",
                "For the team",
                "visibility",
                "Private",
                "owners",
                people.get(0),
                "members",
                people.get(1) + ", " + principalName(people.get(2)));

        List<String> changes =
                tenant.changesOf(() -> assertThat(tenant.apply(change)).satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
                    assertThat(result.findings()).isEmpty();
                    assertThat(result.values()).isEmpty();
                }));

        assertThat(changes).hasSize(4).allMatch(line -> line.startsWith("+"));
        assertThat(made("Équipe Zürich #1")).singleElement().satisfies(made -> {
            assertThat(tenant.stateOf(made))
                    .contains("\"mailEnabled\":" + mail, "\"securityEnabled\":true", "For the team", "equipe-zurich-1");
            assertThat(tells(made, "Unified")).isEqualTo(unified);
            assertThat(linked(made, Link.OWNERS)).containsExactly(people.get(0));
            assertThat(linked(made, Link.MEMBERS)).containsExactlyInAnyOrder(people.get(1), people.get(2));
        });
    }

    @Test
    void thirtyOwnersAndMembers_areAllThere_twentyOfThemFromTheStart() {
        List<String> people = people(30);

        ChangeResult result = tenant.apply(group(
                "displayName", "Big",
                "owners", String.join(",", people.subList(0, 3)),
                "members", String.join(",", people.subList(3, 30))));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).isEmpty();
        DirectoryObject made = made("Big").get(0);
        assertThat(linked(made, Link.OWNERS)).containsExactlyInAnyOrderElementsOf(people.subList(0, 3));
        assertThat(linked(made, Link.MEMBERS)).containsExactlyInAnyOrderElementsOf(people.subList(3, 30));
        assertThat(tenant.requests(UPSERT))
                .as("one makes it, one adds the other ten")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP_AFTER", "DROP", "TRUNCATE"})
    void whenTheAnswerIsLost_thereIsOneGroup_withEveryMember(Fault.Kind kind) {
        List<String> people = people(22);
        tenant.simulator().setFaults(Fault.of(UPSERT, kind).times(1));

        ChangeResult result = tenant.apply(group("displayName", "Once", "members", String.join(",", people)));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(made("Once"))
                .singleElement()
                .satisfies(made -> assertThat(linked(made, Link.MEMBERS)).hasSize(22));
    }

    @Test
    void whenTheAnswerIsLost_andReadsLag_thereIsStillOneGroup() {
        tenant.simulator().setReadLag(Duration.ofSeconds(3));
        tenant.simulator().setFaults(Fault.of(UPSERT, Fault.Kind.DROP_AFTER).times(1));

        ChangeResult result =
                tenant.apply(group("displayName", "Once", "owners", people(1).get(0)));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(made("Once")).hasSize(1);
    }

    @Test
    void whenEveryAnswerIsLost_theSameOperationFindsTheGroupLater_andGoesOnWhereItStopped() {
        OperationId operation = OperationId.random();
        Change.CreateResource change = group("displayName", "Later", "members", String.join(",", people(22)));
        tenant.simulator()
                .setFaults(
                        Fault.of(UPSERT, Fault.Kind.DROP_AFTER),
                        Fault.status("GET /groups/{id}", 403).after(1));
        assertThat(tenant.apply(operation, change).outcome()).isInstanceOf(Outcome.Failed.class);
        tenant.simulator().setFaults();

        assertThat(tenant.apply(operation, change).outcome()).isEqualTo(new Outcome.Changed());
        assertThat(tenant.apply(operation, change).outcome()).isEqualTo(new Outcome.Changed());

        assertThat(made("Later"))
                .singleElement()
                .satisfies(made -> assertThat(linked(made, Link.MEMBERS)).hasSize(22));
    }

    @Test
    void whoCannotBeAddedAfterwards_isNamed_andTheGroupStands() {
        List<String> people = people(22);
        tenant.simulator().setFaults(Fault.status("PATCH /groups/{id}", 403).after(1));

        ChangeResult result = tenant.apply(group("displayName", "Most", "members", String.join(",", people)));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.message()).contains("could not be added"));
        assertThat(result.findings().get(0).message()).contains(people.get(20));
    }

    @Test
    void aThrottledCall_isMadeAgain() {
        tenant.simulator().setFaults(Fault.throttle(UPSERT, 1).times(2));
        assertThat(outcome(group("displayName", "Slow"))).isEqualTo(new Outcome.Changed());
        assertThat(made("Slow")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind|distribution|kind must be one of",
                "displayName|<longer>|displayName must be",
                "mailNickname|with space|mailNickname must be",
                "visibility|HiddenMembership|Microsoft 365 groups only",
                "isAssignableToRole|maybe|isAssignableToRole must be true or false",
                "description|' '|description must not be empty",
                "mail|x@y.example|mail is unknown",
                "members|00000000-0000-4000-8000-00000000dead|members: '00000000-0000-4000-8000-00000000dead' does not exist",
                "owners|nobody@fabrikam.onmicrosoft.com|owners: 'nobody@fabrikam.onmicrosoft.com' does not exist"
            })
    void whatCannotBe_isRefusedByName_beforeAnythingIsSent(String name, String value, String problem) {
        String given = value.equals("<longer>") ? "x".repeat(257) : value;
        Change change = name.equals("displayName") ? group(name, given) : group("displayName", "Never", name, given);

        assertThat(outcome(change)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().code()).isEqualTo("invalid");
            assertThat(refused.refusal().reason()).contains(problem);
        });
        assertThat(tenant.writes()).isZero();
    }

    @Test
    void everyProblem_isSaidAtOnce_andAPublicGroupHoldsNoRoles() {
        assertThat(outcome(group("isAssignableToRole", "perhaps", "kind", "x", "colour", "red")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .contains(
                                        "displayName is required",
                                        "isAssignableToRole must",
                                        "kind must",
                                        "colour is unknown"));
        assertThat(outcome(group("displayName", "x", "isAssignableToRole", "true", "visibility", "Public")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("visibility must be Private"));
    }

    @Test
    void aGroupInAMicrosoft365Group_isRefused() {
        String nested = tenant.find(ObjectType.GROUP, any -> true);
        assertThat(outcome(group("displayName", "Never", "kind", "microsoft-365", "members", nested)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains(nested, "is a group"));
    }

    @Test
    void aNicknameThatIsTaken_isRefused_unlessItWasOnlyDerived() {
        Change.CreateResource derived = group("displayName", "Sales Team", "kind", "microsoft-365");
        assertThat(outcome(derived)).isEqualTo(new Outcome.Changed());
        assertThat(outcome(derived)).isEqualTo(new Outcome.Changed());
        assertThat(made("Sales Team"))
                .extracting(made -> made.text("mailNickname"))
                .anyMatch("sales-team"::equals)
                .anyMatch(nickname -> Objects.requireNonNull(nickname).matches("sales-team-[0-9a-f]{8}"));

        assertThat(outcome(group("displayName", "Mine", "kind", "microsoft-365", "mailNickname", "sales-team")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("exists"));
    }

    @Test
    void namesInOtherScripts_haveANicknameToo() {
        assertThat(outcome(group("displayName", "営業部"))).isEqualTo(new Outcome.Changed());
        assertThat(made("営業部"))
                .singleElement()
                .satisfies(made -> assertThat(made.text("mailNickname")).matches("group-[0-9a-f]{8}"));
    }

    @Test
    void withoutPermission_itIsNamed() {
        tenant.permit("Group.Read.All", "User.Read.All", "Directory.Read.All");
        assertThat(outcome(group("displayName", "Never"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
            assertThat(failed.error().remedy()).contains("Group.ReadWrite.All");
        });
    }

    @Test
    void aGroupForRoles_needsThePermissionForRoles() {
        Change.CreateResource change = group("displayName", "Admins", "isAssignableToRole", "true");
        tenant.permit("Group.ReadWrite.All", "Directory.Read.All");
        ChangeResult refused = tenant.apply(change);
        assertThat(refused.outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(refused.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("RoleManagement.ReadWrite.Directory"));

        tenant.permit("Group.ReadWrite.All", "Directory.Read.All", "RoleManagement.ReadWrite.Directory");
        assertThat(outcome(change)).isEqualTo(new Outcome.Changed());
        assertThat(tenant.stateOf(made("Admins").get(0))).contains("\"isAssignableToRole\":true");
    }

    @Test
    void aDryRun_showsEveryCall_andSendsNothing() {
        Change.CreateResource change = group("displayName", "Never", "members", String.join(",", people(22)));

        List<String> changes = tenant.changesOf(() -> assertThat(tenant.dryRun(change))
                .isInstanceOfSatisfying(Outcome.Planned.class, planned -> {
                    assertThat(planned.calls()).extracting(PlannedCall::method).containsExactly("PATCH", "PATCH");
                    assertThat(planned.calls().get(1).address()).isEqualTo("/groups/{new}");
                }));

        assertThat(changes).isEmpty();
        assertThat(tenant.writes()).isZero();
    }

    private Outcome outcome(Change change) {
        return tenant.apply(change).outcome();
    }

    private static Change.CreateResource group(String... namesAndValues) {
        Attributes.Builder attributes = Attributes.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            // Both forms in which a platform may give several.
            attributes.put(
                    namesAndValues[i],
                    namesAndValues[i].equals("members")
                            ? new AttributeValue.Sequence(Stream.of(value.split(",", -1))
                                    .<AttributeValue>map(AttributeValue.Text::new)
                                    .toList())
                            : new AttributeValue.Text(value));
        }
        return new Change.CreateResource("group", attributes.build(), Optional.empty());
    }

    private List<DirectoryObject> made(String name) {
        return tenant.all(ObjectType.GROUP, each -> name.equals(each.text("displayName")))
                .toList();
    }

    private List<String> linked(DirectoryObject group, Link link) {
        return Arrays.stream(tenant.truth().linked(link, tenant.truth().slot(group.id())))
                .mapToObj(slot ->
                        Objects.requireNonNull(tenant.truth().object(slot)).id())
                .toList();
    }

    private List<String> people(int number) {
        return tenant.all(ObjectType.USER, any -> true)
                .limit(number)
                .map(DirectoryObject::id)
                .toList();
    }

    private String principalName(String user) {
        return Objects.requireNonNull(
                Objects.requireNonNull(tenant.truth().object(user)).text("userPrincipalName"));
    }

    private boolean tells(DirectoryObject group, String text) {
        return tenant.stateOf(group).contains(text);
    }
}
