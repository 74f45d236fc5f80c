package dev.lanyard.entra.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.testing.MemoryVault;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.VaultKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two hosts change one tenant at once, a thousand times. Whatever both want is so in the end; where they differ, it is
 * as one of them wanted last. When everything has been put back, the whole tenant must be as it was.
 */
class TwoHostsTest {

    private static final int SEQUENCES = 1000;

    /** In some sequences both hosts want the same new account as well. */
    private static final int SEQUENCES_FOR_EACH_ACCOUNT = 25;

    private final ChangingTenant tenant = new ChangingTenant(Map.of("settleTime", "PT0S"));
    private final TestHost otherHost = new TestHost();
    private final Connector otherConnector = tenant.open(otherHost);
    private final ExecutorService otherThread = Executors.newSingleThreadExecutor();
    private final Random random = new Random(20_261_125);

    /** One step of a host. */
    private record Wish(TenantMatters.Matter matter, boolean so) {}

    @BeforeEach
    void letBothChangeAdministratorsToo_andHurry() {
        tenant.simulator().setDirectoryRoles(DirectoryRole.GLOBAL_ADMINISTRATOR);
        tenant.simulator().setTenantLimit(1_000_000);
    }

    @AfterEach
    void close() {
        otherThread.shutdownNow();
        otherConnector.close();
        tenant.close();
    }

    @Test
    void aThousandSequences_endAsAHostWanted_andChangeNothingElse() throws Exception {
        List<TenantMatters.Matter> matters = new ArrayList<>(new TenantMatters(tenant).all());
        Map<String, Boolean> model = new HashMap<>();
        matters.forEach(matter -> model.put(matter.name(), matter.isSo()));
        Map<String, Boolean> atFirst = Map.copyOf(model);
        switchEachOver(matters);
        Set<String> before = state();

        for (int number = 0; number < SEQUENCES; number++) {
            Collections.shuffle(matters, random);
            List<TenantMatters.Matter> two = matters.subList(0, 2);
            List<Wish> here = wishes(two);
            List<Wish> there = wishes(two);
            makeAtOnce(here, there);
            for (TenantMatters.Matter matter : two) {
                assertThat(permitted(matter, here, there, Boolean.TRUE.equals(model.get(matter.name()))))
                        .as("sequence %s: %s; wanted here %s, there %s", number, matter.name(), here, there)
                        .contains(matter.isSo());
                model.put(matter.name(), matter.isSo());
            }
            if (number % SEQUENCES_FOR_EACH_ACCOUNT == 0) {
                makeTheSameAccount(number);
            }
        }

        assertThat(joiners()).hasSize(SEQUENCES / SEQUENCES_FOR_EACH_ACCOUNT);
        assertThat(passwordsThatSignIn(tenant.vault()) + passwordsThatSignIn(otherHost.vault()))
                .isEqualTo(joiners().size());
        putBack(matters, atFirst);
        Set<String> after = state();
        assertThat(after).hasSameSizeAs(before);
        after.removeAll(before);
        assertThat(after).isEmpty();
    }

    /** And back again: what has been empty before is an empty list from now on. */
    private void switchEachOver(List<TenantMatters.Matter> matters) {
        for (TenantMatters.Matter matter : matters) {
            boolean so = matter.isSo();
            tenant.apply(matter.change(!so));
            tenant.apply(matter.change(so));
        }
    }

    private List<Wish> wishes(List<TenantMatters.Matter> about) {
        return Stream.generate(() -> new Wish(about.get(random.nextInt(about.size())), random.nextBoolean()))
                .limit(1 + random.nextInt(3))
                .toList();
    }

    private void makeAtOnce(List<Wish> here, List<Wish> there) throws Exception {
        List<Outcome> outcomes = applyAtOnce(
                here.stream().map(wish -> wish.matter().change(wish.so())).toList(),
                there.stream().map(wish -> wish.matter().change(wish.so())).toList());
        assertThat(outcomes).allMatch(TwoHostsTest::isDoneOrLostARace);
    }

    /** Nothing is waited for here, so that a host may have to hear that another was faster. */
    private static boolean isDoneOrLostARace(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.error().kind() == ErrorKind.CONFLICT;
        }
        return outcome instanceof Outcome.Changed || outcome instanceof Outcome.AlreadySo;
    }

    /** The answers here, then there. */
    private List<Outcome> applyAtOnce(List<Change> here, List<Change> there) throws Exception {
        Future<List<Outcome>> second = otherThread.submit(() -> apply(otherConnector, there));
        List<Outcome> outcomes = new ArrayList<>(apply(tenant.connector(), here));
        outcomes.addAll(second.get());
        return outcomes;
    }

    private static List<Outcome> apply(Connector connector, List<Change> changes) {
        return connector.apply(changes.stream().map(ChangeRequest::of).toList()).stream()
                .map(result -> result.outcome())
                .toList();
    }

    private static Set<Boolean> permitted(
            TenantMatters.Matter matter, List<Wish> here, List<Wish> there, boolean before) {
        List<Boolean> last = Stream.of(here, there)
                .flatMap(wishes -> lastOf(wishes, matter).stream())
                .toList();
        return last.isEmpty() ? Set.of(before) : Set.copyOf(last);
    }

    private static Optional<Boolean> lastOf(List<Wish> wishes, TenantMatters.Matter matter) {
        return wishes.stream()
                .filter(wish -> wish.matter().equals(matter))
                .map(Wish::so)
                .reduce((first, second) -> second);
    }

    /** One host makes it, and the other hears that the name is taken. */
    private void makeTheSameAccount(int number) throws Exception {
        Change joiner = new Change.CreateResource(
                "user",
                Attributes.builder()
                        .put("displayName", "Joiner " + number)
                        .put("mailNickname", "joiner." + number)
                        .put("userPrincipalName", "joiner." + number + "@fabrikam.onmicrosoft.com")
                        .build(),
                Optional.of(new PasswordChoice.Random(false)));

        assertThat(applyAtOnce(List.of(joiner), List.of(joiner)))
                .contains(new Outcome.Changed())
                .filteredOn(outcome -> !(outcome instanceof Outcome.Changed))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("exists"));
    }

    private List<DirectoryObject> joiners() {
        return tenant.all(
                        ObjectType.USER,
                        user -> String.valueOf(user.text("mailNickname")).startsWith("joiner."))
                .toList();
    }

    /** How many passwords a host keeps; each must sign in. */
    private int passwordsThatSignIn(MemoryVault vault) {
        Map<VaultKey, Secret> passwords = new HashMap<>(vault.entries());
        passwords.keySet().removeIf(key -> !key.kind().equals("password"));
        passwords.forEach((key, secret) -> assertThat(secret.<Boolean>reveal(text -> tenant.simulator()
                        .tenant()
                        .passwords()
                        .matches(ResourceId.parse(key.owner()).id(), text)))
                .as("%s", key)
                .isTrue());
        return passwords.size();
    }

    private void putBack(List<TenantMatters.Matter> matters, Map<String, Boolean> atFirst) {
        matters.forEach(matter -> tenant.apply(matter.change(Boolean.TRUE.equals(atFirst.get(matter.name())))));
        joiners().forEach(joiner -> tenant.apply(new Change.DeleteResource(new ResourceId("user", joiner.id()), true)));
    }

    private Set<String> state() {
        return new HashSet<>(tenant.simulator().state());
    }
}
