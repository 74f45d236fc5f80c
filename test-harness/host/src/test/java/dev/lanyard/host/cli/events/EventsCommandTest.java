package dev.lanyard.host.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.host.cli.Lanyard;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.plugin.PluginJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command events, and what describe, check and who-has say of feeds. */
class EventsCommandTest {

    private static final String PLUGIN = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.describe.*;
            import dev.lanyard.spi.model.*;
            import java.time.Duration;
            import java.util.*;

            public class SamplePlugin implements ConnectorPlugin {
                private static FeedDescriptor feed(String id, FeedDescriptor.Content content, String licence) {
                    return new FeedDescriptor(id, id, "Tells " + id + ".", content, Set.of("user", "group"),
                            Duration.ofMinutes(2), Duration.ofMinutes(30),
                            List.of(new Permission(List.of("Log.Read"), "to hear of " + id, false)),
                            Optional.of(licence).filter(text -> !text.isEmpty()));
                }

                public ConnectorDescriptor descriptor() {
                    return new ConnectorDescriptor("sample", "Sample", "1.0", SpiVersion.CURRENT,
                            ConfigSchema.EMPTY,
                            List.of(new ResourceTypeDescriptor("user", "User", Set.of(Trait.ACCOUNT), List.of()),
                                    new ResourceTypeDescriptor("group", "Group", Set.of(Trait.GROUP), List.of())),
                            List.of(new StreamDescriptor("all", "All", "Everything.", Set.of("user", "group"), false,
                                    List.of())),
                            List.of(), List.of(),
                            List.of(feed("changes", FeedDescriptor.Content.CHANGES, ""),
                                    feed("uses", FeedDescriptor.Content.USAGE, "Gold")));
                }

                public Connector open(ConnectorConfig config, HostServices host) {
                    return new SampleConnector();
                }
            }
            """;

    private static final String CONNECTOR = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.check.*;
            import dev.lanyard.spi.error.*;
            import dev.lanyard.spi.event.*;
            import dev.lanyard.spi.model.*;
            import dev.lanyard.spi.sync.*;
            import dev.lanyard.spi.traffic.*;
            import java.time.Instant;
            import java.util.*;

            class SampleConnector implements Connector {
                private static final ResourceId ANN = new ResourceId("user", "u1");
                private static final ResourceId SALES = new ResourceId("group", "s1");
                private static final EntitlementId MEMBER = new EntitlementId(SALES, "member");

                public CheckReport check() {
                    return new CheckReport(List.of(), List.of(),
                            List.of(new CapabilityStatus("changes", Readiness.READY, List.of()),
                                    new CapabilityStatus("uses", Readiness.BLOCKED, List.of(new Finding("Gold",
                                            "the licence Gold is missing", "buy Gold")))),
                            List.of(), List.of());
                }

                public List<SyncPartition> plan(SyncRequest request) {
                    return List.of(new SyncPartition("all", "", false, "1"));
                }

                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    return new SyncPage(List.of(
                            new Resource(ANN, "Ann Lee", Status.ENABLED, Set.of(Trait.ACCOUNT), Optional.empty(),
                                    Attributes.NONE),
                            new Resource(SALES, "Sales Team", Status.ENABLED, Set.of(Trait.GROUP), Optional.empty(),
                                    Attributes.NONE),
                            new Entitlement(MEMBER, "Member", Purpose.MEMBERSHIP, Set.of("user"), Optional.empty())),
                            new NextStep.Done(Optional.empty()), List.of(), List.of(), OptionalLong.of(0), ReadCost.FREE);
                }

                public EventPage events(String feed, FeedStart from, int pageSize) {
                    if (System.getProperty("shut-out") != null) {
                        throw ConnectorException.of(ErrorKind.AUTHENTICATION, "nobody is let in", "sign in").build();
                    }
                    if (from instanceof FeedStart.After) {
                        return page(List.of(), List.of());
                    }
                    Instant now = Instant.now();
                    if (feed.equals("uses")) {
                        return page(List.of(new UsageEvent("s1", now, ANN, Optional.of(SALES), true),
                                new UsageEvent("s2", now.plusSeconds(60), ANN, Optional.of(SALES), false)), List.of());
                    }
                    GrantKey grant = GrantKey.direct(MEMBER, ANN);
                    return page(List.of(new ChangeEvent("e1", now, ChangeKind.GRANT_ADDED, grant,
                            Optional.of(new Actor(Optional.empty(), "boss@contoso.example")), "Add member to group",
                            List.of(new Grant(grant, false, false, Validity.PERMANENT)))),
                            List.of(new SkippedRow("e2", "malformed", "no target")));
                }

                private static EventPage page(List<Event> events, List<SkippedRow> skipped) {
                    return new EventPage(events, new FeedCursor("done"), false, skipped, List.of(
                            new Notice("partial", "only 7 days are kept", "buy more")), ReadCost.FREE);
                }

                public Map<String, ServiceTraffic> traffic() {
                    return Map.of();
                }

                public void close() {}
            }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void dropInThePlugin() throws IOException {
        PluginJar.working("sample")
                .source("sample.SamplePlugin", PLUGIN)
                .source("sample.SampleConnector", CONNECTOR)
                .write(folder.resolve("plugins/sample.jar"));
        Files.writeString(folder.resolve("site.properties"), "connector=sample\n");
    }

    @Test
    void events_areLines_withNames_andWhatIsWrongGoesToStandardError() {
        run("sync");
        assertThat(run("events", "--feed", "changes")).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .contains("grant added")
                .contains("Ann Lee → Sales Team: Member")
                .contains("by boss@contoso.example")
                .contains("(Add member to group)");
        assertThat(err.toString())
                .contains("left out: e2 (malformed): no target")
                .contains("warning: only 7 days are kept")
                .contains("1 events");
        assertThat(run("events", "--feed", "changes")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(run("events", "--feed", "changes", "--since", "PT1H")).isZero();
        assertThat(out.toString()).contains("Ann Lee");
    }

    @Test
    void events_json_isALineEach() {
        run("sync");
        assertThat(run("events", "--feed", "changes", "--json")).isZero();
        JsonNode line = JsonText.parse(out.toString().strip());
        assertThat(line.at("/id").asText()).isEqualTo("e1");
        assertThat(line.at("/kind").asText()).isEqualTo("GRANT_ADDED");
        assertThat(line.at("/subject").asText()).isEqualTo("group/s1#member@user/u1");
        assertThat(line.at("/principal/displayName").asText()).isEqualTo("Ann Lee");
        assertThat(line.at("/entitlement/key").asText()).isEqualTo("group/s1#member");
        assertThat(line.at("/resource/displayName").asText()).isEqualTo("Sales Team");
        assertThat(line.at("/by/displayName").asText()).isEqualTo("boss@contoso.example");
        assertThat(line.at("/effects/0").asText()).isEqualTo("group/s1#member@user/u1");
    }

    @Test
    void applied_itIsSeenByWhoHas_andSoIsTheLastUse() {
        run("sync");
        run("who-has", "Sales Team");
        assertThat(out.toString()).contains("nobody");
        assertThat(run("events", "--feed", "changes", "--apply")).isZero();
        assertThat(err.toString()).contains("1 records brought up to date");
        assertThat(run("events", "--feed", "uses", "--apply")).isZero();
        assertThat(out.toString()).contains("used  ").contains("not let in");
        run("who-has", "Sales Team");
        assertThat(out.toString()).contains("Ann Lee").contains("last used 20");
        run("who-has", "--account", "u1", "--json");
        JsonNode held = JsonText.parse(out.toString()).at("/held/0");
        assertThat(held.at("/entitlement/key").asText()).isEqualTo("group/s1#member");
        assertThat(held.at("/lastUsed").asText()).startsWith("20");
        run("who-has", "Sales Team", "--json");
        assertThat(JsonText.parse(out.toString()).at("/0/holders/0/lastUsed").asText())
                .isEqualTo(held.at("/lastUsed").asText());
    }

    @Test
    void wrongUse_saysWhatThereIs() {
        assertThat(run("events", "--feed", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("it has changes, uses");
        assertThat(run("events")).isEqualTo(2);
        assertThat(run("events", "--feed", "changes", "--since", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("--since yesterday");
        assertThat(run("events", "--feed", "changes", "--apply")).isEqualTo(1);
        assertThat(err.toString()).contains("holds no completed sync");
    }

    @Test
    void times_areReadInEveryForm() {
        for (String time : List.of("2026-05-01", "2026-05-01T08:00:00Z", "2026-05-01T08:00:00+02:00", "P1DT2H")) {
            assertThat(run("events", "--feed", "uses", "--since", time))
                    .as(time)
                    .isZero();
        }
    }

    @Test
    void describe_andCheck_tellOfFeeds() {
        run("describe", "sample");
        assertThat(out.toString()).contains("Feeds").contains("Tells changes.").contains("Needs a licence: Gold.");
        run("describe", "sample", "--json");
        JsonNode described = JsonText.parse(out.toString()).at("/feeds/1");
        assertThat(described.at("/content").asText()).isEqualTo("USAGE");
        assertThat(described.at("/interval").asText()).isEqualTo("PT2M");
        assertThat(described.at("/permissions/0/anyOf/0").asText()).isEqualTo("Log.Read");
        assertThat(described.at("/licence").asText()).isEqualTo("Gold");
        run("check");
        assertThat(out.toString()).contains("FEED").contains("uses: the licence Gold is missing");
        run("check", "--json");
        assertThat(JsonText.parse(out.toString()).at("/feeds/1/readiness").asText())
                .isEqualTo("blocked");
    }

    @Test
    void registeredConnector_hasItsFeedsInItsLog_andIsFailedWhereNobodyIsLetIn() throws IOException {
        String[] known = {"--connectors", folder.resolve("connectors").toString(), "--connector", "north"};
        runPlainly(
                "connectors",
                "add",
                "north",
                "--owner=ann",
                "--new-application=HR",
                "--config",
                folder.resolve("site.properties").toString(),
                known[0],
                known[1]);
        assertThat(runPlainly("sync", known[0], known[1], known[2], known[3]))
                .as(err.toString())
                .isZero();
        runPlainly("events", "--feed", "changes", "--apply", known[0], known[1], known[2], known[3]);
        runPlainly("events", "--feed", "nonsense", known[0], known[1], known[2], known[3]);
        Path log = folder.resolve("connectors/north/connector.log");
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.endsWith("WARN  feed changes: only 7 days are kept; remedy: buy more"))
                .anyMatch(line -> line.endsWith("INFO  feed changes: 1 events"))
                .anyMatch(line -> line.endsWith("INFO  feed changes: 1 records brought up to date"));
        System.setProperty("shut-out", "yes");
        try {
            assertThat(runPlainly("events", "--feed", "changes", known[0], known[1], known[2], known[3]))
                    .isEqualTo(1);
        } finally {
            System.clearProperty("shut-out");
        }
        runPlainly("connectors", "show", "north", known[0], known[1]);
        assertThat(out.toString()).containsPattern("state +failed").contains("nobody is let in");
    }

    private int runPlainly(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
        return Lanyard.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", folder.resolve("site.db").toString()));
        all.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
        all.addAll(List.of("--config", folder.resolve("site.properties").toString()));
        return Lanyard.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
