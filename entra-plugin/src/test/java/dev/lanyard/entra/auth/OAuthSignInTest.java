package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.entra.EntraPlugin;
import dev.lanyard.entra.testing.Browser;
import dev.lanyard.entra.testing.SignInTenant;
import dev.lanyard.simulator.login.Administrator;
import dev.lanyard.simulator.login.DelegatedGrants;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.auth.AuthorizationAnswer;
import dev.lanyard.spi.auth.AuthorizationRequest;
import dev.lanyard.spi.auth.Consent;
import dev.lanyard.spi.auth.OAuthFlow;
import dev.lanyard.spi.auth.ProofKey;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.VaultKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in on behalf of an administrator, from the browser to the vault and on. */
class OAuthSignInTest {

    private static final URI REDIRECT = URI.create("http://localhost:49152");
    private static final VaultKey KEY = new VaultKey("refresh-token", "administrator");
    private static final Map<String, String> WAY = Map.of("signIn", "oauth");
    private static final Administrator ADMINISTRATOR = new Administrator(
            "5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e2f",
            "admin@fabrikam.example",
            List.of("User.Read.All", "GroupMember.Read.All"));

    private final SignInTenant tenant = new SignInTenant();
    private final DelegatedGrants grants = tenant.simulator().delegated();
    private final Browser browser = new Browser(tenant.simulator().caPem());

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void consent_isGivenOnce_andServesConnectorsFromThenOn() {
        Consent consent = signIn(WAY);

        assertThat(consent)
                .isEqualTo(new Consent("admin@fabrikam.example", List.of("GroupMember.Read.All", "User.Read.All")));
        assertThat(tenant.host().vault().entries()).containsOnlyKeys(KEY);
        tenant.assertWorks(WAY);
        tenant.assertWorks(WAY);
        assertThat(tenant.flow(WAY).renew()).isEqualTo(consent);
    }

    @Test
    void check_tellsWhatTheAdministratorHasConsentedTo() {
        signIn(WAY);
        try (Connector connector = tenant.open(WAY)) {
            assertThat(connector.check().capabilities())
                    .filteredOn(status -> status.capability().equals("applications"))
                    .flatExtracting(status -> status.findings())
                    .anySatisfy(finding -> assertThat(finding.subject()).isEqualTo("Application.Read.All"));
        }
    }

    @Test
    void onlyThisWay_hasAFlow() {
        assertThat(new EntraPlugin().oauthFlow(tenant.config(Map.of("clientSecret", "s")), tenant.host()))
                .isEmpty();
    }

    @Test
    void address_leadsToTheTenantsLogin_andGivesNothingAway() {
        AuthorizationRequest request = tenant.flow(WAY).begin(REDIRECT);
        AuthorizationRequest other = tenant.flow(WAY).begin(REDIRECT);

        assertThat(request.address().toString())
                .startsWith(tenant.simulator().url() + "/" + tenant.simulator().tenantId() + "/oauth2/v2.0/authorize?")
                .contains("code_challenge_method=S256", "response_type=code", "offline_access")
                .doesNotContain(request.codeVerifier().<String>reveal(text -> text));
        assertThat(request.state()).isNotEqualTo(other.state());
        assertThat(request.codeVerifier()).isNotEqualTo(other.codeVerifier());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://platform.example/back",
                "https://platform.example/back#part",
                "ftp://localhost",
                "localhost:8080"
            })
    void redirect_thatCouldNotBeTaken_isRefused(String redirect) {
        OAuthFlow flow = tenant.flow(WAY);

        assertThatThrownBy(() -> flow.begin(URI.create(redirect)))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID));
    }

    @Test
    void administrator_whoDeclines_isNamedAsTheReason() {
        grants.signIn(ADMINISTRATOR);
        grants.decline();

        ConnectorException failure = failure(() -> complete(WAY));

        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.serviceCode()).contains("AADSTS65004");
        assertThat(failure.getMessage()).contains("consented");
        assertThat(tenant.host().vault().entries()).isEmpty();
    }

    @Test
    void refusal_inUnknownWords_isNotRepeated() {
        OAuthFlow flow = tenant.flow(WAY);
        AuthorizationRequest request = flow.begin(REDIRECT);

        ConnectorException failure = failure(
                () -> flow.complete(request, new AuthorizationAnswer.Refused("<script>", "call 0900-PHISHING")));

        assertThat(failure.getMessage() + failure.remedy()).doesNotContain("script", "PHISHING");
    }

    @Test
    void code_isGoodOnce_soon_andForWhomItWasMade() {
        grants.signIn(ADMINISTRATOR);
        OAuthFlow flow = tenant.flow(WAY);
        AuthorizationRequest request = flow.begin(REDIRECT);
        AuthorizationAnswer answer = request.answer(browser.follow(request.address()));
        AuthorizationRequest foreign = new AuthorizationRequest(
                request.address(),
                request.redirect(),
                request.state(),
                ProofKey.random().verifier());
        AuthorizationRequest elsewhere = new AuthorizationRequest(
                request.address(), URI.create("http://localhost:1"), request.state(), request.codeVerifier());

        assertCode(failure(() -> flow.complete(foreign, answer)), "AADSTS501481", "by somebody else");
        assertCode(failure(() -> flow.complete(elsewhere, answer)), "AADSTS500112", "redirect address");
        flow.complete(request, answer);
        assertCode(failure(() -> flow.complete(request, answer)), "AADSTS54005", "used already");
        AuthorizationAnswer late = request.answer(browser.follow(request.address()));
        tenant.simulator().clock().advance(Duration.ofMinutes(11));
        assertCode(failure(() -> flow.complete(request, late)), "AADSTS70008", "has expired");
        assertCode(
                failure(() -> flow.complete(request, new AuthorizationAnswer.Code(Secret.of("MARKER-no-code")))),
                "AADSTS9002313",
                "cannot read the code");
    }

    @Test
    void secret_isNeededForTheWeb_andRefusedForTheDesktop() {
        String secret = tenant.simulator().clientSecret();
        Map<String, String> withSecret = Map.of("signIn", "oauth", "oauthClientSecret", secret);
        grants.signIn(ADMINISTRATOR);
        assertCode(failure(() -> complete(withSecret)), "AADSTS700025", "oauthClientSecret: ");
        tenant.simulator().registration().setWeb(true);
        assertCode(failure(() -> complete(WAY)), "AADSTS7000218", "oauthClientSecret: ");
        assertCode(
                failure(() -> complete(Map.of("signIn", "oauth", "oauthClientSecret", "MARKER-wrong"))),
                "AADSTS7000215",
                "oauthClientSecret: ");

        complete(withSecret);
        tenant.assertWorks(withSecret);

        tenant.simulator().registration().expireSecret();
        assertCode(tenant.failure(withSecret, secret), "AADSTS7000222", "oauthClientSecret: the secret has expired");
    }

    @Test
    void beforeAnybodyHasSignedIn_thatIsWhatIsMissing() {
        ConnectorException failure = tenant.failure(WAY);

        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.getMessage()).contains("no administrator has signed in yet", "refresh-token/administrator");
        assertThat(failure.remedy()).contains("let an administrator sign in");
    }

    @ParameterizedTest
    @CsvSource({
        "consent, AADSTS65001, consented",
        "sessions, AADSTS50173, revoked",
        "frequency, AADSTS70043, more often",
        "time, AADSTS700082, too long",
    })
    void signIn_thatIsNoLongerHonoured_saysWhy_andToSignInAgain(String what, String code, String message) {
        signIn(WAY);
        Map<String, Consumer<DelegatedGrants>> ends = Map.of(
                "consent", DelegatedGrants::revokeConsent,
                "sessions", DelegatedGrants::revokeSessions,
                "frequency", DelegatedGrants::askForNewSignIn,
                "time", unused -> tenant.simulator().clock().advance(Duration.ofDays(91)));

        Objects.requireNonNull(ends.get(what)).accept(grants);

        ConnectorException failure = tenant.failure(WAY);
        assertCode(failure, code, message);
        assertThat(failure.remedy()).contains("sign in again");
        signIn(WAY);
        tenant.assertWorks(WAY);
    }

    @Test
    void token_thatExpiresInTheMiddleOfASync_isRenewedByTheRefreshToken() {
        signIn(WAY);
        try (Connector connector = tenant.open(WAY)) {
            tenant.assertReads(connector);
            Secret before = kept();
            tenant.simulator().expireTokens();
            tenant.assertReads(connector);
            assertThat(kept()).isNotEqualTo(before);
        }
    }

    @Test
    void newRefreshToken_isInTheVaultBeforeTheTokenIsUsed() {
        signIn(WAY);
        tenant.simulator().resetStats();
        tenant.host().vault().fail(true);
        Secret before = kept();

        ConnectorException failure = tenant.failure(WAY);

        assertThat(failure).hasMessage("the vault is out of order");
        assertThat(kept()).isEqualTo(before);
        assertThat(tenant.simulator().stats().total().requests()).isZero();
    }

    @Test
    void crashBetweenAnswerAndVault_leavesTheOldToken_whichStillWorks() {
        signIn(WAY);
        tenant.host().vault().fail(true);
        for (int crash = 0; crash < 3; crash++) {
            tenant.failure(WAY);
        }
        tenant.host().vault().fail(false);

        tenant.assertWorks(WAY);
        tenant.assertWorks(WAY);
    }

    @Test
    void crash_whereUsedTokensAreRefusedAtOnce_saysToSignInAgain() {
        grants.refuseUsedTokens(true);
        signIn(WAY);
        tenant.assertWorks(WAY);
        tenant.host().vault().fail(true);
        failure(() -> tenant.flow(WAY).renew());
        tenant.host().vault().fail(false);

        ConnectorException failure = tenant.failure(WAY);

        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.remedy()).contains("sign in again");
        signIn(WAY);
        tenant.assertWorks(WAY);
    }

    @Test
    void vaultThatFailsAtTheFirstSignIn_leavesNothing() {
        tenant.host().vault().fail(true);
        grants.signIn(ADMINISTRATOR);

        assertThat(failure(() -> complete(WAY))).hasMessage("the vault is out of order");
        assertThat(tenant.host().vault().entries()).isEmpty();
    }

    private Consent signIn(Map<String, String> way) {
        grants.signIn(ADMINISTRATOR);
        return complete(way);
    }

    private Consent complete(Map<String, String> way) {
        OAuthFlow flow = tenant.flow(way);
        AuthorizationRequest request = flow.begin(REDIRECT);
        Consent consent = flow.complete(request, request.answer(browser.follow(request.address())));
        assertThat(tenant.host().listeners()).isZero();
        return consent;
    }

    private Secret kept() {
        return tenant.host().vault().get(KEY).orElseThrow();
    }

    private static ConnectorException failure(ThrowingCallable call) {
        ConnectorException failure = catchThrowableOfType(ConnectorException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static void assertCode(ConnectorException failure, String code, String message) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.serviceCode()).contains(code);
        assertThat(failure.getMessage()).contains(message).doesNotContain("MARKER");
    }
}
