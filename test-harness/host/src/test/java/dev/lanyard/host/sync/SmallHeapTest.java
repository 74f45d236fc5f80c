package dev.lanyard.host.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.export.JsonLinesExport;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept in memory must not grow with the system. */
class SmallHeapTest {

    private static final int USERS = 10_000;
    private static final int GRANTS_EACH = 9;

    @TempDir
    private Path folder;

    @Test
    void aHundredThousandRecords_fitThroughASmallHeap() throws IOException, InterruptedException {
        Path export = folder.resolve("export.jsonl");
        Process process = ForkedJava.start(
                SyncAndExport.class,
                List.of("-Xmx16m", "-XX:+UseSerialGC"),
                folder.resolve("tenant.db").toString(),
                export.toString());
        assertThat(process.waitFor()).as(ForkedJava.output(process)).isZero();
        try (Stream<String> lines = Files.lines(export)) {
            assertThat(lines.count()).isEqualTo(USERS * (1 + GRANTS_EACH));
        }
    }

    /** Makes up its pages as they are asked for. */
    private static final class LargeConnector implements Connector {
        @Override
        public CheckReport check() {
            return new CheckReport(List.of());
        }

        @Override
        public List<SyncPartition> plan(SyncRequest request) {
            return List.of(new SyncPartition("all", "", false, ""));
        }

        @Override
        public SyncPage read(SyncPartition partition, Cursor cursor) {
            int first = cursor.isStart() ? 0 : Integer.parseInt(cursor.value());
            int end = Math.min(USERS, first + 500);
            List<SyncRecord> records = new ArrayList<>();
            for (int i = first; i < end; i++) {
                records.add(Samples.user("00000000-0000-0000-0000-" + i));
                for (int j = 0; j < GRANTS_EACH; j++) {
                    records.add(Samples.in("00000000-0000-0000-0000-" + (i * j % 5_000), "00000000-0000-" + i + j));
                }
            }
            NextStep next =
                    end == USERS ? new NextStep.Done(Optional.empty()) : new NextStep.More(new Cursor("" + end));
            return new SyncPage(records, next, List.of(), List.of(), OptionalLong.of(USERS - end), ReadCost.FREE);
        }

        @Override
        public Map<String, ServiceTraffic> traffic() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    /** What the process with the small heap does. */
    static final class SyncAndExport {
        private SyncAndExport() {}

        public static void main(String[] arguments) throws IOException {
            Store store = Store.open(Path.of(arguments[0]));
            SyncOutcome outcome = new SyncEngine(
                            PagedConnector.empty().page("all").descriptor(),
                            new LargeConnector(),
                            store,
                            SyncOptions.standard())
                    .run(SyncListener.SILENT, new CancellationSource());
            try (StoreReader reader = store.read().orElseThrow();
                    Writer out = Files.newBufferedWriter(Path.of(arguments[1]))) {
                JsonLinesExport.write(reader, out);
            }
            System.out.println(outcome);
        }
    }
}
