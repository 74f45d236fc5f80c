package dev.lanyard.entra.provision.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.spi.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordPolicyTest {

    @Test
    void whatIsMade_keepsThePolicy_andIsNeverTheSame() {
        List<String> made = IntStream.range(0, 300)
                .mapToObj(number -> PasswordPolicy.make(List.of("eve@example.com", "Eva Ann-Li"))
                        .reveal(text -> text))
                .toList();

        assertThat(made).doesNotHaveDuplicates().allSatisfy(text -> {
            assertThat(text)
                    .hasSize(24)
                    .matches("[a-km-np-zA-HJ-NP-Z2-9._+!*#=-]+")
                    .matches("(.*[a-z]){2}.*")
                    .matches("(.*[A-Z]){2}.*")
                    .matches("(.*[0-9]){2}.*")
                    .matches("(.*[^A-Za-z0-9]){2}.*");
            assertThat(text.toLowerCase(java.util.Locale.ROOT)).doesNotContain("eve", "eva", "ann");
        });
    }

    @Test
    void aShortName_isAvoidedInAnyCase() {
        // Three letters of 24 alone would be in one of some hundred passwords.
        IntStream.range(0, 2_000)
                .mapToObj(number -> PasswordPolicy.make(List.of("!!!", "abc")))
                .forEach(secret -> assertThat(secret.<Boolean>reveal(
                                text -> text.toLowerCase(java.util.Locale.ROOT).contains("abc")))
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "Sh0rt!,8 to 256",
        "nothingbutsmall,three of",
        "Grüße-an-alle-7,ASCII",
        "Ann.Smith-4ever,in front of the @",
        "onlytwo4kinds,three of"
    })
    void whatEntraWouldRefuse_isToldWithoutThePassword(String password, String why) {
        Optional<String> problem = PasswordPolicy.problem(Secret.of(password), "ann.smith@example.com", "");

        assertThat(problem).get().asString().contains(why).doesNotContain(password);
    }

    @Test
    void whatEntraTakes_isTaken() {
        assertThat(PasswordPolicy.problem(Secret.of("Correct horse 1"), "ann.smith@example.com", ""))
                .isEmpty();
        assertThat(PasswordPolicy.problem(
                        Secret.of("nothingbutsmall"), "ann.smith@example.com", "DisableStrongPassword"))
                .isEmpty();
        assertThat(PasswordPolicy.problem(Secret.of("aB3".repeat(100)), "", "")).isPresent();
    }
}
