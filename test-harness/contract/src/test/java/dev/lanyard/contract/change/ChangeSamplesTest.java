package dev.lanyard.contract.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeSamplesTest {

    private static final EntitlementId MEMBER = new EntitlementId(new ResourceId("team", "t1"), "member");
    private static final EntitlementId ASSIGNED = new EntitlementId(new ResourceId("role", "r1"), "assigned");

    private final ChangeSamples samples = ChangeSamples.of(
            Map.of("taker.team", "t2, t3", "taker.role.team", "t4", "rotate.key", "k1, k2", "grant", "team#member"));

    @Test
    void takers_ofWhatIsOnOneType_goBeforeThoseOfAll() {
        assertThat(mayTake(MEMBER, "t2")).isTrue();
        assertThat(mayTake(MEMBER, "t4")).isFalse();
        assertThat(mayTake(ASSIGNED, "t2")).isFalse();
        assertThat(mayTake(ASSIGNED, "t4")).isTrue();
    }

    @Test
    void takers_ofATypeThatIsNotNamed_areAll() {
        assertThat(samples.mayTake(ASSIGNED, new ResourceId("person", "p1"))).isTrue();
    }

    @Test
    void rotations_keepTheirOrder() {
        assertThat(samples.rotations().get("key")).containsExactly("k1", "k2");
        assertThat(ChangeSamples.NONE.rotations()).isEmpty();
    }

    @Test
    void unknownName_isRefused() {
        Map<String, String> properties = Map.of("rotate.key.value", "k1");

        assertThatThrownBy(() -> ChangeSamples.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rotate.TYPE");
    }

    private boolean mayTake(EntitlementId entitlement, String team) {
        return samples.mayTake(entitlement, new ResourceId("team", team));
    }

    @Test
    void grants_thatAreNamed_areTheOnlyOnes() {
        assertThat(samples.mayGrant(MEMBER)).isTrue();
        assertThat(samples.mayGrant(ASSIGNED)).isFalse();
        assertThat(samples.grants()).isEqualTo(Set.of("team#member"));
    }
}
