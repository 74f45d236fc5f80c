package dev.lanyard.host.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorLogTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void log_isBounded_andItsReaderKnowsWhatWasRotatedAway() throws IOException {
        ConnectorLog log = new ConnectorLog(folder.resolve("connector.log"));
        String padding = "x".repeat(10_000);
        IntStream.range(0, 1_000).forEach(i -> log.info(i + " " + padding));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(2L * MEBIBYTE));
        }
        List<String> last = new LogReader(log).last(250);
        assertThat(last).hasSize(250);
        assertThat(last.get(0)).contains(" 750 x");
        assertThat(last.get(249)).contains(" 999 x");
    }

    @Test
    void twoLogs_keepApart_alsoWhereTheyTakeTurns() throws IOException {
        ConnectorLog north = new ConnectorLog(folder.resolve("north.log"));
        ConnectorLog south = new ConnectorLog(folder.resolve("south.log"));
        IntStream.range(0, 10).parallel().forEach(i -> {
            north.info("north " + i);
            south.info("south " + i);
        });
        assertThat(Files.readAllLines(north.file())).hasSize(10).allMatch(line -> line.contains("north"));
        assertThat(Files.readAllLines(south.file())).hasSize(10).allMatch(line -> line.contains("south"));
    }

    @Test
    void line_isOneLine_withoutSecrets_whateverASystemSends() throws IOException {
        ConnectorLog log = new ConnectorLog(folder.resolve("connector.log"));
        log.conceal(List.of(Secret.of("s3cret-s3cret"), Secret.of("a")));
        log.warn("key s3cret-s3cret\r\n2026-01-01T00:00:00Z INFO  forged\u2028\u001b[31m at s3cret-s3cret");
        assertThat(Files.readAllLines(log.file()))
                .singleElement()
                .asString()
                .endsWith("WARN  key *** 2026-01-01T00:00:00Z INFO  forged [31m at ***");
    }
}
