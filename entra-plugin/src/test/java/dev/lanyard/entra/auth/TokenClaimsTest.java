package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {

    @Test
    void claims_areRead() {
        TokenClaims claims = of("{\"roles\":[\"A\",\"B\"],\"wids\":[\"r\"],\"nbf\":1767225600,\"oid\":\"o\"}");

        assertThat(claims.permissions()).contains(Set.of("A", "B"));
        assertThat(claims.directoryRoles()).contains(Set.of("r"));
        assertThat(claims.delegated()).isFalse();
        assertThat(claims.validFrom()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(claims.account()).contains("o");
    }

    @Test
    void timeBeyondAllTime_takesNothingElseAway() {
        TokenClaims claims = of("{\"nbf\":9000000000000000000,\"roles\":[\"A\"]}");

        assertThat(claims.permissions()).contains(Set.of("A"));
        assertThat(claims.validFrom()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b", "a.!.c", "1.2.3.4.5"})
    void tokenThatCannotBeRead_tellsNothing(String token) {
        assertThat(TokenClaims.of(token).permissions()).isEmpty();
    }

    private static TokenClaims of(String claims) {
        String middle = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return TokenClaims.of("e30." + middle + ".signature");
    }
}
