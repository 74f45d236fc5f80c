package dev.lanyard.host.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void whatFailsHalfway_leavesWhatWasThere_andNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFile.write(file, out -> out.write("whole"));
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write("half");
                    throw new IOException("no room");
                }))
                .hasMessage("no room");
        assertThat(file).hasContent("whole");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
