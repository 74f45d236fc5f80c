package dev.lanyard.entra.provision.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.VaultKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts from their making to their end, compared with the whole of the simulator's state. */
class AccountsTest {

    private static final Change.CreateResource ANN = ann(new PasswordChoice.Random(false));
    private static final String MARKER = "MARKER-Passw0rd-7";

    private final ChangingTenant tenant = new ChangingTenant();

    @BeforeEach
    void letTheApplicationChangePasswords() {
        tenant.simulator().setDirectoryRoles(DirectoryRole.USER_ADMINISTRATOR);
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void anAccount_isMadeOnce_withAPasswordThatWorks() {
        List<String> changes =
                tenant.changesOf(() -> assertThat(tenant.apply(ANN)).satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
                    assertThat(result.findings()).isEmpty();
                }));

        assertThat(changes).singleElement().asString().startsWith("+").contains("\"jobTitle\":\"Joiner\"");
        assertThat(tenant.apply(ANN).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("exists"));
        assertPasswordWorks();
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP_AFTER", "DROP", "TRUNCATE"})
    void whenTheAnswerIsLost_thereIsOneAccount_andItsPasswordWorks(Fault.Kind kind) {
        tenant.simulator().setFaults(Fault.of("POST /users", kind).times(1));

        List<String> changes =
                tenant.changesOf(() -> assertThat(tenant.apply(ANN).outcome()).isEqualTo(new Outcome.Changed()));

        assertThat(changes).hasSize(1);
        assertPasswordWorks();
    }

    @Test
    void whenEveryAnswerIsLost_theSameOperationFindsTheAccountLater() {
        OperationId operation = OperationId.random();
        tenant.simulator()
                .setFaults(Fault.of("POST /users", Fault.Kind.DROP_AFTER), Fault.status("GET /users/{id}", 403));
        assertThat(tenant.apply(operation, ANN).outcome()).isInstanceOf(Outcome.Failed.class);
        tenant.simulator().setFaults();

        ChangeResult again = tenant.apply(operation, ANN);

        assertThat(again.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(people("Ann")).hasSize(1);
        assertPasswordWorks();
    }

    @Test
    void whenThePlatformLosesTheAnswer_theSameOperationFindsTheAccount() {
        OperationId operation = OperationId.random();
        ChangeResult made = tenant.apply(operation, ANN);

        ChangeResult again = tenant.apply(operation, ANN);

        assertThat(again.outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(again.resource()).isEqualTo(made.resource());
        assertThat(people("Ann")).hasSize(1);
        assertPasswordWorks();
    }

    @Test
    void whenTheVaultFails_noAccountIsMade() {
        tenant.vault().fail(true);

        assertThat(tenant.changesOf(() -> assertThat(tenant.apply(ANN).outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.error()).hasMessageContaining("vault"))))
                .isEmpty();
    }

    @Test
    void someoneElsesName_isRefused_andLeavesNothingInTheVault() {
        tenant.apply(ann(new PasswordChoice.Supplied(Secret.of(MARKER), false)));
        Set<VaultKey> before = Set.copyOf(tenant.vault().entries().keySet());

        assertThat(tenant.apply(ANN).outcome()).isInstanceOf(Outcome.Refused.class);

        assertThat(tenant.vault().entries().keySet()).isEqualTo(before);
        assertPasswordWorks();
    }

    @Test
    void aManagerWhoIsNotFound_isSaid_andTheAccountIsMade() {
        Change.CreateResource managed = new Change.CreateResource(
                "user", with(ANN.attributes(), "manager", "nobody@fabrikam.onmicrosoft.com"), ANN.password());

        ChangeResult result = tenant.apply(managed);

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("nobody@fabrikam"));
    }

    @Test
    void aManager_isFoundByNameOrEmployeeId_alsoWhenReadsLag() {
        DirectoryObject boss = tenant.all(ObjectType.USER, user -> user.text("employeeId") != null)
                .findFirst()
                .orElseThrow();
        tenant.simulator().setReadLag(Duration.ofSeconds(1));

        ChangeResult result = tenant.apply(new Change.CreateResource(
                "user", with(ANN.attributes(), "manager", String.valueOf(boss.text("employeeId"))), ANN.password()));

        assertThat(result.findings()).isEmpty();
        assertThat(tenant.stateOf(people("Ann").get(0))).contains("\"managerId\":\"" + boss.id() + "\"");
    }

    @Test
    void whatCannotBe_isRefusedByName_allAtOnce_beforeAnythingIsSent() {
        Attributes wrong = Attributes.builder()
                .put("displayName", "Ann")
                .put("employeeId", "12345678901234567")
                .put("signInActivity", "today")
                .put("accountEnabled", "perhaps")
                .build();

        Outcome outcome = tenant.apply(new Change.CreateResource("user", wrong, Optional.empty()))
                .outcome();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .contains(
                                        "employeeId", "signInActivity", "accountEnabled", "mailNickname is required"));
        assertThat(tenant.vault().entries()).isEmpty();
    }

    @Test
    void severalTimes_areWrittenAsGraphWritesThem_andWhatIsNoListOfValuesIsRefusedByName() {
        String dates = "extension_0f3a_dates";
        AttributeValue time = new AttributeValue.Time(Instant.parse("2026-03-01T00:00:00Z"));
        AttributeValue several = new AttributeValue.Sequence(List.of(time));

        assertThat(tenant.dryRun(withValue(dates, several)))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls().get(0).body())
                                .contains("\"" + dates + "\":[\"2026-03-01T00:00:00Z\"]"));
        assertThat(tenant.dryRun(withValue(dates, new AttributeValue.Sequence(List.of(several)))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains(dates));
        assertThat(tenant.dryRun(withValue("otherMails", new AttributeValue.Text(","))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("otherMails"));
    }

    private static Change withValue(String name, AttributeValue value) {
        Attributes.Builder more = Attributes.builder().put(name, value);
        ANN.attributes().forEach(more::put);
        return new Change.CreateResource("user", more.build(), ANN.password());
    }

    @Test
    void anUpdate_touchesOnlyWhatItNames() {
        ResourceId ann = make();
        Change.UpdateResource update = new Change.UpdateResource(
                ann, Attributes.builder().put("city", "Ulm").build(), Set.of("jobTitle"));

        List<String> changes = tenant.changesOf(
                () -> assertThat(tenant.apply(update).outcome()).isEqualTo(new Outcome.Changed()));

        assertThat(changes).hasSize(2);
        String before = changes.get(0).substring(1);
        assertThat(changes.get(1).substring(1).replace("\"city\":\"Ulm\",", ""))
                .isEqualTo(before.replace("\"jobTitle\":\"Joiner\",", ""));
        assertThat(tenant.apply(update).outcome()).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void anAccount_isSwitchedOff_deleted_restored_andPurged() {
        ResourceId ann = make();
        for (Change change : List.of(
                new Change.SetEnabled(ann, false),
                new Change.DeleteResource(ann, false),
                new Change.RestoreResource(ann),
                new Change.SetEnabled(ann, true),
                new Change.DeleteResource(ann, true))) {
            assertThat(tenant.apply(change).outcome()).as(change.toString()).isEqualTo(new Outcome.Changed());
            assertThat(tenant.apply(change).outcome()).as("again: " + change).isEqualTo(new Outcome.AlreadySo());
        }
        assertThat(tenant.apply(new Change.RestoreResource(ann)).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }

    @Test
    void aDeletion_whoseAnswerIsLost_isFoundOut() {
        ResourceId ann = make();
        tenant.simulator()
                .setFaults(Fault.of("DELETE /users/{id}", Fault.Kind.DROP_AFTER).times(1));

        assertThat(tenant.apply(new Change.DeleteResource(ann, false)).outcome())
                .isEqualTo(new Outcome.Changed());
    }

    @Test
    void aFailureToRead_isNeverTakenForGone() {
        ResourceId ann = make();
        tenant.simulator().setFaults(Fault.status("GET /users/{id}", 403), Fault.status("DELETE /users/{id}", 404));

        assertThat(tenant.changesOf(() -> assertThat(tenant.apply(new Change.DeleteResource(ann, false))
                                .outcome())
                        .isInstanceOf(Outcome.Failed.class)))
                .isEmpty();
    }

    @Test
    void whatOneReadDoesNotShow_isDeletedAllTheSame() {
        ResourceId ann = make();
        tenant.simulator().setFaults(Fault.status("GET /users/{id}", 404).times(1));
        assertThat(tenant.apply(new Change.DeleteResource(ann, false)).outcome())
                .isEqualTo(new Outcome.Changed());
        assertThat(people("Ann")).isEmpty();

        tenant.simulator()
                .setFaults(Fault.status("GET /directory/deletedItems/{id}/microsoft.graph.user", 404)
                        .times(1));
        assertThat(tenant.apply(new Change.DeleteResource(ann, true)).outcome()).isEqualTo(new Outcome.Changed());
        assertThat(tenant.simulator().tenant().restorable()).doesNotContain(ann.id());
    }

    @Test
    void aPassword_isRotated_andTheVaultHasTheOneThatWorks() {
        ResourceId ann = make();
        tenant.simulator()
                .setFaults(Fault.of("PATCH /users/{id}", Fault.Kind.DROP_AFTER).times(1));

        Outcome outcome = tenant.apply(new Change.RotateCredential(ann, new PasswordChoice.Random(false)))
                .outcome();

        assertThat(outcome).isEqualTo(new Outcome.Changed());
        assertPasswordWorks();
    }

    @Test
    void withoutTheDirectoryRole_aPasswordStays_andTheRoleIsNamed() {
        ResourceId ann = make();
        tenant.simulator().setDirectoryRoles();
        tenant.simulator().expireTokens();

        ChangeResult result = tenant.apply(new Change.RotateCredential(ann, new PasswordChoice.Random(false)));

        assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(result.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("User Administrator"));
        assertPasswordWorks();
    }

    @Test
    void anAccountFromOnPremises_isChangedThere() {
        ResourceId synced = new ResourceId(
                "user",
                tenant.find(ObjectType.USER, user -> tenant.stateOf(user).contains("\"onPremisesSyncEnabled\":true")));
        assertThat(tenant.apply(new Change.SetEnabled(synced, false)).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("synced"));
    }

    @Test
    void aDryRun_showsTheCalls_withoutThePassword_andLeavesTheVaultAlone() {
        List<String> changes = tenant.changesOf(() -> assertThat(
                        tenant.dryRun(ann(new PasswordChoice.Supplied(Secret.of(MARKER), true))))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls())
                                .singleElement()
                                .satisfies(call -> assertThat(call.body())
                                        .contains("\"displayName\":\"Ann\"", "***")
                                        .doesNotContain(MARKER))));

        assertThat(changes).isEmpty();
        assertThat(tenant.vault().entries()).isEmpty();
    }

    private ResourceId make() {
        return tenant.apply(ANN).resource().orElseThrow();
    }

    private List<DirectoryObject> people(String name) {
        return tenant.all(ObjectType.USER, user -> name.equals(user.text("displayName")))
                .toList();
    }

    /** One account, one entry, and the one opens the other. */
    private void assertPasswordWorks() {
        String id = people("Ann").get(0).id();
        VaultKey password = new VaultKey("password", "user/" + id);
        assertThat(tenant.vault().entries().keySet())
                .containsExactlyInAnyOrder(password, new VaultKey("made-by", "user/" + id));
        assertThat(tenant.vault().entries().get(password))
                .satisfies(secret -> assertThat(secret.<Boolean>reveal(
                                text -> tenant.simulator().tenant().passwords().matches(id, text)))
                        .isTrue());
    }

    private static Change.CreateResource ann(PasswordChoice password) {
        return new Change.CreateResource(
                "user",
                Attributes.builder()
                        .put("displayName", "Ann")
                        .put("mailNickname", "ann.joiner")
                        .put("userPrincipalName", "ann.joiner@fabrikam.onmicrosoft.com")
                        .put("jobTitle", "Joiner")
                        .build(),
                Optional.of(password));
    }

    private static Attributes with(Attributes attributes, String name, String value) {
        Attributes.Builder more = Attributes.builder().put(name, value);
        attributes.forEach(more::put);
        return more.build();
    }
}
