package dev.lanyard.entra.provision.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What accounts may be like: passwords, domains, lengths, and what is kept of composed properties. */
class AccountRulesTest {

    private static final String FEDERATED = "bob@federated.example";
    private static final PasswordChoice RANDOM = new PasswordChoice.Random(true);

    private final ChangingTenant tenant = new ChangingTenant();

    @BeforeEach
    void federateADomain() {
        tenant.simulator().setDirectoryRoles(DirectoryRole.USER_ADMINISTRATOR);
        DirectoryObject organization =
                tenant.all(ObjectType.ORGANIZATION, any -> true).findFirst().orElseThrow();
        tenant.simulator()
                .tenant()
                .update(
                        organization.id(),
                        Map.of(
                                "verifiedDomains",
                                List.of(
                                        Map.of("name", "fabrikam.onmicrosoft.com", "type", "Managed"),
                                        Map.of("name", "federated.example", "type", "Federated"))));
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void inAFederatedDomain_thereIsNoPassword() {
        Attributes linked = with(bob(FEDERATED), "onPremisesImmutableId", "Ym9i");

        ChangeResult result = tenant.apply(new Change.CreateResource("user", linked, Optional.of(RANDOM)));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(tenant.vault().entries()).isEmpty();
        assertThat(tenant.stateOf(result.resource().orElseThrow()))
                .contains("\"onPremisesImmutableId\":\"Ym9i\"")
                .doesNotContain("lastPasswordChangeDateTime");
    }

    @Test
    void whatDoesNotFitTheDomain_isRefused_beforeAnythingIsWritten() {
        Attributes linked = with(bob(FEDERATED), "onPremisesImmutableId", "Ym9i");
        Optional<PasswordChoice> supplied =
                Optional.of(new PasswordChoice.Supplied(Secret.of("Correct horse 1"), false));
        Optional<PasswordChoice> none = Optional.of(new PasswordChoice.None());

        assertThat(reason(new Change.CreateResource("user", bob(FEDERATED), none)))
                .contains("onPremisesImmutableId is required");
        assertThat(reason(new Change.CreateResource("user", linked, supplied))).contains("the password has no place");
        assertThat(reason(new Change.CreateResource("user", bob("bob@fabrikam.onmicrosoft.com"), none)))
                .contains("without password");
        assertThat(reason(new Change.CreateResource("user", bob("bob@elsewhere.example"), Optional.of(RANDOM))))
                .contains("elsewhere.example is no verified domain");
    }

    @Test
    void aSuppliedPassword_isCheckedBeforeAnyCall() {
        tenant.simulator().resetStats();

        assertThat(reason(new Change.CreateResource(
                        "user",
                        bob("bob@fabrikam.onmicrosoft.com"),
                        Optional.of(new PasswordChoice.Supplied(Secret.of("MARKER-bob-7"), false)))))
                .contains("in front of the @")
                .doesNotContain("MARKER");
        assertThat(tenant.simulator().stats().total().requests()).isZero();
        ResourceId bob = make();
        assertThat(reason(new Change.RotateCredential(bob, new PasswordChoice.Supplied(Secret.of("short"), false))))
                .contains("8 to 256");
    }

    @Test
    void theNextSignIn_canAskForAnotherPassword() {
        ResourceId bob = make();
        assertThat(state(bob)).contains("\"forceChangePasswordNextSignIn\":true");

        tenant.apply(new Change.RotateCredential(bob, new PasswordChoice.Random(false)));

        assertThat(state(bob)).contains("\"forceChangePasswordNextSignIn\":false");
    }

    @Test
    void oneExtensionAttribute_leavesTheOthers() {
        ResourceId bob = make();
        set(bob, "extensionAttribute1", "one");
        set(bob, "extensionAttribute15", "fifteen");
        Change clear = new Change.UpdateResource(bob, Attributes.NONE, Set.of("extensionAttribute1"));

        assertThat(state(bob)).contains("\"extensionAttribute1\":\"one\"", "\"extensionAttribute15\":\"fifteen\"");
        assertThat(tenant.apply(clear).outcome()).isEqualTo(new Outcome.Changed());
        assertThat(state(bob)).contains("\"extensionAttribute15\":\"fifteen\"").doesNotContain("\"one\"");
        assertThat(tenant.apply(clear).outcome()).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void whatCannotBe_isRefusedByName() {
        ResourceId bob = make();
        Attributes wrong = Attributes.builder()
                .put("department", "x".repeat(65))
                .put("passwordProfile", "x")
                .put("usageLocation", "Germany")
                .build();

        assertThat(reason(new Change.UpdateResource(bob, wrong, Set.of("displayName", "createdDateTime"))))
                .contains("department must have at most 64")
                .contains("passwordProfile is unknown or cannot be written")
                .contains("usageLocation must be the two capital letters")
                .contains("displayName can be replaced, but not taken away")
                .contains("createdDateTime is unknown or cannot be written");
    }

    @Test
    void withoutThePermission_theLeastIsNamed() {
        ResourceId bob = make();
        tenant.simulator().setRoles(List.of("User.Read.All"));
        tenant.simulator().expireTokens();

        assertThat(failure(
                        new Change.CreateResource("user", bob("bob2@fabrikam.onmicrosoft.com"), Optional.of(RANDOM))))
                .contains("User.ReadWrite.All");
        assertThat(failure(new Change.SetEnabled(bob, false))).contains("User.EnableDisableAccount.All");
        assertThat(failure(new Change.DeleteResource(bob, false))).contains("User.DeleteRestore.All");
        assertThat(failure(new Change.RotateCredential(bob, RANDOM))).contains("User-PasswordProfile.ReadWrite.All");
    }

    @Test
    void aThrottledCreation_isMadeOnce() {
        tenant.simulator().setFaults(Fault.throttle("POST /users", 1).times(2));

        assertThat(tenant.changesOf(this::make)).hasSize(1);
    }

    private ResourceId make() {
        ChangeResult result = tenant.apply(
                new Change.CreateResource("user", bob("bob@fabrikam.onmicrosoft.com"), Optional.of(RANDOM)));
        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        return result.resource().orElseThrow();
    }

    private void set(ResourceId account, String name, String value) {
        Attributes attributes = Attributes.builder().put(name, value).build();
        assertThat(tenant.apply(new Change.UpdateResource(account, attributes, Set.of()))
                        .outcome())
                .isEqualTo(new Outcome.Changed());
    }

    private String state(ResourceId account) {
        return tenant.stateOf(account);
    }

    private String reason(Change change) {
        ChangeResult[] result = new ChangeResult[1];
        assertThat(tenant.changesOf(() -> result[0] = tenant.apply(change))).isEmpty();
        assertThat(result[0].outcome()).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) result[0].outcome()).refusal().reason();
    }

    private String failure(Change change) {
        ChangeResult result = tenant.apply(change);
        assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
        return String.valueOf(((Outcome.Failed) result.outcome()).error().getMessage());
    }

    private static Attributes bob(String principalName) {
        return Attributes.builder()
                .put("displayName", "Bob")
                .put("mailNickname", principalName.replaceAll("@.*", ""))
                .put("userPrincipalName", principalName)
                .build();
    }

    private static Attributes with(Attributes attributes, String name, String value) {
        Attributes.Builder more = Attributes.builder().put(name, value);
        attributes.forEach(more::put);
        return more.build();
    }
}
