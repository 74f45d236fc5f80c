package dev.lanyard.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainLineTest {

    @ParameterizedTest
    @CsvSource({
        "'Ann Lee', 'Ann Lee'",
        "'Ann\r\n  admin', 'Ann   admin'",
        "'\u001b[2Jaway', '[2Jaway'",
        "'a\u009b2Jb', 'a 2Jb'",
        "'a\u2028b\u2029c\u0085d', 'a b c d'",
        "'abc\u202Edef\u2066', 'abc def'",
        "'\u05d0\u05d1 \uD83D\uDE00 \u00fc', '\u05d0\u05d1 \uD83D\uDE00 \u00fc'"
    })
    void text_isOnOneLine_withItsLettersAsTheyAre(String text, String plain) {
        assertThat(PlainLine.of(text)).isEqualTo(plain);
    }
}
