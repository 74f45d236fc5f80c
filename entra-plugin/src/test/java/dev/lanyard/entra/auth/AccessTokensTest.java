package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessTokensTest {

    private static final String GUID = "9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60";
    private static final Duration LIFE = Duration.ofHours(1);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int issued;
    private Optional<ErrorKind> trouble = Optional.empty();

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final Patience patience = new Patience(new TestHost());
    private final AccessTokens tokens = tokens();

    private AccessTokens tokens() {
        EntraSettings settings = EntraSettings.from(
                EntraSchema.schema().configure(Map.of("tenantId", GUID, "clientId", GUID, "clientSecret", "s")));
        return new AccessTokens(
                settings.scope(),
                this::issue,
                new SignInThread(patience),
                new SignInFailure(settings, TokenAudience.graph(settings)),
                new Retries(patience),
                clock);
    }

    private AccessToken issue(String scope) {
        trouble.ifPresent(kind -> {
            throw ConnectorException.of(kind, "as it was told", "none").build();
        });
        return new AccessToken("token " + ++issued, now.plus(LIFE).atOffset(ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        patience.close();
    }

    @Test
    void token_isKept_andRenewedInTime() {
        assertThat(tokens.current()).isEqualTo("token 1");
        now = now.plus(LIFE.minusMinutes(6));
        assertThat(tokens.current()).isEqualTo("token 1");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(tokens.current()).isEqualTo("token 2");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"UNAVAILABLE", "THROTTLED"})
    void token_thatStillHolds_bridgesALoginThatIsOutOfOrder(ErrorKind kind) {
        tokens.current();
        trouble = Optional.of(kind);
        now = now.plus(LIFE.minusMinutes(4));
        assertThat(tokens.current()).isEqualTo("token 1");
        trouble = Optional.empty();
        assertThat(tokens.current()).as("not asked again at once").isEqualTo("token 1");
        now = now.plus(Duration.ofMinutes(1));
        assertThat(tokens.current()).isEqualTo("token 2");
    }

    @Test
    void token_thatHasExpired_orWasRefused_bridgesNothing() {
        tokens.current();
        trouble = Optional.of(ErrorKind.UNAVAILABLE);
        now = now.plus(LIFE);
        assertFails(ErrorKind.UNAVAILABLE);

        trouble = Optional.empty();
        String second = tokens.current();
        trouble = Optional.of(ErrorKind.UNAVAILABLE);
        tokens.discard(second);
        assertFails(ErrorKind.UNAVAILABLE);
    }

    @Test
    void refusal_isToldAtOnce() {
        tokens.current();
        trouble = Optional.of(ErrorKind.AUTHENTICATION);
        now = now.plus(LIFE.minusMinutes(4));

        assertFails(ErrorKind.AUTHENTICATION);
    }

    private void assertFails(ErrorKind kind) {
        assertThatThrownBy(tokens::current)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
