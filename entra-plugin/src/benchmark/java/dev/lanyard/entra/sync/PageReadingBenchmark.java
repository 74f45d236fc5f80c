package dev.lanyard.entra.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.microsoft.graph.groups.delta.DeltaGetResponse;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.UserCollectionResponse;
import com.microsoft.kiota.serialization.JsonParseNodeFactory;
import com.microsoft.kiota.serialization.ParseNode;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphModule;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it takes to make records of a page: against doing nothing but tokenising its bytes, and against the SDK's typed
 * models. The page is one that the simulator served: 999 users, or groups with members as a delta query lists them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PageReadingBenchmark {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LEAST_RECORDS = 500;

    /** The stream whose page is read. */
    @Param({"accounts", "groups"})
    public String stream;

    private EntraSimulator simulator;
    private Injector connector;
    private ReplayingDoor door;
    private SyncStreams streams;
    private SyncPartition partition;
    private Cursor cursor;
    private byte[] body;

    /** Has a full page of the stream served; not the first, which is read together with more than itself. */
    @Setup
    public void servePage() {
        simulator = EntraSimulator.start(SimulatorOptions.of(new TenantShape(3_000, 600, 6_000, 7)));
        EntraSettings settings = EntraSettings.from(EntraSchema.schema()
                .configure(Map.of(
                        "tenantId", simulator.tenantId(),
                        "clientId", simulator.clientId(),
                        "clientSecret", simulator.clientSecret(),
                        "graphDomain", "custom",
                        "graphUrl", simulator.url(),
                        "authorityUrl", simulator.url() + "/",
                        "trustedCertificates", simulator.caPem())));
        connector = Guice.createInjector(
                binder -> {
                    binder.bind(EntraSettings.class).toInstance(settings);
                    binder.bind(HostServices.class).toInstance(new TestHost());
                },
                new HttpModule(),
                new AuthModule(),
                new GraphModule());
        door = new ReplayingDoor(connector.getInstance(GraphDoor.class));
        streams = new SyncStreams(
                StreamContext.of(door, settings.reading(), settings.fingerprint(), Clock.systemUTC()));
        partition =
                streams.plan(new SyncRequest(Set.of(stream), List.of(), 999)).get(0);
        SyncPage page = streams.read(partition, Cursor.start());
        do {
            if (!(page.next() instanceof NextStep.More more)) {
                throw new IllegalStateException("the tenant is too small for a later page that is full");
            }
            cursor = more.cursor();
            door.record();
            page = streams.read(partition, cursor);
        } while (door.bodies().size() != 1 || page.records().size() < LEAST_RECORDS);
        body = door.bodies().get(0);
        System.out.println(stream + ": " + body.length + " bytes, "
                + page.records().size() + " records");
    }

    /** Stops the simulator. */
    @TearDown
    public void stop() {
        connector.getInstance(Patience.class).close();
        simulator.close();
    }

    /** What cannot be avoided. */
    @Benchmark
    public int tokens() throws IOException {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** From bytes to records. */
    @Benchmark
    public SyncPage records() {
        door.replay();
        return streams.read(partition, cursor);
    }

    /** From bytes to the SDK's objects, of each of which two properties are looked at. */
    @Benchmark
    public void models(Blackhole blackhole) {
        ParseNode node =
                new JsonParseNodeFactory().getParseNode("application/json", new ByteArrayInputStream(body));
        if (stream.equals("accounts")) {
            for (User user : node.getObjectValue(UserCollectionResponse::createFromDiscriminatorValue)
                    .getValue()) {
                blackhole.consume(user.getId());
                blackhole.consume(user.getDisplayName());
            }
        } else {
            for (Group group : node.getObjectValue(DeltaGetResponse::createFromDiscriminatorValue)
                    .getValue()) {
                blackhole.consume(group.getId());
                blackhole.consume(group.getDisplayName());
            }
        }
    }
}
