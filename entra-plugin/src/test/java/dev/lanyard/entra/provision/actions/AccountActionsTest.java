package dev.lanyard.entra.provision.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.EntraPlugin;
import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions on accounts, compared with the whole of the simulator's state. */
class AccountActionsTest {

    private static final String DOMAIN = "@fabrikam.onmicrosoft.com";

    private final ChangingTenant tenant = new ChangingTenant();
    private ResourceId cara = new ResourceId("user", "none");

    @BeforeEach
    void makeAnAccount() {
        cara = make("cara");
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    static List<ActionDescriptor> actions() {
        return new EntraPlugin().descriptor().actions();
    }

    @Test
    void theActions_areTheseByTheirIds() {
        assertThat(actions())
                .extracting(ActionDescriptor::id)
                .contains(
                        "enable-user",
                        "disable-user",
                        "update-user",
                        "update-profile",
                        "set-manager",
                        "check-upn",
                        "revoke-sessions",
                        "revoke-mfa");
    }

    @Test
    void anAccount_isSwitchedOffAndOn() {
        for (Map.Entry<String, String> each :
                List.of(Map.entry("disable-user", "false"), Map.entry("enable-user", "true"))) {
            List<String> changes = tenant.changesOf(() -> assertThat(run(each.getKey(), Map.of()))
                    .satisfies(result -> {
                        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
                        assertThat(result.values()).isEqualTo(Map.of("accountEnabled", each.getValue()));
                    }));

            assertThat(changes).hasSize(2);
            assertThat(changes.get(1)).contains("\"accountEnabled\":" + each.getValue());
            ChangeResult again = run(each.getKey(), Map.of());
            assertThat(again.outcome()).isEqualTo(new Outcome.AlreadySo());
            assertThat(again.values()).isEqualTo(Map.of("accountEnabled", each.getValue()));
        }
    }

    @Test
    void attributes_areSetAndTakenAway_andOnlyThese() {
        ChangeResult set = run(
                "update-user",
                Map.of("jobTitle", "Baker", "department", "Bread", "displayName", "Cara", "manager", " "));
        List<String> changes = tenant.changesOf(() -> assertThat(
                        run("update-user", Map.of("clear", "department, manager", "jobTitle", "Cook"))
                                .values())
                .isEqualTo(Map.of("changed", "department, jobTitle")));

        assertThat(set.values()).isEqualTo(Map.of("changed", "department, jobTitle"));
        assertThat(changes).hasSize(2);
        assertThat(changes.get(1).substring(1).replace("Cook", "Baker"))
                .isEqualTo(changes.get(0).substring(1).replace("\"department\":\"Bread\",", ""));
        assertThat(run("update-user", Map.of("jobTitle", "Cook")).outcome()).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void aProfile_isUpdated_withExtensionAttributes_alsoWhenTheAnswerIsLost() {
        tenant.simulator()
                .setFaults(Fault.of("PATCH /users/{id}", Fault.Kind.DROP_AFTER).times(1));

        ChangeResult result = run(
                "update-profile", Map.of("extensionAttribute7", "seven", "businessPhones", "+49 30 1", "city", "Ulm"));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(state()).contains("\"extensionAttribute7\":\"seven\"", "[\"+49 30 1\"]", "\"city\":\"Ulm\"");
        assertThat(run("update-profile", Map.of("extensionAttribute15", "fifteen"))
                        .values())
                .isEqualTo(Map.of("changed", "extensionAttribute15"));
        assertThat(state()).contains("seven", "fifteen");
    }

    @Test
    void aManager_isSetAndTakenAway_alsoWhenReadsLag() {
        DirectoryObject boss = tenant.all(ObjectType.USER, user -> user.text("employeeId") != null)
                .findFirst()
                .orElseThrow();
        tenant.simulator().setReadLag(Duration.ofSeconds(1));
        cara = make("cara-late");
        Map<String, String> byEmployee = Map.of("manager", String.valueOf(boss.text("employeeId")));

        assertThat(run("set-manager", byEmployee).outcome()).isEqualTo(new Outcome.Changed());
        assertThat(state()).contains("\"managerId\":\"" + boss.id() + "\"");
        assertThat(run("set-manager", Map.of("manager", boss.id())).outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(run("set-manager", Map.of("manager", "")).values()).isEqualTo(Map.of("changed", "manager"));
        assertThat(state()).contains("\"managerId\":null");
        assertThat(run("set-manager", Map.of("manager", "")).outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(run("set-manager", Map.of("manager", "nobody" + DOMAIN)).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("nobody"));
    }

    @Test
    void aPrincipalName_isFree_orTheNextOneIs() {
        make("cara2");
        give("cara3", "proxyAddresses", List.of("SMTP:cara4" + DOMAIN));

        assertThat(check("cara9" + DOMAIN).values())
                .isEqualTo(Map.of("available", "true", "userPrincipalName", "cara9" + DOMAIN));
        ChangeResult taken = check("cara" + DOMAIN);
        assertThat(taken.outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(taken.values()).isEqualTo(Map.of("available", "false", "userPrincipalName", "cara5" + DOMAIN));
        assertThat(check("cara4" + DOMAIN).values()).containsEntry("available", "false");
        assertThat(check("cara@elsewhere.example").outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("domain"));
    }

    @Test
    void whenManyNamesAreTaken_furtherOnesAreAskedFor() {
        for (int number = 2; number <= 13; number++) {
            make("cara" + number);
        }

        assertThat(check("cara" + DOMAIN).values()).containsEntry("userPrincipalName", "cara14" + DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP", "DROP_AFTER", "THROTTLE"})
    void sessions_areRevoked_whateverTheWayDoes(Fault.Kind kind) {
        tenant.simulator()
                .setFaults(
                        Fault.of("POST /users/{id}/revokeSignInSessions", kind).times(1));

        ChangeResult result = run("revoke-sessions", Map.of());

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.values()).isEqualTo(Map.of("revoked", "true"));
        assertThat(state()).contains("signInSessionsValidFromDateTime");
    }

    @ParameterizedTest
    @CsvSource({
        "disable-user, User.EnableDisableAccount.All",
        "update-user, User.ReadWrite.All",
        "revoke-sessions, User.RevokeSessions.All",
        "revoke-mfa, UserAuthenticationMethod.Read.All"
    })
    void withoutThePermission_itIsNamed(String action, String permission) {
        tenant.simulator().setRoles(List.of("User.Read.All"));
        tenant.simulator().expireTokens();
        Map<String, String> arguments = action.equals("update-user") ? Map.of("city", "Ulm") : Map.of();

        assertThat(run(action.equals("update-user") ? "update-profile" : action, arguments)
                        .outcome())
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
                    assertThat(failed.error()).hasMessageContaining(permission);
                });
    }

    @ParameterizedTest
    @MethodSource("actions")
    void whatBreaksTheSchema_isRefusedByName_beforeAnyCall(ActionDescriptor action) {
        Map<String, String> wrong = new HashMap<>(Map.of("noSuchArgument", "any"));
        action.arguments().field("extensionAttribute1").ifPresent(field -> wrong.put(field.name(), "x".repeat(1025)));
        action.arguments().field("usageLocation").ifPresent(field -> wrong.put(field.name(), "Germany"));
        action.arguments().field("userPrincipalName").ifPresent(field -> wrong.put(field.name(), "x".repeat(200)));
        tenant.simulator().resetStats();

        Outcome outcome = tenant.apply(
                        new Change.RunAction(action.id(), action.resourceType().map(type -> cara), wrong))
                .outcome();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains(wrong.keySet()));
        assertThat(tenant.simulator().stats().total().requests()).isZero();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void whatIsAnswered_followsTheSchema(ActionDescriptor action) {
        Map<String, String> arguments = new HashMap<>();
        action.arguments().fields().stream()
                .filter(ConfigField::required)
                .forEach(field -> arguments.put(
                        field.name(), field.name().equals("userPrincipalName") ? "dora" + DOMAIN : "Dora's"));

        ChangeResult result = tenant.apply(
                new Change.RunAction(action.id(), action.resourceType().map(type -> cara), arguments));

        assertThat(result.outcome()).isInstanceOfAny(Outcome.Changed.class, Outcome.AlreadySo.class);
        assertThat(action.results().validate(result.values())).isEmpty();
    }

    @Test
    void aTargetOfAnotherType_orNone_isNotTaken() {
        assertThat(tenant.apply(new Change.RunAction("disable-user", Optional.empty(), Map.of()))
                        .outcome())
                .isInstanceOf(Outcome.Failed.class);
        assertThat(tenant.apply(new Change.RunAction(
                                "disable-user", Optional.of(new ResourceId("group", cara.id())), Map.of()))
                        .outcome())
                .isInstanceOf(Outcome.Failed.class);
        assertThat(run("update-user", Map.of("clear", "displayName, noSuchArgument"))
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("noSuchArgument"));
    }

    @Test
    void aDryRun_changesNothing() {
        for (Map.Entry<String, String> each : Map.of(
                        "disable-user", "PATCH",
                        "revoke-sessions", "POST")
                .entrySet()) {
            assertThat(tenant.changesOf(() -> assertThat(
                                    tenant.dryRun(new Change.RunAction(each.getKey(), Optional.of(cara), Map.of())))
                            .isInstanceOfSatisfying(
                                    Outcome.Planned.class,
                                    planned -> assertThat(planned.calls())
                                            .singleElement()
                                            .satisfies(call ->
                                                    assertThat(call.method()).isEqualTo(each.getValue())))))
                    .isEmpty();
        }
    }

    private ChangeResult run(String action, Map<String, String> arguments) {
        return tenant.apply(new Change.RunAction(action, Optional.of(cara), arguments));
    }

    private ChangeResult check(String principalName) {
        return tenant.apply(
                new Change.RunAction("check-upn", Optional.empty(), Map.of("userPrincipalName", principalName)));
    }

    private String state() {
        return tenant.stateOf(cara);
    }

    private void give(String name, String property, Object value) {
        tenant.simulator().tenant().update(make(name).id(), Map.of(property, value));
    }

    private ResourceId make(String name) {
        Attributes attributes = Attributes.builder()
                .put("displayName", "Cara")
                .put("mailNickname", name)
                .put("userPrincipalName", name + DOMAIN)
                .build();
        return tenant.apply(
                        new Change.CreateResource("user", attributes, Optional.of(new PasswordChoice.Random(false))))
                .resource()
                .orElseThrow();
    }
}
