package dev.lanyard.simulator;

import dev.lanyard.simulator.tenant.TenantShape;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A simulator for one class of tests, and a client of it; without faults and counts before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ReadingTest {

    protected static final String[] ADVANCED = {"ConsistencyLevel", "eventual"};

    @SuppressWarnings("NullAway.Init")
    protected EntraSimulator simulator;

    @SuppressWarnings("NullAway.Init")
    protected GraphClient client;

    /** Small, but with groups of more than one page and pages enough for an empty one. */
    protected TenantShape shape() {
        return new TenantShape(450, 60, 1500, 3);
    }

    protected SimulatorOptions options() {
        return SimulatorOptions.of(shape());
    }

    @BeforeAll
    void start() {
        simulator = EntraSimulator.start(options());
        client = new GraphClient(simulator);
    }

    @AfterEach
    void calm() {
        simulator.setFaults();
        simulator.resetStats();
        // A fresh window, so that no test eats another one's resource units.
        simulator.clock().advance(Duration.ofSeconds(11));
    }

    @AfterAll
    void stop() {
        simulator.close();
    }
}
