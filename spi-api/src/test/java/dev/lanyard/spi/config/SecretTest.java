package dev.lanyard.spi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void toString_neverShowsTheValue() {
        assertThat(Secret.of("hunter2")).hasToString("[hidden]");
        assertThat(String.format("%s", Secret.of("hunter2"))).doesNotContain("hunter2");
    }

    @Test
    void reveal_handsOutTheValue() {
        assertThat(Secret.of("hunter2").<String>reveal(value -> value)).isEqualTo("hunter2");
    }

    @Test
    void equals_comparesValues() {
        assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).isNotEqualTo(Secret.of("two"));
    }

    @Test
    void hashCode_saysNothingOfTheValue() {
        assertThat(Secret.of("one")).hasSameHashCodeAs(Secret.of("two"));
    }

    @Test
    void wipe_leavesNothingToReveal() {
        Secret secret = Secret.of("hunter2");

        secret.wipe();

        assertThatThrownBy(() -> secret.<String>reveal(value -> value))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void wipedSecret_equalsNoOther() {
        Secret wiped = Secret.of("hunter2");
        Secret another = Secret.of("hunter3");
        wiped.wipe();
        another.wipe();

        assertThat(wiped).isNotEqualTo(another).isNotEqualTo(Secret.of("\0".repeat(7)));
        assertThat(Set.of(wiped)).contains(wiped);
    }
}
