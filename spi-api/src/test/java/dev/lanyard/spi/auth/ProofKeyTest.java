package dev.lanyard.spi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.spi.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofKeyTest {

    @Test
    void challenge_isTheDigestOfTheVerifier() throws Exception {
        ProofKey key = ProofKey.random();
        String verifier = key.verifier().reveal(text -> text);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));

        assertThat(key.challenge())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        assertThat(key.toString()).doesNotContain(verifier);
    }

    @Test
    void verifier_hasTheLettersAndLengthOfTheStandard() {
        assertThat(ProofKey.random().verifier().<String>reveal(text -> text)).matches("[A-Za-z0-9._~-]{43,128}");
    }

    @Test
    void noTwo_areAlike() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Secret text =
                    i % 2 == 0 ? ProofKey.unguessable() : ProofKey.random().verifier();
            seen.add(text.reveal(value -> value));
        }
        assertThat(seen).hasSize(1000);
    }
}
