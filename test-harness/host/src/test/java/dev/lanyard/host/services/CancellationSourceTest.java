package dev.lanyard.host.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationSourceTest {

    private final List<String> ran = new ArrayList<>();

    @Test
    void cancel_runsEachActionOnceInOrder() {
        CancellationSource source = new CancellationSource();
        source.onCancel(() -> ran.add("first"));
        source.onCancel(() -> ran.add("second"));
        assertThat(source.isCancelled()).isFalse();
        source.cancel();
        source.cancel();
        assertThat(source.isCancelled()).isTrue();
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void onCancel_afterCancelling_runsAtOnce() {
        CancellationSource source = new CancellationSource();
        source.cancel();
        source.onCancel(() -> ran.add("late")).close();
        assertThat(ran).containsExactly("late");
    }

    @Test
    void registration_closed_forgetsOnlyItsOwnAction() {
        CancellationSource source = new CancellationSource();
        Runnable same = () -> ran.add("kept");
        source.onCancel(same);
        var registration = source.onCancel(same);
        registration.close();
        registration.close();
        source.cancel();
        assertThat(ran).containsExactly("kept");
    }

    @Test
    void action_thatThrows_keepsNoOtherFromRunning() {
        CancellationSource source = new CancellationSource();
        source.onCancel(() -> {
            throw new IllegalStateException("broken");
        });
        source.onCancel(() -> ran.add("second"));
        source.cancel();
        assertThat(ran).containsExactly("second");
    }

    @Test
    void deadline_doesNotCountAsCancelled() {
        CancellationSource source = new CancellationSource(Instant.EPOCH);
        assertThat(source.deadline()).contains(Instant.EPOCH);
        assertThat(source.isCancelled()).isFalse();
        assertThat(new CancellationSource().deadline()).isEmpty();
    }

    @Test
    void services_standard_areReplacedOneByOne() {
        EmbeddedHostServices standard = EmbeddedHostServices.standard();
        CancellationSource other = new CancellationSource();
        assertThat(standard.with(other).cancellation()).isSameAs(other);
        assertThat(standard.with(other).clock()).isSameAs(standard.clock());
        standard.with((reason, howLong) -> ran.add(reason)).progress().waiting("throttled", java.time.Duration.ZERO);
        assertThat(ran).containsExactly("throttled");
    }
}
