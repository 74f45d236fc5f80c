package dev.lanyard.entra.provision.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-in methods taken away, compared with the whole of the simulator's state. */
class MethodRevocationTest {

    private final ChangingTenant tenant = new ChangingTenant();

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void everyMethodButThePassword_isRemoved_theDefaultLast() {
        ResourceId person = personWith("authenticator", "phone", "fido2");
        List<String> changes = tenant.changesOf(() -> assertThat(run(person)).satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
            assertThat(result.values()).containsEntry("removed", "3").containsEntry("remaining", "0");
            assertThat(result.values().get("methods"))
                    .contains("password 28c10230-6103-485e-b985-444c60001490 skipped", "removed");
        }));

        assertThat(changes).hasSize(3).allSatisfy(line -> assertThat(line).startsWith("-"));
        // The default was refused by none, for it went last.
        assertThat(tenant.simulator().stats().endpoints().entrySet().stream()
                        .filter(each -> each.getKey().startsWith("DELETE "))
                        .mapToLong(each -> each.getValue().requests())
                        .sum())
                .isEqualTo(3);
        ChangeResult again = run(person);
        assertThat(again.outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(again.values()).containsEntry("removed", "0").containsEntry("remaining", "0");
    }

    @Test
    void anAlternateNumber_goesBeforeTheFirst_alsoWhenReadsLag() {
        ResourceId person = personWith("alternate", "phone", "email");
        tenant.simulator().setReadLag(Duration.ofSeconds(1));

        assertThat(run(person).values()).containsEntry("removed", "3").containsEntry("remaining", "0");
        assertThat(run(person).outcome()).isEqualTo(new Outcome.AlreadySo());
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "DROP_AFTER"})
    void whenAnAnswerIsLost_everythingIsRemovedAllTheSame(Fault.Kind kind) {
        ResourceId person = personWith("authenticator", "phone", "fido2");
        tenant.simulator()
                .setFaults(Fault.of("DELETE /users/{id}/authentication/fido2Methods/{id}", kind)
                        .times(1));

        assertThat(run(person).values()).containsEntry("removed", "3");
        assertThat(methodsOf(person)).isEmpty();
    }

    @Test
    void whatStays_isToldWithItsReason_andRemovedByTheNextAttempt() {
        ResourceId person = personWith("authenticator", "phone", "fido2");
        tenant.simulator()
                .setFaults(Fault.status("DELETE /users/{id}/authentication/microsoftAuthenticatorMethods/{id}", 400));

        ChangeResult result = run(person);
        tenant.simulator().setFaults();

        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.CONFLICT);
            assertThat(failed.error()).hasMessageContaining("microsoftAuthenticator");
        });
        assertThat(result.values()).containsEntry("removed", "2").containsEntry("remaining", "1");
        assertThat(result.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).startsWith("stays: "));
        assertThat(run(person).values()).containsEntry("removed", "1").containsEntry("remaining", "0");
    }

    @Test
    void withoutThePermissionToRemove_itIsNamed_andNothingIsRemoved() {
        ResourceId person = personWith("fido2");
        tenant.simulator().setRoles(List.of("User.Read.All", "UserAuthenticationMethod.Read.All"));
        tenant.simulator().expireTokens();

        assertThat(tenant.changesOf(() -> assertThat(run(person).outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.error())
                                        .hasMessageContaining("UserAuthenticationMethod.ReadWrite.All"))))
                .isEmpty();
    }

    @Test
    void aDryRun_showsEachDeletion() {
        ResourceId person = personWith("authenticator", "phone", "fido2");

        assertThat(tenant.changesOf(() -> assertThat(
                                tenant.dryRun(new Change.RunAction("revoke-mfa", Optional.of(person), Map.of())))
                        .isInstanceOfSatisfying(
                                Outcome.Planned.class,
                                planned -> assertThat(planned.calls())
                                        .hasSize(3)
                                        .last()
                                        .satisfies(call ->
                                                assertThat(call.address()).contains("microsoftAuthenticator")))))
                .isEmpty();
    }

    private ChangeResult run(ResourceId person) {
        return tenant.apply(new Change.RunAction("revoke-mfa", Optional.of(person), Map.of()));
    }

    /** Somebody who has methods of these kinds, and no others. */
    private ResourceId personWith(String... kinds) {
        Set<String> wanted = Set.of(kinds);
        return new ResourceId(
                "user",
                tenant.all(ObjectType.USER, user -> kinds(user.id()).equals(wanted))
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    private Set<String> kinds(String userId) {
        return methodsOf(new ResourceId("user", userId)).stream()
                .map(method -> switch (method.type()) {
                    case PHONE_METHOD ->
                        method.id().endsWith("b6332ec1-7057-4abe-9331-3d72feddfe41") ? "alternate" : "phone";
                    case AUTHENTICATOR_METHOD -> "authenticator";
                    case FIDO2_METHOD -> "fido2";
                    default -> "email";
                })
                .collect(Collectors.toSet());
    }

    private List<DirectoryObject> methodsOf(ResourceId person) {
        return Arrays.stream(tenant.truth()
                        .linked(Link.AUTHENTICATION_METHODS, tenant.truth().slot(person.id())))
                .mapToObj(tenant.truth()::object)
                .filter(Objects::nonNull)
                .toList();
    }
}
