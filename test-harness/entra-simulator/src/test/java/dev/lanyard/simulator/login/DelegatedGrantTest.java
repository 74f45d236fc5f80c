package dev.lanyard.simulator.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The browser's part of a sign-in, and what becomes of codes and refresh tokens. */
class DelegatedGrantTest extends ReadingTest {

    private static final String REDIRECT = "http://localhost:4711";
    private static final String VERIFIER = "a".repeat(43);

    @BeforeEach
    void signIn() {
        simulator
                .delegated()
                .signIn(new Administrator(
                        "00000000-0000-4000-8000-000000000001", "admin@x.example", List.of("User.Read.All")));
        simulator.delegated().refuseUsedTokens(false);
    }

    @Test
    void token_onBehalfOfSomebody_opensWhatWasConsentedTo_andNothingElse() throws Exception {
        Reply tokens = redeem(code());

        String[] bearer = {
            "Authorization", "Bearer " + tokens.body().path("access_token").asText()
        };
        assertThat(client.get("/users?$top=1", bearer).status()).isEqualTo(200);
        assertThat(client.get("/groups?$top=1", bearer).status()).isEqualTo(403);
        String[] identity = {
            "Authorization", "Bearer " + tokens.body().path("id_token").asText()
        };
        assertThat(client.get("/users?$top=1", identity).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 11111111-2222-4333-8444-555555555555, 400, 700016",
        "redirect_uri, http://localhost:4711/back, 400, 50011",
        "redirect_uri, https://platform.example, 400, 50011",
        "response_type, token, 302, 900144",
        "code_challenge, '', 302, 9002325",
        "code_challenge_method, plain, 302, 9002325",
        "scope, offline_access, 302, 70011",
    })
    void authorize_withAWrongParameter_isRefused(String name, String value, int status, int code) throws Exception {
        Reply reply = authorize(Map.of(name, value));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(status == 302 ? reply.header("Location") : reply.text()).contains("AADSTS" + code);
    }

    @Test
    void usedToken_isHonoured_untilItsSuccessorIsUsed() throws Exception {
        String first = refreshToken(redeem(code()));
        String second = refreshToken(refresh(first));
        String another = refreshToken(refresh(first));

        assertThat(refresh(second).status()).isEqualTo(200);
        assertThat(refresh(first).body().at("/error_codes/0").asInt()).isEqualTo(9002313);
        assertThat(refresh(another).status()).isEqualTo(200);
    }

    @Test
    void usedToken_isRefusedAtOnce_whereToldTo() throws Exception {
        simulator.delegated().refuseUsedTokens(true);
        String first = refreshToken(redeem(code()));

        assertThat(refresh(first).status()).isEqualTo(200);
        assertThat(refresh(first).status()).isEqualTo(400);
    }

    @Test
    void whoDeclines_isSentBack() throws Exception {
        simulator.delegated().decline();
        assertThat(authorize(Map.of()).header("Location"))
                .startsWith(REDIRECT + "?state=s")
                .contains("error=access_denied");
    }

    private Reply authorize(Map<String, String> changes) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        Map<String, String> query = new LinkedHashMap<>(Map.of(
                "client_id",
                simulator.clientId(),
                "response_type",
                "code",
                "redirect_uri",
                REDIRECT,
                "scope",
                simulator.url() + "/.default offline_access openid",
                "state",
                "s",
                "code_challenge",
                Base64.getUrlEncoder().withoutPadding().encodeToString(digest),
                "code_challenge_method",
                "S256"));
        query.putAll(changes);
        StringBuilder address = new StringBuilder("/" + simulator.tenantId() + "/oauth2/v2.0/authorize?");
        query.forEach((name, value) -> address.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        return client.raw("GET", address.toString(), null);
    }

    private String code() throws Exception {
        Matcher code =
                Pattern.compile("[?&]code=([^&]+)").matcher(authorize(Map.of()).header("Location"));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private Reply redeem(String code) {
        return client.login(
                simulator.tenantId(),
                Map.of(
                        "client_secret", "",
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", REDIRECT,
                        "code_verifier", VERIFIER));
    }

    private Reply refresh(String token) {
        return client.login(
                simulator.tenantId(),
                Map.of("client_secret", "", "grant_type", "refresh_token", "refresh_token", token));
    }

    private static String refreshToken(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.body().path("refresh_token").asText();
    }
}
