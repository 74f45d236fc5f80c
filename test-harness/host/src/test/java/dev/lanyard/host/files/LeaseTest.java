package dev.lanyard.host.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.sync.ForkedJava;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

    @TempDir
    private Path folder;

    @Test
    void lease_isHeldUntilItIsClosed_alsoIfSomebodyAsks() throws Exception {
        Path file = folder.resolve("a.lease");
        assertThat(Lease.isHeld(file)).isFalse();
        Lease lease = Lease.tryTake(file).orElseThrow();
        assertThat(Lease.isHeld(file)).isTrue();
        assertThat(Lease.tryTake(file)).isEmpty();
        // In another process it counts too: asking has not given it up.
        assertThat(outcomeOfAnotherProcess(file)).isEqualTo(Taker.REFUSED);
        lease.close();
        lease.close();
        assertThat(Lease.isHeld(file)).isFalse();
        assertThat(outcomeOfAnotherProcess(file)).isEqualTo(Taker.TAKEN);
    }

    @Test
    void lease_diesWithItsProcess() throws Exception {
        Path file = folder.resolve("a.lease");
        assertThat(outcomeOfAnotherProcess(file)).isEqualTo(Taker.TAKEN);
        assertThat(file).exists();
        assertThat(Lease.isHeld(file)).isFalse();
    }

    private static int outcomeOfAnotherProcess(Path file) throws IOException, InterruptedException {
        return ForkedJava.start(Taker.class, List.of(), file.toString()).waitFor();
    }

    /** Takes a lease and halts. */
    static final class Taker {
        static final int TAKEN = 42;
        static final int REFUSED = 43;

        private Taker() {}

        public static void main(String[] arguments) throws IOException {
            boolean taken = Lease.tryTake(Path.of(arguments[0])).isPresent();
            Runtime.getRuntime().halt(taken ? TAKEN : REFUSED);
        }
    }
}
