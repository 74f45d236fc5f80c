package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.stats.TrafficCount;
import dev.lanyard.simulator.stats.TrafficStats;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.CallCounts;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The whole connector, over TLS, against a tenant that behaves as Microsoft's does. */
@Timeout(120)
class SimulatedTenantTest {

    private static final String SECRET = "MARKER-secret-5e0b";
    private static final EntraSimulator SIMULATOR =
            EntraSimulator.start(SimulatorOptions.defaults().withClientSecret(SECRET));

    private final TestHost host = new TestHost();

    @BeforeEach
    void calm() {
        SIMULATOR.setFaults();
        SIMULATOR.resetStats();
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void counts_areThoseOfTheService() {
        try (Connector connector = open(Map.of())) {
            assertThat(syncAll(connector)).hasSizeGreaterThan(200);

            assertThat(comparable(connector)).isEqualTo(comparable(SIMULATOR.stats()));
            assertThat(comparable(connector)).containsKey("total");
        }
    }

    @Test
    void counts_withTrouble_areThoseOfTheService() {
        SIMULATOR.setFaults(
                Fault.throttle("GET /users", 1).times(1),
                Fault.of("GET /groups", Fault.Kind.TRUNCATE).times(1),
                Fault.of("GET /groups/delta", Fault.Kind.DROP).times(1),
                Fault.throttle("GET /groups/{id}/members", 1).times(1));
        try (Connector connector = open(Map.of("pageCacheSize", "0"))) {
            syncAll(connector);

            assertThat(comparable(connector)).isEqualTo(comparable(SIMULATOR.stats()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"STATUS", "THROTTLE", "DROP", "TRUNCATE", "MALFORMED", "CONTENT_TYPE", "EMPTY_PAGE"})
    void sync_underTrouble_yieldsTheSame(Fault.Kind kind) {
        Set<String> undisturbed;
        try (Connector connector = open(Map.of())) {
            undisturbed = syncAll(connector);
        }

        SIMULATOR.setFaults(Fault.of("*", kind).withProbability(0.15).times(4));

        try (Connector connector = open(Map.of())) {
            assertThat(syncAll(connector)).isEqualTo(undisturbed);
        }
    }

    @Test
    void sync_withATokenThatEndsMidway_renewsItOnce() {
        try (Connector connector = open(Map.of("pageCacheSize", "0"))) {
            Set<String> before = syncAll(connector);
            SIMULATOR.expireTokens();

            assertThat(syncAll(connector)).isEqualTo(before);
            assertThat(traffic(connector).total().retried()).isEqualTo(1);
        }
    }

    @Test
    void sync_withLinksElsewhere_isRefused() {
        SIMULATOR.setFaults(Fault.elsewhere("*", Fault.Kind.FOREIGN_NEXT_LINK, "https://evil.example"));
        try (Connector connector = open(Map.of())) {
            assertThatThrownBy(() -> sync(connector, new SyncRequest(Set.of("accounts"), List.of(), 20)))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID));
        }
    }

    @Test
    void secretsAndTokens_appearInNoLog_atAnyLevel() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger("ROOT");
        Logger azure = context.getLogger("com.azure");
        Level usual = root.getLevel();
        StringWriter platformLog = new StringWriter();
        Handler platformHandler = new PlatformLog(new PrintWriter(platformLog));
        java.util.logging.Logger platformRoot = LogManager.getLogManager().getLogger("");
        java.util.logging.Level platformUsual = platformRoot.getLevel();
        root.detachAppender("CONSOLE");
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        azure.setLevel(Level.TRACE);
        platformRoot.addHandler(platformHandler);
        platformRoot.setLevel(java.util.logging.Level.ALL);
        String texts;
        try (Connector connector = open(Map.of("pageCacheSize", "0"));
                Connector refused = open(Map.of("clientSecret", "MARKER-wrong-secret"))) {
            SIMULATOR.setFaults(Fault.of("GET /users", Fault.Kind.DROP).times(1));
            connector.check();
            syncAll(connector);
            SIMULATOR.expireTokens();
            syncAll(connector);
            texts = refused.check() + " " + connector.traffic() + " " + connector;
        } finally {
            platformRoot.setLevel(platformUsual);
            platformRoot.removeHandler(platformHandler);
            azure.setLevel(Level.OFF);
            root.setLevel(usual);
            root.detachAppender(log);
        }
        StringBuilder all = new StringBuilder(texts).append(platformLog);
        List<ILoggingEvent> ours = log.list.stream()
                // The simulator shares this process and may log what it is sent.
                .filter(event ->
                        !event.getLoggerName().matches("(org\\.eclipse|com\\.github\\.tomakehurst|wiremock).*"))
                .toList();
        for (ILoggingEvent event : ours) {
            all.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                all.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        assertThat(ours).isNotEmpty();
        assertThat(all.toString())
                .contains("GET /users")
                .doesNotContain("MARKER-")
                .doesNotContain("eyJ")
                .doesNotContain("Bearer ");
    }

    private static final class PlatformLog extends Handler {
        private final PrintWriter out;

        PlatformLog(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void publish(LogRecord line) {
            String name = String.valueOf(line.getLoggerName());
            if (!name.startsWith("sun.") && !name.startsWith("jdk.")) {
                out.println(line.getMessage());
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.close();
        }
    }

    private static Set<String> syncAll(Connector connector) {
        return sync(connector, new SyncRequest(Set.of("accounts", "groups"), List.of(), 50));
    }

    private static Set<String> sync(Connector connector, SyncRequest request) {
        Set<String> records = new TreeSet<>();
        for (SyncPartition partition : connector.plan(request)) {
            Cursor cursor = Cursor.start();
            boolean more = true;
            while (more) {
                SyncPage page = connector.read(partition, cursor);
                page.records().stream().map(SyncRecord::toString).forEach(records::add);
                assertThat(page.skipped()).isEmpty();
                more = page.next() instanceof NextStep.More;
                if (page.next() instanceof NextStep.More next) {
                    cursor = next.cursor();
                }
            }
        }
        return records;
    }

    private static ServiceTraffic traffic(Connector connector) {
        return connector.traffic().values().iterator().next();
    }

    private static Map<String, String> comparable(Connector connector) {
        Map<String, String> counts = new TreeMap<>();
        counts.put("total", text(traffic(connector).total()));
        traffic(connector).endpoints().forEach((name, count) -> counts.put(name, text(count)));
        return counts;
    }

    private static String text(CallCounts count) {
        return text(new TrafficCount(count.requests(), count.resourceUnits(), count.bytes(), count.throttled()));
    }

    private static Map<String, String> comparable(TrafficStats.Snapshot stats) {
        Map<String, String> counts = new TreeMap<>();
        counts.put("total", text(stats.total()));
        stats.endpoints().forEach((name, count) -> counts.put(name, text(count)));
        return counts;
    }

    private static String text(TrafficCount count) {
        return count.toString();
    }

    private Connector open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("tenantId", SIMULATOR.tenantId());
        settings.put("clientId", SIMULATOR.clientId());
        settings.put("clientSecret", SECRET);
        settings.put("graphDomain", "custom");
        settings.put("graphUrl", SIMULATOR.url());
        settings.put("authorityUrl", SIMULATOR.url());
        settings.put("trustedCertificates", SIMULATOR.caPem());
        settings.putAll(more);
        return new EntraPlugin().open(EntraSchema.schema().configure(settings), host);
    }
}
