package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.testing.TestHost;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResourceBudgetTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final TestHost host = new TestHost();
    private final ResourceBudget budget = new ResourceBudget(new Patience(host), 100, LONG);

    @Test
    void take_withinTheAllowance_doesNotWait() {
        budget.take(100);

        assertThat(host.waits()).isEmpty();
        assertThat(budget.available()).isZero();
    }

    @Test
    void take_beyondTheAllowance_waitsAndTellsTheHost() {
        ResourceBudget fast = new ResourceBudget(new Patience(host), 100, Duration.ofSeconds(1));
        fast.take(100);
        fast.take(20);

        assertThat(host.waits()).singleElement().asString().contains("resource units");
    }

    @Test
    void settle_correctsTheEstimate() {
        budget.take(10);
        budget.settle(10, 30);
        assertThat(budget.available()).isEqualTo(70);

        budget.take(10);
        budget.settle(10, 1);
        assertThat(budget.available()).isEqualTo(69);
    }

    @Test
    void used_lowersTheLevelToWhatIsLeft_butNeverRaisesIt() {
        budget.used(0.8);
        assertThat(budget.available()).isBetween(19L, 21L);

        budget.used(0.1);
        assertThat(budget.available()).isBetween(19L, 21L);

        budget.used(1.8);
        assertThat(budget.available()).isZero();
    }

    @Test
    void throttled_holdsEveryoneBack() {
        budget.throttled(Duration.ofMillis(50));
        budget.take(1);

        assertThat(host.waits()).singleElement().asString().contains("asks to slow down");
    }
}
