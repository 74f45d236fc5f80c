package dev.lanyard.host.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands sync, export and who-has with a plugin jar in a folder. */
class SyncCommandsTest {

    private static final String CONNECTOR = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.check.*;
            import dev.lanyard.spi.error.*;
            import dev.lanyard.spi.model.*;
            import dev.lanyard.spi.sync.*;
            import dev.lanyard.spi.traffic.*;
            import java.time.Instant;
            import java.util.*;

            class SampleConnector implements Connector {
                private final String site;

                SampleConnector(String site, HostServices host) {
                    this.site = site;
                }

                public CheckReport check() {
                    return new CheckReport(List.of());
                }

                public List<SyncPartition> plan(SyncRequest request) {
                    return List.of(new SyncPartition("accounts", "", false, site));
                }

                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    if (site.equals("closed")) {
                        throw ConnectorException.of(ErrorKind.AUTHENTICATION, "apiKey is wrong", "set apiKey").build();
                    }
                    List<SyncRecord> records = new ArrayList<>();
                    for (int i = 0; i < (site.equals("shrunk") ? 1 : 40); i++) {
                        records.add(user("u" + i, site.equals("forging") && i == 0
                                ? "Eve\\n  Bob  (user/u9)  directly\\u001b[2K"
                                : i < 2 ? "Ann" : "User " + i));
                    }
                    for (String group : List.of("inner", "outer")) {
                        ResourceId id = new ResourceId("group", group);
                        records.add(new Resource(id, "The " + group, Status.ENABLED, Set.of(Trait.GROUP),
                                Optional.empty(), Attributes.NONE));
                        records.add(new Entitlement(new EntitlementId(id, "member"), "Member", Purpose.MEMBERSHIP,
                                Set.of("user", "group"), Optional.empty()));
                    }
                    records.add(grant("inner", new ResourceId("user", "u0"), false));
                    records.add(grant("outer", new ResourceId("group", "inner"), true));
                    if (site.equals("timed")) {
                        records.add(timed("u2", Holding.TEMPORARY));
                        records.add(timed("u3", Holding.ELIGIBLE));
                    }
                    return new SyncPage(records, new NextStep.Done(Optional.empty()),
                            List.of(new SkippedRow("user/x", "malformed", "no id")),
                            List.of(new Notice("partial", "no licence for roles", "buy one")),
                            OptionalLong.of(0), new ReadCost(3, 7));
                }

                private static Resource user(String id, String name) {
                    return new Resource(new ResourceId("user", id), name, Status.ENABLED, Set.of(Trait.ACCOUNT),
                            Optional.empty(), Attributes.builder().put("login", id + "@contoso.example").build());
                }

                private static Grant grant(String group, ResourceId principal, boolean expandable) {
                    return new Grant(GrantKey.direct(new EntitlementId(new ResourceId("group", group), "member"),
                            principal), expandable, false, Validity.PERMANENT);
                }

                private static Grant timed(String user, Holding holding) {
                    return new Grant(new GrantKey(new EntitlementId(new ResourceId("group", "inner"), "member"),
                            new ResourceId("user", user), holding, Optional.empty(), Optional.empty()), false, false,
                            new Validity(Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                    Optional.of(Instant.parse("2026-12-31T00:00:00Z"))));
                }

                public Map<String, ServiceTraffic> traffic() {
                    CallCounts counts = new CallCounts(3, 7, 1000, 1, 2);
                    return Map.of("directory", new ServiceTraffic(counts, Map.of("GET /users", counts)));
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
                .source("sample.SampleConnector", CONNECTOR)
                .write(folder.resolve("plugins/sample.jar"));
        site("north");
    }

    @Test
    void statistics_withoutFolder_areRefusedBeforeAnythingIsRead() {
        assertThat(run("sync", "--stats", folder + "/nowhere/stats.json")).isEqualTo(1);
        assertThat(err.toString())
                .contains("there is no folder " + folder + "/nowhere")
                .contains("remedy: make");
        assertThat(folder.resolve("tenant.db")).doesNotExist();
        assertThat(run("sync")).isZero();
    }

    @Test
    void export_intoAFolderThatIsNotThere_saysWhichOne() {
        run("sync");
        assertThat(run("export", "--output", folder + "/nowhere/tenant.jsonl")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "error: " + folder + "/nowhere/tenant.jsonl cannot be written: there is no folder " + folder
                                + "/nowhere",
                        "remedy: make the folder, or name another file");
    }

    @Test
    void nameInTheSystem_cannotForgeALine() throws IOException {
        site("forging");
        run("sync");
        assertThat(run("who-has", "group/inner#member")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "The inner: Member  (group/inner#member)",
                        "  Eve   Bob  (user/u9)  directly [2K  (user/u0)  directly",
                        "  1 in all");
        assertThat(run("who-has", "--account", "user/u0")).isZero();
        assertThat(out.toString().lines()).hasSize(4).allMatch(line -> !line.startsWith("  Bob"));
    }

    @Test
    void sync_tellsWhatItReadAndWhatItLeftOut() {
        assertThat(run("sync")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("accounts  46")
                .contains("skipped in accounts: malformed 1")
                .contains("no licence for roles")
                .contains("completed in ")
                .contains("group 2, group#member 2, user 40");
        assertThat(err.toString()).contains("reading accounts").contains("accounts: done, 46 records");
    }

    @Test
    void sync_json_andStatistics() throws IOException {
        Path stats = folder.resolve("stats.json");
        assertThat(run("sync", "--json", "--stats", stats.toString())).isZero();
        JsonNode answer = JsonText.parse(out.toString());
        assertThat(answer.at("/outcome").asText()).isEqualTo("completed");
        assertThat(answer.at("/counts/user").asInt()).isEqualTo(40);
        assertThat(answer.at("/notices/accounts/0/remedy").asText()).isEqualTo("buy one");
        JsonNode written = JsonText.parse(Files.readString(stats));
        assertThat(written.at("/directory/total/retried").asInt()).isEqualTo(2);
        assertThat(written.at("/directory/endpoints")
                        .get("GET /users")
                        .get("bytes")
                        .asInt())
                .isEqualTo(1000);
        assertThat(written.at("/streams/accounts/records").asInt()).isEqualTo(46);
        assertThat(written.at("/streams/accounts/requests").asInt()).isEqualTo(3);
        assertThat(written.at("/streams/accounts/resourceUnits").asInt()).isEqualTo(7);
        assertThat(written.at("/streams/accounts").has("cpuMillis")).isTrue();
        assertThat(written.at("/peakHeapBytes").asLong()).isPositive();
        assertThat(written.at("/outcome").asText()).isEqualTo("completed");
    }

    @Test
    void sync_thatIsRefused_saysSoInOneLine_andWritesNoStore() throws IOException {
        site("closed");
        assertThat(run("sync")).isEqualTo(1);
        assertThat(err.toString()).contains("error: apiKey is wrong").contains("remedy: set apiKey");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("plugins", "site.properties");
        }
    }

    @Test
    void sync_ofAFallenSystem_isHeldBackUntilAccepted() throws IOException {
        run("sync");
        site("shrunk");
        assertThat(run("sync")).isEqualTo(1);
        assertThat(out.toString())
                .contains("held back")
                .contains("user: 40 before, 1 now")
                .contains("--accept-fall");
        assertThat(run("sync", "--accept-fall")).isZero();
        assertThat(out.toString()).contains("accepted");
        run("export");
        assertThat(out.toString().lines()).hasSize(7);
    }

    @Test
    void sync_wrongUse() {
        assertThat(run("sync", "--workers", "0")).isEqualTo(2);
        assertThat(run("sync", "--streams", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("no stream nonsense").contains("accounts");
    }

    @Test
    void export_withoutSync_saysWhatToDo() {
        assertThat(run("export")).isEqualTo(1);
        assertThat(err.toString()).contains("holds no completed sync").contains("lanyard sync");
    }

    @Test
    void export_writesFilesAndStandardOutput() throws IOException {
        run("sync");
        Path file = folder.resolve("all.jsonl");
        assertThat(run("export", "--output", file.toString())).isZero();
        String lines = Files.readString(file);
        assertThat(run("export", "--format", "JSONL")).isZero();
        assertThat(out.toString()).isEqualTo(lines);
        Path tables = folder.resolve("tables");
        assertThat(run("export", "--format", "csv", "-o", tables.toString())).isZero();
        assertThat(run("export", "--format", "csv", "--kind", "grants")).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(tables.resolve("grants.csv")));
        assertThat(tables)
                .isDirectoryContaining("glob:**/resources.csv")
                .isDirectoryContaining("glob:**/entitlements.csv");
    }

    @Test
    void report_isOnePage_andTheFiguresItBeginsWith() throws IOException {
        run("sync");
        Path page = folder.resolve("report.html");
        assertThat(run("report", "--out", page.toString())).isZero();
        assertThat(out.toString()).contains("accounts, 0 of them guests").contains(page + " written");
        assertThat(page).content().startsWith("<!doctype html>").endsWith("</html>\n");

        assertThat(run("report", "--out", page.toString(), "--json")).isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.at("/bytes").asLong()).isEqualTo(Files.size(page));
        assertThat(answer.at("/figures/accounts").asLong()).isPositive();
        assertThat(answer.at("/figures/grants").asLong()).isPositive();
    }

    @Test
    void report_withoutSyncOrFile_saysWhatToDo() {
        assertThat(run("report", "--out", folder.resolve("report.html").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("holds no completed sync");
        assertThat(folder.resolve("report.html")).doesNotExist();
        assertThat(run("report")).isEqualTo(2);
    }

    @Test
    void export_wrongUse() {
        assertThat(run("export", "--format", "csv")).isEqualTo(2);
        assertThat(run("export", "--kind", "grants")).isEqualTo(2);
        assertThat(run("export", "--format", "xml")).isEqualTo(2);
    }

    @Test
    void whoHas_resourceByNameOrKey_showsTheWay() {
        run("sync");
        assertThat(run("who-has", "the OUTER")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "The outer: Member  (group/outer#member)",
                        "  The inner  (group/inner)  directly",
                        "  Ann  (user/u0)  through The inner",
                        "  2 in all");
        assertThat(run("who-has", "group/outer#member")).isZero();
        assertThat(run("who-has", "The outer#member")).isZero();
        assertThat(run("who-has", "The outer#owner")).isEqualTo(1);
        assertThat(err.toString()).contains("use one of group/outer#member");
    }

    @Test
    void whoHas_account_showsWhatItHas() {
        run("sync");
        assertThat(run("who-has", "--account", "U0@Contoso.example")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Ann  (user/u0)",
                        "  The inner: Member  (group/inner#member)  directly",
                        "  The outer: Member  (group/outer#member)  through The inner",
                        "  2 in all");
        assertThat(run("who-has", "--account", "u0", "--json")).isZero();
        JsonNode answer = JsonText.parse(out.toString());
        assertThat(answer.at("/held/1/path/0/key").asText()).isEqualTo("group/inner");
        assertThat(answer.at("/held/0/direct").asBoolean()).isTrue();
    }

    @Test
    void whoHas_tellsWhatIsTemporaryOrEligible_andFromWhenUntilWhen() throws IOException {
        site("timed");
        run("sync");
        assertThat(run("who-has", "group/inner#member")).isZero();
        String term = ", from 2026-01-01T00:00:00Z, until 2026-12-31T00:00:00Z";
        assertThat(out.toString().lines())
                .containsExactly(
                        "The inner: Member  (group/inner#member)",
                        "  Ann  (user/u0)  directly",
                        "  User 2  (user/u2)  directly, for a time" + term,
                        "  User 3  (user/u3)  directly, once activated" + term,
                        "  3 in all");
        assertThat(run("who-has", "group/outer#member", "--json")).isZero();
        JsonNode holder = JsonText.parse(out.toString()).at("/0/holders/2");
        assertThat(holder.at("/principal/key").asText()).isEqualTo("user/u2");
        assertThat(holder.get("holding").asText()).isEqualTo("TEMPORARY");
        assertThat(holder.get("eligible").asBoolean()).isFalse();
        assertThat(holder.get("until").asText()).isEqualTo("2026-12-31T00:00:00Z");
        assertThat(run("who-has", "--account", "u3")).isZero();
        assertThat(out.toString()).contains("The inner: Member  (group/inner#member)  directly, once activated" + term);
        assertThat(run("who-has", "--account", "u0", "--json")).isZero();
        JsonNode held = JsonText.parse(out.toString()).at("/held/0");
        assertThat(held.get("holding").asText()).isEqualTo("ACTIVE");
        assertThat(held.has("from")).isFalse();
        assertThat(held.has("until")).isFalse();
    }

    @Test
    void whoHas_ambiguousOrUnknown_saysSo() {
        run("sync");
        assertThat(run("who-has", "--account", "ann")).isEqualTo(1);
        assertThat(err.toString()).contains("2 resources are named 'ann'").contains("user/u0 (Ann), user/u1 (Ann)");
        assertThat(run("who-has", "nobody knows")).isEqualTo(1);
        assertThat(err.toString()).contains("holds nothing named 'nobody knows'");
        assertThat(run("who-has")).isEqualTo(2);
        assertThat(run("who-has", "x", "--account", "y")).isEqualTo(2);
    }

    private void site(String name) throws IOException {
        Files.writeString(folder.resolve("site.properties"), "connector=sample\nsiteName=" + name + "\n");
    }

    private int run(String command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--store", folder.resolve("tenant.db").toString()));
        all.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
        all.addAll(List.of("--config", folder.resolve("site.properties").toString()));
        all.addAll(List.of(arguments));
        return Lanyard.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
