package dev.lanyard.host.cli.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.host.cli.Lanyard;
import dev.lanyard.host.sync.ForkedJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connectors side by side, their states and their logs. */
class ConnectorsCommandTest extends ConnectorsBench {

    private static final int PATIENCE = 600;

    @Test
    void withoutAny_itSaysHowToGetOne() {
        assertThat(run("connectors")).isZero();
        assertThat(out.toString()).contains("lanyard connect");
        assertThat(run("sync", "--connector", "north")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no connector 'north'").contains("lanyard connect");
    }

    @Test
    void added_itIsConfigured_andListed() throws IOException {
        add("north");
        assertThat(run("connectors")).isZero();
        assertThat(out.toString())
                .containsPattern("NAME +PLUGIN +APPLICATION +OWNERS +STATE +SINCE +WHY")
                .containsPattern("north +sample +HR of north +ann@contoso.example +configured +2");
        JsonNode shown = shown("north");
        assertThat(shown.get("state").asText()).isEqualTo("configured");
        assertThat(shown.get("owners").get(0).asText()).isEqualTo("ann@contoso.example");
        assertThat(shown.has("syncedAt")).isFalse();
        assertThat(log("north")).contains("added: plugin sample, application HR of north");
        assertThat(run("connectors", "show", "north")).isZero();
        assertThat(out.toString()).containsPattern("state +configured").doesNotContain(KEY);
    }

    @Test
    void twoTenantsOfOnePlugin_doNotSeeEachOther() throws IOException {
        add("north");
        add("south");
        assertThat(run("sync", "--connector", "north")).as(err.toString()).isZero();
        mood("south", "closed");
        assertThat(run("sync", "--connector", "south")).isEqualTo(1);
        assertThat(shown("north").get("state").asText()).isEqualTo("connected");
        assertThat(shown("south").get("state").asText()).isEqualTo("failed");
        assertThat(log("north")).contains("user 1").doesNotContain("south");
        assertThat(log("south")).contains("refused").doesNotContain("north");
        mood("south", "well");
        run("sync", "--connector", "south");
        run("export", "--connector", "south");
        assertThat(out.toString()).contains("Ann of south").doesNotContain("north");
        run("who-has", "--connector", "north", "--account", "Ann of south");
        assertThat(err.toString()).contains("Ann of south").contains("holds no");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check | well        | connected | everything can be read                    |
            check | limited     | degraded  | People.Read is not granted                | grant People.Read
            check | off         | connected | everything can be read                    |
            check | blocked     | failed    | People.Read is not granted                | grant People.Read
            check | halved      | degraded  | People.Read is not granted                | grant People.Read
            check | unreachable | failed    | nobody answers                            | try later
            sync  | well        | connected | everything can be read                    |
            sync  | limited     | degraded  | People.Read is not granted                | grant People.Read
            sync  | halved      | failed    | People.Read is not granted                | grant People.Read
            sync  | partial     | degraded  | accounts: no licence for roles (and 1 more| buy one
            sync  | selective   | connected | everything can be read                    |
            sync  | closed      | failed    | the key *** is refused                    | set apiKey anew
            sync  | broken      | failed    | the plugin 'sample' failed in             | report
            """)
    void state_tellsWhatCameOfIt(String command, String mood, String state, String why, String remedy)
            throws IOException {
        add("north");
        mood("north", mood);
        run(command, "--connector", "north");
        JsonNode shown = shown("north");
        assertThat(shown.get("state").asText()).isEqualTo(state);
        assertThat(shown.get("why").asText()).contains(why);
        assertThat(shown.get("remedy").asText()).contains(remedy == null ? "" : remedy);
        assertThat(shown.has("syncedAt")).isEqualTo(command.equals("sync") && !state.equals("failed"));
        assertThat(log("north"))
                .contains("configured → connecting", " → " + state + ": " + why)
                .contains(remedy == null ? "" : remedy);
    }

    @Test
    void state_lastsSinceItBegan_notSinceItWasLastSeen() throws IOException {
        add("north");
        run("check", "--connector", "north");
        Path state = home("north").resolve("state.json");
        Files.writeString(
                state,
                Files.readString(state).replaceAll("\"since\" : \"[^\"]*\"", "\"since\" : \"2020-01-01T00:00:00Z\""));
        run("sync", "--connector", "north");
        assertThat(shown("north").get("since").asText()).isEqualTo("2020-01-01T00:00:00Z");
        mood("north", "closed");
        run("sync", "--connector", "north");
        assertThat(shown("north").get("since").asText()).isGreaterThan("2026");
    }

    @Test
    void whatASyncHasNotRead_isNotMadeGoodByACheck_butByTheNextSync() throws IOException {
        add("north");
        mood("north", "partial");
        run("sync", "--connector", "north");
        mood("north", "well");
        assertThat(run("check", "--connector", "north")).isZero();
        assertThat(shown("north").get("state").asText()).isEqualTo("degraded");
        assertThat(json().get("why").asText()).isEqualTo("accounts: no licence for roles (and 1 more, see its log)");
        mood("north", "closed");
        run("sync", "--connector", "north");
        run("check", "--connector", "north");
        assertThat(shown("north").get("state").asText()).isEqualTo("degraded");
        mood("north", "well");
        run("sync", "--connector", "north");
        assertThat(shown("north").get("state").asText()).isEqualTo("connected");
    }

    @Test
    void log_isReadable_andHoldsNoSecret() throws IOException {
        add("north");
        mood("north", "partial");
        run("sync", "--connector", "north");
        mood("north", "closed");
        run("sync", "--connector", "north");
        assertThat(run("connectors", "log", "north")).isZero();
        assertThat(out.toString().lines())
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ (INFO |WARN |ERROR) \\S.*"))
                .anyMatch(line -> line.endsWith("INFO  sync began: accounts"))
                .anyMatch(line -> line.endsWith("INFO  accounts: 1 records, 1 left out, 3 requests"))
                .anyMatch(line -> line.contains("INFO  everything read after "))
                .anyMatch(line -> line.endsWith("WARN  accounts: no licence for roles; remedy: buy one"))
                .anyMatch(line -> line.contains("INFO  accounts: left out: malformed 1"))
                .anyMatch(line ->
                        line.contains("WARN  accounts: rows could not be understood and were left out: 1; remedy: "))
                .anyMatch(line -> line.endsWith("ERROR the key *** is refused; remedy: set apiKey anew"));
        assertThat(run("connectors", "log", "north", "--lines", "1", "--json")).isZero();
        assertThat(json()).hasSize(1);
        assertThat(json().get(0).get("text").asText()).startsWith("syncing → failed: ");
        try (Stream<Path> files = Files.walk(home("north"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(KEY);
            }
        }
    }

    @Test
    void folder_isItsOwnersAlone() throws IOException {
        add("north");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home("north"))))
                .isEqualTo("rwx------");
    }

    @Test
    void killedInASync_itDoesNotLookAsThoughItWereStillSyncing_andGoesOn() throws Exception {
        add("north");
        run("check", "--connector", "north");
        mood("north", "stuck");
        Process syncing = ForkedJava.start(Lanyard.class, List.of(), arguments("sync", "--connector", "north"));
        try {
            awaitState("syncing", syncing);
            assertThat(run("sync", "--connector", "north")).isEqualTo(1);
            assertThat(err.toString()).contains("is being synced already, by process " + syncing.pid());
            assertThat(run("connectors", "remove", "north", "--yes")).isEqualTo(1);
            assertThat(run("check", "--connector", "north")).isZero();
            assertThat(shown("north").get("state").asText()).isEqualTo("syncing");
        } finally {
            syncing.destroyForcibly().waitFor();
        }
        assertThat(shown("north").get("state").asText()).isEqualTo("degraded");
        assertThat(json().get("why").asText()).contains("cut off").contains("process " + syncing.pid() + " is gone");
        assertThat(json().get("remedy").asText()).contains("sync again");
        mood("north", "well");
        assertThat(run("sync", "--connector", "north")).as(err.toString()).isZero();
        assertThat(shown("north").get("state").asText()).isEqualTo("connected");
        assertThat(log("north")).contains("process " + syncing.pid() + " is gone");
    }

    @Test
    void twoConnectors_canBeSyncedAtTheSameTime() throws Exception {
        add("north");
        add("south");
        mood("north", "stuck");
        Process syncing = ForkedJava.start(Lanyard.class, List.of(), arguments("sync", "--connector", "north"));
        try {
            awaitState("syncing", syncing);
            assertThat(run("sync", "--connector", "south")).as(err.toString()).isZero();
            assertThat(shown("north").get("state").asText()).isEqualTo("syncing");
            mood("north", "well");
            assertThat(syncing.waitFor()).isZero();
        } finally {
            syncing.destroyForcibly().waitFor();
        }
        assertThat(shown("north").get("state").asText()).isEqualTo("connected");
    }

    @Test
    void log_follow_printsWhatComes() throws Exception {
        add("north");
        Process following = ForkedJava.start(
                Lanyard.class, List.of(), arguments("connectors", "log", "north", "--follow", "--lines", "1"));
        try (var lines = following.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).contains("added: ");
            run("check", "--connector", "north");
            assertThat(lines.readLine()).endsWith("configured → connecting");
            assertThat(lines.readLine()).contains("connecting → connected");
        } finally {
            following.destroyForcibly().waitFor();
        }
    }

    @Test
    void connectorAndConfig_together_areWrongUse() throws IOException {
        add("north");
        assertThat(run("check", "--connector", "north", "--config", "x.properties"))
                .isEqualTo(2);
        assertThat(run("export", "--connector", "north", "--store", "x.db")).isEqualTo(2);
        assertThat(err.toString()).contains("leave out --config, --store");
    }

    @Test
    void add_withWhatCannotBe_isRefused_andLeavesNothing() throws IOException {
        Path settings = settings("north");
        assertThat(run("connectors", "add", "north")).isEqualTo(1);
        assertThat(err.toString())
                .contains("the settings are missing", "the owner is missing", "the application that it governs");
        String[] rest = {"--config", settings.toString(), "--owner", "ann", "--new-application", "HR"};
        assertThat(run(words("connectors add North", rest))).isEqualTo(1);
        assertThat(err.toString()).contains("'North' cannot be the name of a connector");
        assertThat(run(
                        "connectors",
                        "add",
                        "north",
                        "--config",
                        settings.toString(),
                        "--owner",
                        "a",
                        "--application",
                        "HR"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no application 'HR'").contains("--new-application 'HR'");
        Files.writeString(settings, "connector=sample\nsite=x\n");
        assertThat(run(words("connectors add north", rest))).isEqualTo(1);
        assertThat(err.toString()).contains("siteName is required").contains("site is not a setting");
        assertThat(run("connectors", "--json")).isZero();
        assertThat(json()).isEmpty();
        settings("north");
        assertThat(run(words("connectors add north", rest))).as(err.toString()).isZero();
        assertThat(run(words("connectors add north", rest))).isEqualTo(1);
        assertThat(err.toString()).contains("there is a connector 'north' already");
        assertThat(run(words("connectors add south", rest))).isEqualTo(1);
        assertThat(err.toString()).contains("there is an application 'HR' already");
        rest[4] = "--application";
        rest[5] = "hr";
        assertThat(run(words("connectors add south", rest))).as(err.toString()).isZero();
        assertThat(run("connectors", "applications")).isZero();
        assertThat(out.toString()).containsPattern("HR +north, south");
    }

    @Test
    void change_givesItOtherOwners_orAnotherApplication_andNothingElse() throws IOException {
        add("north");
        run("check", "--connector", "north");
        assertThat(run("connectors", "change", "north", "--owner", "bob,cem")).isZero();
        assertThat(out.toString()).contains("changed north: application HR of north, owned by bob, cem");
        assertThat(shown("north").get("owners").toString()).isEqualTo("[\"bob\",\"cem\"]");
        assertThat(json().get("state").asText()).isEqualTo("connected");
        assertThat(run("connectors", "change", "north", "--new-application", "Payroll", "--json"))
                .isZero();
        assertThat(json().get("application").asText()).isEqualTo("Payroll");
        assertThat(json().get("owners")).hasSize(2);
        assertThat(log("north")).contains("changed: application Payroll, owned by bob, cem");
        run("connectors", "applications");
        assertThat(out.toString()).containsPattern("HR of north +-").containsPattern("Payroll +north");
        assertThat(run("check", "--connector", "north")).as(err.toString()).isZero();
        assertThat(run("connectors", "change", "north")).isEqualTo(2);
        assertThat(err.toString()).contains("nothing to change");
        assertThat(run("connectors", "change", "north", "--owner", " ")).isEqualTo(1);
        assertThat(run("connectors", "change", "north", "--application", "nowhere"))
                .isEqualTo(1);
        assertThat(run("connectors", "change", "south", "--owner", "ann")).isEqualTo(1);
        assertThat(shown("north").get("owners")).hasSize(2);
    }

    @Test
    void remove_takesAwayTheConnector_butNeitherItsSettingsElsewhereNorItsApplication() throws IOException {
        add("north");
        run("sync", "--connector", "north");
        assertThat(run("connectors", "remove", "north")).isEqualTo(2);
        assertThat(err.toString()).contains("--yes");
        assertThat(run("connectors", "remove", "north", "--yes")).isZero();
        try (Stream<Path> left = Files.list(folder.resolve("connectors"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("applications.json", "applications.json.lock");
        }
        assertThat(folder.resolve("north.properties")).exists();
        assertThat(run("connectors", "applications", "--json")).isZero();
        assertThat(json().at("/0/application").asText()).isEqualTo("HR of north");
    }

    @Test
    void remove_thatFails_leavesItAsItWas() throws IOException {
        add("north");
        Path inTheWay = Files.createDirectories(folder.resolve(
                "connectors/.north.removed-" + ProcessHandle.current().pid() + "/x"));
        assertThat(run("connectors", "remove", "north", "--yes")).isEqualTo(1);
        assertThat(err.toString()).contains("connectors cannot be removed from");
        assertThat(shown("north").get("state").asText()).isEqualTo("configured");
        Files.delete(inTheWay);
        assertThat(run("connectors", "remove", "north", "--yes")).isZero();
    }

    @Test
    void damagedConnector_isToldAndDisturbsNoOther() throws IOException {
        add("north");
        add("south");
        Files.writeString(home("north").resolve("connector.json"), "{");
        assertThat(run("connectors", "--json")).isZero();
        assertThat(json()).hasSize(1);
        assertThat(err.toString()).contains("connector.json is damaged");
    }

    @Test
    void damagedState_isNotKnown_andIsFoundOutAnew() throws IOException {
        add("north");
        add("south");
        run("sync", "--connector", "north");
        Path state = home("north").resolve("state.json");
        Files.writeString(state, "{");
        assertThat(run("connectors", "--json")).isZero();
        assertThat(json()).hasSize(2);
        assertThat(json().at("/0/state").asText()).isEqualTo("configured");
        assertThat(json().at("/0/why").asText()).contains("is not known", "state.json is missing or damaged");
        assertThat(json().at("/0/remedy").asText()).contains("lanyard check");
        assertThat(run("check", "--connector", "north")).as(err.toString()).isZero();
        assertThat(shown("north").get("state").asText()).isEqualTo("connected");
        Files.delete(state);
        assertThat(run("connectors", "remove", "north", "--yes"))
                .as(err.toString())
                .isZero();
    }

    private static String[] words(String words, String... rest) {
        return Stream.concat(Stream.of(words.split(" ")), Stream.of(rest)).toArray(String[]::new);
    }

    private void awaitState(String state, Process process) throws Exception {
        for (int i = 0; i < PATIENCE; i++) {
            if (shown("north").get("state").asText().equals(state)) {
                return;
            }
            if (!process.isAlive()) {
                fail(ForkedJava.output(process));
            }
            Thread.sleep(100);
        }
        fail("never " + state + ": " + shown("north"));
    }
}
