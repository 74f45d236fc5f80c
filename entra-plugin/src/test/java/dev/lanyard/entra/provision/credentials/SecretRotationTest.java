package dev.lanyard.entra.provision.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.VaultKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets made and replaced, compared with the simulator's state and the vault. */
class SecretRotationTest {

    private static final PasswordChoice RANDOM = new PasswordChoice.Random(false);
    private static final Pattern SECRET =
            Pattern.compile("\\{[^{}]*\"hint\":\"([^\"]*)\"[^{}]*\"keyId\":\"([^\"]*)\"[^{}]*}");

    private final ChangingTenant tenant = new ChangingTenant();
    private final DirectoryObject application = tenant.all(
                    ObjectType.APPLICATION, each -> secrets(each).size() == 1)
            .findFirst()
            .orElseThrow();
    private final String old = secrets(application).keySet().iterator().next();
    private final Change addition =
            new Change.RotateCredential(new ResourceId("application", application.id()), RANDOM);
    private final Change replacement =
            new Change.RotateCredential(new ResourceId("credential", application.id() + "." + old), RANDOM);

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void aSecret_isAddedToAnApplication_andGoesToTheVault() {
        List<String> changes =
                tenant.changesOf(() -> assertThat(tenant.apply(addition)).satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
                    assertThat(result.values()).isEmpty();
                }));

        assertThat(changes).hasSize(2);
        assertThat(secrets()).hasSize(2).containsKey(old);
        assertVaultHasTheNewSecret();
    }

    @Test
    void aSecret_isReplaced_andTheOldOneRemoved() {
        ChangeResult result = tenant.apply(replacement);

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(secrets()).hasSize(1).doesNotContainKey(old);
        assertThat(result.resource().orElseThrow().id())
                .isEqualTo(
                        application.id() + "." + secrets().keySet().iterator().next());
        assertVaultHasTheNewSecret();
    }

    @Test
    void theSameOperationAgain_makesNothing() {
        OperationId operation = OperationId.random();
        tenant.apply(operation, replacement);

        assertThat(tenant.changesOf(
                        () -> assertThat(tenant.apply(operation, replacement).outcome())
                                .isEqualTo(new Outcome.AlreadySo())))
                .isEmpty();
        assertVaultHasTheNewSecret();
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "DROP_AFTER", "TRUNCATE", "THROTTLE"})
    void whenTheAnswerIsLost_theSecretOfNobodyIsRemoved(Fault.Kind kind) {
        tenant.simulator()
                .setFaults(Fault.of("POST /applications/{id}/addPassword", kind).times(1));

        assertThat(tenant.apply(addition).outcome()).isEqualTo(new Outcome.Changed());

        assertThat(secrets()).hasSize(2).containsKey(old);
        assertVaultHasTheNewSecret();
    }

    @Test
    void whenEveryAnswerIsLost_theNextAttemptCleansUp() {
        OperationId operation = OperationId.random();
        tenant.simulator()
                .setFaults(
                        Fault.of("POST /applications/{id}/addPassword", Fault.Kind.DROP_AFTER),
                        Fault.status("POST /applications/{id}/removePassword", 403));
        assertThat(tenant.apply(operation, replacement).outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(secrets()).hasSize(2).containsKey(old);
        tenant.simulator().setFaults();

        assertThat(tenant.apply(operation, replacement).outcome()).isEqualTo(new Outcome.Changed());

        assertThat(secrets()).hasSize(1).doesNotContainKey(old);
        assertVaultHasTheNewSecret();
    }

    @Test
    void whenTheRemovalIsLost_theOldSecretIsGoneAllTheSame() {
        tenant.simulator()
                .setFaults(Fault.of("POST /applications/{id}/removePassword", Fault.Kind.DROP_AFTER)
                        .times(1));

        assertThat(tenant.apply(replacement).outcome()).isEqualTo(new Outcome.Changed());
        assertThat(secrets()).hasSize(1).doesNotContainKey(old);
    }

    @Test
    void whenTheOldOneStays_theNextAttemptRemovesIt_withoutAnotherSecret() {
        OperationId operation = OperationId.random();
        tenant.simulator().setFaults(Fault.status("POST /applications/{id}/removePassword", 403));
        ChangeResult first = tenant.apply(operation, replacement);
        assertThat(first.outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(first.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("in the vault"));
        assertVaultHasTheNewSecret();
        tenant.simulator().setFaults();

        assertThat(tenant.apply(operation, replacement).outcome()).isEqualTo(new Outcome.Changed());

        assertThat(secrets()).hasSize(1).doesNotContainKey(old);
        assertVaultHasTheNewSecret();
    }

    @Test
    void whenTheVaultFails_theNewSecretIsRemovedAgain() {
        tenant.vault().fail(true);

        tenant.apply(replacement);
        ChangeResult result = tenant.apply(replacement);

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error())
                                .hasMessageContaining("vault is out of order")
                                .hasMessageContaining("was removed again"));
        assertThat(secrets()).containsOnlyKeys(old);
    }

    @Test
    void whenReadsLag_theNewSecretIsSeenBeforeItIsDone() {
        tenant.simulator().setReadLag(Duration.ofMillis(1500));
        OperationId operation = OperationId.random();

        assertThat(tenant.apply(operation, replacement).findings()).isEmpty();
        assertThat(tenant.apply(operation, replacement).outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(secrets()).hasSize(1);
    }

    @Test
    void aServicePrincipal_takesASecret_butNotAManagedIdentity() {
        String principal = tenant.find(
                ObjectType.SERVICE_PRINCIPAL, each -> "Application".equals(each.text("servicePrincipalType")));
        String identity = tenant.find(
                ObjectType.SERVICE_PRINCIPAL, each -> "ManagedIdentity".equals(each.text("servicePrincipalType")));

        assertThat(rotate("service-principal", principal).outcome()).isEqualTo(new Outcome.Changed());
        assertThat(tenant.vault().entries()).hasSize(1);
        assertRefused(rotate("service-principal", identity), "managed-identity");
    }

    @Test
    void aCertificate_andAChosenSecret_areRefused() {
        DirectoryObject certified = tenant.all(
                        ObjectType.APPLICATION, each -> tenant.stateOf(each).contains("\"usage\":\"Verify\""))
                .findFirst()
                .orElseThrow();
        MatchResult certificate = Pattern.compile("\"keyCredentials\":\\[\\{[^{}]*\"keyId\":\"([^\"]*)\"")
                .matcher(tenant.stateOf(certified))
                .results()
                .findFirst()
                .orElseThrow();

        assertRefused(rotate("credential", certified.id() + "." + certificate.group(1)), "certificate");
        assertRefused(
                tenant.apply(new Change.RotateCredential(
                        new ResourceId("application", application.id()),
                        new PasswordChoice.Supplied(Secret.of("MARKER-secret-1"), false))),
                "made-by-graph");
        assertThat(rotate("credential", application.id() + ".00000000-0000-0000-0000-000000000001")
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThat(rotate("application", "00000000-0000-0000-0000-000000000001").outcome())
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void withoutThePermission_itIsNamed() {
        tenant.simulator().setRoles(List.of("User.Read.All", "Application.Read.All"));
        tenant.simulator().expireTokens();

        assertThat(tenant.apply(addition).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error()).hasMessageContaining("Application.ReadWrite.All"));
    }

    @Test
    void aDryRun_showsBothCalls_andSendsNeither() {
        assertThat(tenant.changesOf(() -> assertThat(tenant.dryRun(replacement))
                        .isInstanceOfSatisfying(
                                Outcome.Planned.class,
                                planned -> assertThat(planned.calls())
                                        .satisfiesExactly(
                                                call -> assertThat(call.address())
                                                        .endsWith("/addPassword"),
                                                call -> assertThat(call.body()).contains(old)))))
                .isEmpty();
        assertThat(tenant.vault().entries()).isEmpty();
    }

    private ChangeResult rotate(String type, String id) {
        return tenant.apply(new Change.RotateCredential(new ResourceId(type, id), RANDOM));
    }

    private static void assertRefused(ChangeResult result, String code) {
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    /** One entry, under the key of the one new secret, and it is that secret as far as Graph still tells. */
    private void assertVaultHasTheNewSecret() {
        Map<String, String> made = secrets();
        made.remove(old);
        assertThat(made).hasSize(1);
        String keyId = made.keySet().iterator().next();
        assertThat(tenant.vault().entries())
                .containsOnlyKeys(new VaultKey("client-secret", "credential/" + application.id() + "." + keyId))
                .allSatisfy((key, secret) -> assertThat(secret.<String>reveal(text -> text))
                        .hasSizeGreaterThan(30)
                        .startsWith(made.get(keyId)));
    }

    private Map<String, String> secrets() {
        return secrets(application);
    }

    /** The first characters of an application's secrets by key ids. */
    private Map<String, String> secrets(DirectoryObject owner) {
        Map<String, String> hints = new TreeMap<>();
        SECRET.matcher(tenant.stateOf(owner)).results().forEach(found -> hints.put(found.group(2), found.group(1)));
        return hints;
    }
}
