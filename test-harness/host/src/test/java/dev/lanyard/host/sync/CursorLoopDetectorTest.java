package dev.lanyard.host.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.spi.sync.Cursor;
import org.junit.jupiter.api.Test;

class CursorLoopDetectorTest {

    @Test
    void circleOfAnyLength_isFound() {
        for (int before = 0; before < 6; before++) {
            for (int length = 1; length < 40; length++) {
                assertThat(stepsUntilFound(before, length))
                        .as(before + " cursors before a circle of " + length)
                        .isBetween(1, 4 * (before + length + 1));
            }
        }
    }

    @Test
    void newCursors_areNoCircle() {
        CursorLoopDetector detector = new CursorLoopDetector(Cursor.start());
        for (int i = 0; i < 10_000; i++) {
            assertThat(detector.repeats(new Cursor("" + i))).isFalse();
        }
    }

    private static int stepsUntilFound(int before, int length) {
        CursorLoopDetector detector = new CursorLoopDetector(Cursor.start());
        for (int step = 0; step < 1_000; step++) {
            int place = step < before ? step : before + (step - before) % length;
            if (detector.repeats(new Cursor("c" + place))) {
                return step;
            }
        }
        return -1;
    }
}
