package dev.lanyard.host.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.services.CancellationSource;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    @Test
    void answer_isOut_beforeTheProcessMayEnd() {
        StringWriter terminal = new StringWriter();
        PrintWriter out = new PrintWriter(new BufferedWriter(terminal));
        Interruption interruption = new Interruption(new CancellationSource(), out, new PrintWriter(terminal));
        try (interruption) {
            out.println("changed: grant group/a#member");
            assertThat(terminal.toString()).isEmpty();
        }
        assertThat(terminal.toString().strip()).isEqualTo("changed: grant group/a#member");
    }
}
