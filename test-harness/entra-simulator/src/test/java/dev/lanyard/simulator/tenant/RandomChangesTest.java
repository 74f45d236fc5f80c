package dev.lanyard.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomChangesTest {

    private static final Directory FIRST =
            TenantGenerator.generate(new TenantShape(150, 60, 800, 40, 300, 3), "tenant");

    @Test
    void theSameSeed_makesTheSameChanges_andAnotherSeedOthers() {
        assertThat(TenantState.lines(changed(1, 300).current()))
                .isEqualTo(TenantState.lines(changed(1, 300).current()))
                .isNotEqualTo(TenantState.lines(changed(2, 300).current()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsAttached_isAttachedToWhatIsThere(long seed) {
        Directory directory = changed(seed, 1000).current();

        for (int slot : directory.slots(ObjectType.APP_ROLE_ASSIGNMENT)) {
            DirectoryObject assignment = directory.object(slot);
            if (assignment != null) {
                assertThat(holders(directory, Link.ASSIGNED_TO, slot))
                        .containsExactly(Objects.requireNonNull(assignment.text("resourceId")));
                assertThat(holders(directory, Link.ASSIGNMENTS, slot))
                        .containsExactly(Objects.requireNonNull(assignment.text("principalId")));
            }
        }
        for (int slot : directory.slots(ObjectType.FEDERATED_CREDENTIAL)) {
            if (directory.object(slot) != null) {
                assertThat(holders(directory, Link.FEDERATED_CREDENTIALS, slot)).hasSize(1);
            }
        }
        for (int slot : directory.slots(ObjectType.SYNCHRONIZATION_JOB)) {
            if (directory.object(slot) != null) {
                assertThat(holders(directory, Link.JOBS, slot)).hasSize(1);
            }
        }
    }

    @Test
    void aThousandChanges_areOfEveryKind() {
        Set<String> activities = new TreeSet<>();
        changed(1, 1000).audit().visible().forEach(entry -> activities.add(entry.activity()));

        assertThat(activities)
                .contains(
                        "Add user",
                        "Update user",
                        "Disable account",
                        "Enable account",
                        "Delete user",
                        "Hard Delete user",
                        "Restore user",
                        "Add group",
                        "Add member to group",
                        "Remove member from group",
                        "Add owner to group",
                        "Remove owner from group",
                        "Add service principal",
                        "Update service principal",
                        "Remove service principal",
                        "Add service principal credentials",
                        "Add owner to service principal",
                        "Remove owner from service principal",
                        "Add application",
                        "Update application",
                        "Delete application",
                        "Add app role assignment grant to user",
                        "Add app role assignment to group",
                        "Add app role assignment to service principal",
                        "Remove app role assignment from user",
                        "Remove app role assignment from group",
                        "Add member to role",
                        "Remove member from role",
                        "Add eligible member to role",
                        "Remove eligible member from role",
                        "Change user license");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void groupsOfExchange_areOwnedByNobodyInGraph_andGoForGood(long seed) {
        Directory directory = changed(seed, 2000).current();

        for (int slot : directory.slots(ObjectType.GROUP)) {
            DirectoryObject group = directory.object(slot);
            if (group != null && (livesInExchange(group) || is(group, "onPremisesSyncEnabled"))) {
                assertThat(directory.linked(Link.OWNERS, slot)).isEmpty();
            }
        }
        assertThat(directory.removals().stream()
                        .filter(removal -> removal.type() == ObjectType.GROUP)
                        .flatMap(removal -> removal.object().stream()))
                .isNotEmpty()
                .noneMatch(RandomChangesTest::livesInExchange);
    }

    private static boolean livesInExchange(DirectoryObject group) {
        return is(group, "mailEnabled")
                && !group.value(group.type().properties().get("groupTypes"))
                        .toString()
                        .contains("Unified");
    }

    private static boolean is(DirectoryObject object, String property) {
        return object.value(object.type().properties().get(property)).asBoolean();
    }

    private static Tenant changed(long seed, int count) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Tenant tenant = new Tenant("tenant", FIRST, () -> now);
        new RandomChanges(tenant, seed).make(count);
        return tenant;
    }

    private static List<String> holders(Directory directory, Link link, int end) {
        return Arrays.stream(ObjectType.values())
                .filter(ObjectType::isDirectoryObject)
                .flatMapToInt(type -> Arrays.stream(directory.slots(type)))
                .filter(slot -> Arrays.stream(directory.linked(link, slot)).anyMatch(each -> each == end))
                .mapToObj(directory::object)
                .map(holder -> Objects.requireNonNull(holder).id())
                .toList();
    }
}
