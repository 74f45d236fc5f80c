package dev.lanyard.entra.provision.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.stats.TrafficStats;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.VaultKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many accounts at once: what they cost, and that each is for itself. */
class ManyAccountsTest {

    private static final int MANY = 45;
    private static final String DOMAIN = "@fabrikam.onmicrosoft.com";

    private final ChangingTenant tenant = new ChangingTenant();

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void manyAccounts_areMadeTwentyAtOnce_eachWithItsPasswordAndManager() {
        DirectoryObject boss = tenant.all(ObjectType.USER, user -> user.text("employeeId") != null)
                .findFirst()
                .orElseThrow();
        tenant.simulator().resetStats();

        List<Outcome> outcomes = tenant.applyAll(creations(MANY, Optional.of(String.valueOf(boss.text("employeeId")))));

        TrafficStats.Snapshot stats = tenant.simulator().stats();
        assertThat(outcomes).hasSize(MANY).containsOnly(new Outcome.Changed());
        assertPasswordsWork(MANY);
        Directory truth = tenant.truth();
        assertThat(made())
                .allSatisfy(
                        user -> assertThat(truth.manager(truth.slot(user.id()))).isEqualTo(truth.slot(boss.id())));
        assertThat(stats.writes()).isEqualTo(2 * MANY);
        // For each twenty: the accounts, the search for the manager, the managers, and the look at what was made.
        assertThat(stats.total().requests()).isLessThanOrEqualTo(4 * 3 + 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "DROP_AFTER", "THROTTLE"})
    void whenSomeAnswersAreLost_eachAccountIsMadeOnce(Fault.Kind kind) {
        tenant.simulator().setFaults(Fault.of("POST /users", kind).after(3).times(5));

        List<String> changes = tenant.changesOf(() ->
                assertThat(tenant.applyAll(creations(MANY, Optional.empty()))).containsOnly(new Outcome.Changed()));

        assertThat(changes).hasSize(MANY);
        assertPasswordsWork(MANY);
    }

    @Test
    void whenABatchIsLost_eachAccountIsMadeOnce() {
        tenant.simulator()
                .setFaults(Fault.of("POST /$batch", Fault.Kind.DROP_AFTER).times(1));

        assertThat(tenant.applyAll(creations(MANY, Optional.empty()))).containsOnly(new Outcome.Changed());

        assertPasswordsWork(MANY);
    }

    @Test
    void whatCannotBeMade_harmsNoOther() {
        List<Change> changes = new ArrayList<>(creations(3, Optional.of("nobody" + DOMAIN)));
        changes.add(1, creation(1, Optional.empty()));
        changes.add(new Change.CreateResource("user", Attributes.NONE, Optional.empty()));

        List<ChangeResult> results =
                tenant.connector().apply(changes.stream().map(ChangeRequest::of).toList());

        assertThat(results)
                .extracting(result -> result.outcome().getClass().getSimpleName())
                .containsExactly("Changed", "Changed", "Refused", "Changed", "Refused");
        assertThat(results.get(0).findings()).hasSize(1);
        assertThat(results.get(1).findings()).isEmpty();
        assertPasswordsWork(3);
    }

    @Test
    void ofTwoWithOneName_oneIsMade_alsoWhenAnswersAreLost() {
        tenant.simulator()
                .setFaults(
                        Fault.of("POST /users", Fault.Kind.DROP_AFTER).after(1).times(1));

        assertThat(tenant.applyAll(List.of(creation(0, Optional.empty()), creation(0, Optional.empty()))))
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Changed", "Refused");
        assertPasswordsWork(1);
    }

    @Test
    void aNameThatIsGivenUp_isTakenByWhatFollows() {
        String old = tenant.apply(creation(0, Optional.empty()))
                .resource()
                .orElseThrow()
                .id();

        assertThat(tenant.applyAll(List.of(
                        new Change.DeleteResource(new ResourceId("user", old), true), creation(0, Optional.empty()))))
                .containsOnly(new Outcome.Changed());
        assertThat(made())
                .singleElement()
                .satisfies(user -> assertThat(user.id()).isNotEqualTo(old));
    }

    @Test
    void manyAccounts_areChangedAndDeletedTwentyAtOnce_andOneThatIsNotThereHarmsNoOther() {
        List<ResourceId> joiners = tenant
                .connector()
                .apply(creations(MANY - 1, Optional.empty()).stream()
                        .map(ChangeRequest::of)
                        .toList())
                .stream()
                .map(result -> result.resource().orElseThrow())
                .collect(Collectors.toCollection(ArrayList::new));
        joiners.add(7, new ResourceId("user", "00000000-0000-4000-8000-00000000dead"));
        Attributes auditor = Attributes.builder()
                .put("jobTitle", "Auditor")
                .put("manager", joiners.get(0).id())
                .build();

        tenant.simulator().resetStats();
        List<Outcome> updated = new ArrayList<>(tenant.applyAll(joiners.stream()
                .map(joiner -> new Change.UpdateResource(joiner, auditor, Set.of()))
                .toList()));
        // For each twenty: what they are like, the manager, the properties, the managers, and the look afterwards.
        assertThat(tenant.simulator().stats().total().requests()).isLessThanOrEqualTo(5 * 3);
        assertThat(made()).hasSize(MANY - 1).allMatch(user -> "Auditor".equals(user.text("jobTitle")));

        tenant.simulator().resetStats();
        List<Outcome> deleted = new ArrayList<>(tenant.applyAll(joiners.stream()
                .map(joiner -> new Change.DeleteResource(joiner, false))
                .toList()));
        assertThat(tenant.simulator().stats().total().requests()).isLessThanOrEqualTo(2 * 3 + 1);
        assertThat(made()).isEmpty();

        assertThat(updated.remove(7)).isInstanceOf(Outcome.Failed.class);
        assertThat(deleted.remove(7)).isEqualTo(new Outcome.AlreadySo());
        assertThat(updated).containsOnly(new Outcome.Changed());
        assertThat(deleted).containsOnly(new Outcome.Changed());
    }

    @Test
    void aNameThatOneAccountGivesUp_isTakenByTheNext() {
        List<ResourceId> two =
                tenant
                        .connector()
                        .apply(creations(2, Optional.empty()).stream()
                                .map(ChangeRequest::of)
                                .toList())
                        .stream()
                        .map(result -> result.resource().orElseThrow())
                        .toList();

        assertThat(tenant.applyAll(List.of(renaming(two.get(0), "other"), renaming(two.get(1), "joiner0"))))
                .containsOnly(new Outcome.Changed());
    }

    private static Change renaming(ResourceId account, String name) {
        return new Change.UpdateResource(
                account,
                Attributes.builder().put("userPrincipalName", name + DOMAIN).build(),
                Set.of());
    }

    private static List<Change> creations(int count, Optional<String> manager) {
        return IntStream.range(0, count)
                .mapToObj(number -> creation(number, manager))
                .toList();
    }

    private static Change creation(int number, Optional<String> manager) {
        Attributes.Builder attributes = Attributes.builder()
                .put("displayName", "Joiner")
                .put("mailNickname", "joiner" + number)
                .put("userPrincipalName", "joiner" + number + DOMAIN);
        manager.ifPresent(name -> attributes.put("manager", name));
        return new Change.CreateResource("user", attributes.build(), Optional.of(new PasswordChoice.Random(false)));
    }

    private List<DirectoryObject> made() {
        return tenant.all(ObjectType.USER, user -> "Joiner".equals(user.text("displayName")))
                .toList();
    }

    /** As many accounts as entries, and each entry opens its account. */
    private void assertPasswordsWork(int count) {
        assertThat(made()).hasSize(count);
        Map<VaultKey, Secret> passwords = new HashMap<>(tenant.vault().entries());
        passwords.keySet().removeIf(key -> !key.kind().equals("password"));
        assertThat(passwords.keySet())
                .isEqualTo(made().stream()
                        .map(user -> new VaultKey("password", "user/" + user.id()))
                        .collect(Collectors.toSet()));
        passwords.forEach((key, secret) -> assertThat(secret.<Boolean>reveal(text -> tenant.simulator()
                        .tenant()
                        .passwords()
                        .matches(key.owner().substring("user/".length()), text)))
                .isTrue());
    }
}
