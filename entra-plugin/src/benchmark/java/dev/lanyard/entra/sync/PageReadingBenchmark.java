package dev.lanyard.entra.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.lanyard.spi.sync.SyncPage;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it takes to make records of a page: against doing nothing but tokenising its bytes, and against the SDK's typed
 * models. The page is one that the simulator served. The heap is touched beforehand: otherwise whatever allocates also
 * pays for memory that the machine hands out for the first time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class PageReadingBenchmark {

    private static final JsonFactory JSON = new JsonFactory();

    /** What is read. */
    @Param
    public MeasuredPage page;

    private ServedPage served;

    /** Has the page served. */
    @Setup
    public void servePage() {
        served = ServedPage.of(page);
    }

    /** What cannot be avoided: no value is looked at. */
    @Benchmark
    public int tokens() throws IOException {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(served.body())) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** From bytes to records, with all properties, and the cursor to the next page. */
    @Benchmark
    public SyncPage records() {
        return served.read();
    }

    /**
     * From bytes to the SDK's objects, and to what tells who belongs to a group. The SDK makes an object with all
     * properties of each user or group; of each the id and name are looked at. In a list, it makes one of each expanded
     * member too, whose id and type are looked at. In a delta query, members and owners are untyped values to it; they
     * are walked to the same end, as a program built on the SDK has to. Nothing else is done with what was found.
     */
    @Benchmark
    public void models(Blackhole blackhole) {
        SdkModels.read(page, served.body(), blackhole);
    }
}
