package dev.lanyard.entra.provision.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups that are there, changed, deleted and restored, compared with the whole of the simulator's state. */
class GroupsTest {

    private static final String NOBODY = "00000000-0000-4000-8000-00000000dead";

    private final ChangingTenant tenant = new ChangingTenant();

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void anUpdate_touchesOnlyWhatItNames() {
        DirectoryObject group = plain();
        Change update = new Change.UpdateResource(
                id(group),
                Attributes.builder()
                        .put("displayName", "Renamed")
                        .put("visibility", "Private")
                        .build(),
                Set.of("description"));

        List<String> changes =
                tenant.changesOf(() -> assertThat(outcome(update)).isEqualTo(new Outcome.Changed()));

        assertThat(changes).hasSize(2);
        DirectoryObject after = Objects.requireNonNull(tenant.truth().object(group.id()));
        assertThat(after.text("displayName")).isEqualTo("Renamed");
        assertThat(after.text("description")).isNull();
        assertThat(after.text("mailNickname")).isEqualTo(group.text("mailNickname"));
        assertThat(outcome(update)).isEqualTo(new Outcome.AlreadySo());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "members|x|members is unknown",
                "isAssignableToRole|true|isAssignableToRole is unknown",
                "uniqueName|x|uniqueName is unknown",
                "visibility|Open|visibility must be one of",
                "displayName|' '|displayName must not be empty"
            })
    void anUpdateOfWhatCannotBeSet_isRefusedByName(String name, String value, String problem) {
        Change update = new Change.UpdateResource(
                id(plain()), Attributes.builder().put(name, value).build(), Set.of());
        assertThat(outcome(update))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains(problem));
        assertThat(tenant.writes()).isZero();
    }

    @Test
    void namesAreNotTakenAway() {
        Change update = new Change.UpdateResource(id(plain()), Attributes.NONE, Set.of("displayName", "owners"));
        assertThat(outcome(update))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .contains("displayName cannot be empty", "owners is unknown"));
    }

    @Test
    void whetherMembersAreHidden_isNotChanged_andGroupsWithRolesStayPrivate() {
        for (DirectoryObject group : List.of(
                first(each -> "HiddenMembership".equals(each.text("visibility")) && isOfHere(each)),
                first(each -> tells(each, "\"isAssignableToRole\":true")))) {
            assertThat(outcome(update(group, "visibility", "Public")))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo("visibility"));
        }
        assertThat(tenant.writes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"synced, onPremisesSyncEnabled", "exchange-managed, mailEnabled"})
    void whatIsManagedElsewhere_isRefusedBeforeAnythingIsSent(String code, String property) {
        DirectoryObject group = first(each -> tells(each, "\"" + property + "\":true")
                && !tells(each, "Unified")
                && (code.equals("synced") || !tells(each, "\"onPremisesSyncEnabled\":true")));
        for (Change change : List.of(
                update(group, "displayName", "x"),
                new Change.DeleteResource(id(group), false),
                new Change.DeleteResource(id(group), true))) {
            assertThat(outcome(change))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
        }
        assertThat(tenant.writes()).isZero();
    }

    @Test
    void aDynamicGroup_isRenamedAndDeleted() {
        DirectoryObject dynamic = first(each -> tells(each, "DynamicMembership") && isOfHere(each));
        assertThat(outcome(update(dynamic, "displayName", "Rule"))).isEqualTo(new Outcome.Changed());
        assertThat(outcome(new Change.DeleteResource(id(dynamic), false))).isEqualTo(new Outcome.Changed());
    }

    @Test
    void aDeletedGroup_comesBackAsItWas_andIsGoneForGoodWhenPurged() {
        DirectoryObject group = plain();
        List<String> members = linked(group, Link.MEMBERS);
        Change delete = new Change.DeleteResource(id(group), false);
        Change restore = new Change.RestoreResource(id(group));
        Change purge = new Change.DeleteResource(id(group), true);

        assertThat(outcome(delete)).isEqualTo(new Outcome.Changed());
        assertThat(outcome(delete)).isEqualTo(new Outcome.AlreadySo());
        assertThat(outcome(update(group, "displayName", "x"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.NOT_FOUND);
            assertThat(failed.error().remedy()).contains("restore it");
        });
        assertThat(outcome(restore)).isEqualTo(new Outcome.Changed());
        assertThat(outcome(restore)).isEqualTo(new Outcome.AlreadySo());
        assertThat(linked(group, Link.MEMBERS)).isEqualTo(members);
        assertThat(outcome(purge)).isEqualTo(new Outcome.Changed());
        assertThat(outcome(purge)).isEqualTo(new Outcome.AlreadySo());
        assertThat(outcome(restore))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE /groups/{id}, DROP_AFTER",
        "DELETE /groups/{id}, DROP",
        "DELETE /directory/deletedItems/{id}, DROP_AFTER"
    })
    void whenTheAnswerToADeletionIsLost_itIsFoundOut(String endpoint, Fault.Kind kind) {
        DirectoryObject group = plain();
        tenant.simulator().setFaults(Fault.of(endpoint, kind).times(1));
        boolean forGood = endpoint.contains("deletedItems");

        assertThat(outcome(new Change.DeleteResource(id(group), forGood))).isEqualTo(new Outcome.Changed());

        assertThat(tenant.truth().object(group.id())).isNull();
    }

    @Test
    void whenTheAnswerToARestorationIsLost_itIsFoundOut() {
        DirectoryObject group = plain();
        tenant.apply(new Change.DeleteResource(id(group), false));
        tenant.simulator()
                .setFaults(Fault.of("POST /directory/deletedItems/{id}/restore", Fault.Kind.DROP_AFTER)
                        .times(1));

        assertThat(outcome(new Change.RestoreResource(id(group)))).isEqualTo(new Outcome.Changed());

        assertThat(tenant.truth().object(group.id())).isNotNull();
    }

    @Test
    void whenReadsLag_eachChangeIsSeenWhenItIsReported() {
        tenant.simulator().setReadLag(Duration.ofSeconds(1));
        DirectoryObject group = plain();
        for (Change change : List.of(
                update(group, "displayName", "Renamed"),
                new Change.DeleteResource(id(group), false),
                new Change.RestoreResource(id(group)),
                new Change.DeleteResource(id(group), true))) {
            ChangeResult result = tenant.apply(change);
            assertThat(result.outcome()).as(change.kind().name()).isEqualTo(new Outcome.Changed());
            assertThat(result.findings()).as(change.kind().name()).isEmpty();
        }
    }

    @Test
    void withoutPermissionToDelete_itIsNamed() {
        DirectoryObject group = plain();
        tenant.permit("Directory.ReadWrite.All");
        assertThat(outcome(new Change.DeleteResource(id(group), false)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().remedy()).contains("Group.ReadWrite.All"));
    }

    @Test
    void aDryRunOfADeletionForGood_showsBothCalls() {
        assertThat(tenant.dryRun(new Change.DeleteResource(id(plain()), true)))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls())
                                .extracting(
                                        PlannedCall::method,
                                        call -> call.address().split("/", -1)[1])
                                .containsExactly(tuple("DELETE", "groups"), tuple("DELETE", "directory")));
        assertThat(tenant.writes()).isZero();
    }

    @Test
    void aGroupThatNeverWas_isAlreadyDeleted_andCannotBeChanged() {
        ResourceId never = new ResourceId("group", NOBODY);
        assertThat(outcome(new Change.DeleteResource(never, false))).isEqualTo(new Outcome.AlreadySo());
        assertThat(outcome(new Change.UpdateResource(
                        never, Attributes.builder().put("displayName", "x").build(), Set.of())))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error()).hasMessageContaining(NOBODY));
    }

    private Outcome outcome(Change change) {
        return tenant.apply(change).outcome();
    }

    private static Change update(DirectoryObject group, String name, String value) {
        return new Change.UpdateResource(
                id(group), Attributes.builder().put(name, value).build(), Set.of());
    }

    private static ResourceId id(DirectoryObject group) {
        return new ResourceId("group", group.id());
    }

    private List<String> linked(DirectoryObject group, Link link) {
        return Arrays.stream(tenant.truth().linked(link, tenant.truth().slot(group.id())))
                .mapToObj(slot ->
                        Objects.requireNonNull(tenant.truth().object(slot)).id())
                .toList();
    }

    private DirectoryObject first(Predicate<DirectoryObject> wanted) {
        return tenant.all(ObjectType.GROUP, wanted).findFirst().orElseThrow();
    }

    /** A security group with a description and members. */
    private DirectoryObject plain() {
        return first(each -> isOfHere(each)
                && !tells(each, "DynamicMembership")
                && !tells(each, "Unified")
                && !tells(each, "\"isAssignableToRole\":true")
                && each.text("description") != null
                && !linked(each, Link.MEMBERS).isEmpty());
    }

    private boolean isOfHere(DirectoryObject group) {
        return !tells(group, "\"onPremisesSyncEnabled\":true")
                && (!tells(group, "\"mailEnabled\":true") || tells(group, "Unified"));
    }

    private boolean tells(DirectoryObject group, String text) {
        return tenant.stateOf(group).contains(text);
    }
}
