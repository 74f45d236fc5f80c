package dev.lanyard.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.plugin.PluginJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LanyardTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makePluginsFolder() throws IOException {
        Files.createDirectories(plugins());
    }

    @Test
    void lanyard_withoutCommand_isWrongUse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: a command is missing").contains("remedy: see lanyard --help");
    }

    @Test
    void lanyard_help_listsCommandsOfOtherModulesToo() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("plugins", "describe", "check", "joined");
    }

    @Test
    void lanyard_version_tellsTheSpiToo() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("SPI version 1");
    }

    @Test
    void joinedCommand_isRunAndAnswersItsExitCode() {
        assertThat(run("joined", "--exit-code", "7")).isEqualTo(7);
    }

    @Test
    void joinedCommand_thatFails_isReportedInOneLineWithoutStackTrace() {
        assertThat(run("joined", "--fail")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "error: unexpected IllegalStateException: first second",
                        "remedy: run it again with LANYARD_LOG_LEVEL=debug, and report what that says");
    }

    @Test
    void joinedCommand_thatRunsOutOfMemory_isToldHowToGetMore() {
        assertThat(run("joined", "--exhaust")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("error: the ")
                .contains("not enough")
                .contains("LANYARD_JAVA_OPTS=-Xmx");
    }

    @Test
    void command_misspelt_isWrongUseWithASuggestion() {
        assertThat(run("plugin")).isEqualTo(2);
        assertThat(err.toString()).contains("error: ").contains("did you mean plugins");
    }

    @Test
    void option_unknown_isWrongUse() {
        assertThat(run("plugins", "--nonsense")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("error: Unknown option: '--nonsense'")
                .contains("\nremedy: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void help_ofEveryCommand_showsWhatStandsThere_lineByLine() {
        for (CommandLine command : commands(new CommandLine(new LanyardCommand()))) {
            List<String> words = new ArrayList<>(
                    List.of(command.getCommandSpec().qualifiedName().split(" ")));
            words.add("--help");
            out.getBuffer().setLength(0);
            assertThat(run(words.subList(1, words.size()).toArray(String[]::new)))
                    .as(words.toString())
                    .isZero();
            String footer =
                    String.join("\n", command.getCommandSpec().usageMessage().footer());
            assertThat(out.toString().replace("\r", ""))
                    .as(words.toString())
                    .doesNotContain("null")
                    .contains(footer.replace("$$", "$"));
        }
    }

    private static List<CommandLine> commands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(each -> all.addAll(commands(each)));
        return all;
    }

    @Test
    void duration_thatIsNone_isToldInWords() {
        assertThat(run("sync", "--full-after", "7d")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'7d' is not a duration such as PT2H or P7D")
                .doesNotContain("java.");
    }

    @Test
    void answerThatCannotBeWritten_isNoSuccess() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("no room");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        String[] words = {"plugins", "--plugins", plugins().toString()};
        assertThat(Lanyard.run(new PrintWriter(full), new PrintWriter(err), words))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("error: the answer was cut off").contains("\nremedy: ");
    }

    @Test
    void wrongUse_isToldAsJsonToo_whereverThatIsAskedFor() throws IOException {
        assertThat(run("plugins", "--nonsense", "--json")).isEqualTo(2);
        assertThat(json().at("/errors/0/message").asText()).contains("--nonsense");
        assertThat(json().at("/errors/0/remedy").asText()).isEqualTo("see lanyard plugins --help");
    }

    @Test
    void newKey_isToldAsJsonToo_butNotShown() throws IOException {
        Path key = folder.resolve("vault.key");
        assertThat(run("vault", "create-key", key.toString(), "--json")).isZero();
        assertThat(json().at("/key").asText()).isEqualTo(key.toString());
        assertThat(out.toString()).doesNotContain(Files.readString(key).strip());
    }

    @Test
    void plugins_namesTheGoodAndTheBad() throws IOException {
        PluginJar.working("sample").write(plugins().resolve("good.jar"));
        Files.writeString(plugins().resolve("bad.jar"), "PK");
        assertThat(run("plugins", "--plugins", plugins().toString())).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ID      VERSION  SPI  NAME    FILE",
                        "sample  1.0      1    Sample  good.jar",
                        "",
                        "refused: bad.jar: is not a jar, or is cut short",
                        "remedy: copy it again, or build it again");
    }

    @Test
    void plugins_asJson_namesTheGoodAndTheBad() throws IOException {
        PluginJar.working("sample").write(plugins().resolve("good.jar"));
        Files.writeString(plugins().resolve("bad.jar"), "PK");
        assertThat(run("plugins", "--json", "--plugins", plugins().toString())).isZero();
        assertThat(json().at("/plugins/0/id").asText()).isEqualTo("sample");
        assertThat(json().at("/plugins/0/streams/0").asText()).isEqualTo("accounts");
        assertThat(json().at("/refused/0/file").asText()).isEqualTo("bad.jar");
        assertThat(json().at("/refused/0/remedy").asText()).isNotBlank();
    }

    @Test
    void plugins_folderMissing_isRefused() {
        assertThat(run("plugins", "--plugins", folder.resolve("nowhere").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("nowhere does not exist").contains("--plugins");
    }

    @Test
    void describe_asText_showsSettingsStreamsAndPermissions() {
        assertThat(describe("sample")).isZero();
        assertThat(out.toString())
                .startsWith("Sample (sample) 1.0, SPI version 1")
                .containsPattern("siteName +a name +yes +- +Which site to read. Example: north")
                .containsPattern("apiKey +secret +no")
                .containsPattern("accounts +no +user +People")
                .containsPattern("accounts +People.Read +yes +to read people")
                .contains("Permissions for settings that are switched on")
                .containsPattern("lastSeen +Log.Read or Log.Write +optional +to read visits");
    }

    @Test
    void describe_asMarkdown_isMadeOfTables() {
        assertThat(describe("sample", "--format", "markdown")).isZero();
        assertThat(out.toString())
                .startsWith("# Sample")
                .contains("## Settings")
                .contains("| SETTING | TYPE | NEEDED | DEFAULT | DESCRIPTION |")
                .contains("| --- | --- | --- | --- | --- |")
                .contains("| apiKey | secret | no | - | The key of the site. |")
                .contains(
                        "| lastSeen | true or false | no | false | When people were seen. Needs a licence: Plan 2. |");
    }

    @Test
    void describe_asJsonSchema_isTheSchemaAlone() throws IOException {
        assertThat(describe("sample", "--format", "json-schema")).isZero();
        assertThat(json().at("/properties/apiKey/writeOnly").asBoolean()).isTrue();
        assertThat(json().at("/required/0").asText()).isEqualTo("siteName");
    }

    @Test
    void describe_asHtml_isAPage() {
        assertThat(describe("sample", "--format", "html")).isZero();
        assertThat(out.toString())
                .startsWith("<!doctype html>")
                .contains("Connector settings")
                .endsWith("</html>\n");
        assertThat(describe("sample", "--format", "html", "--json")).isEqualTo(2);
    }

    @Test
    void describe_asJson_isEverything() throws IOException {
        assertThat(describe("sample", "--json")).isZero();
        assertThat(json().at("/settings/properties/siteName/type").asText()).isEqualTo("string");
        assertThat(json().at("/streams/0/permissions/0/anyOf/0").asText()).isEqualTo("People.Read");
        assertThat(json().at("/settings/properties/lastSeen/x-permissions/0/anyOf/0")
                        .asText())
                .isEqualTo("Log.Read");
        assertThat(json().at("/settings/properties/lastSeen/x-licence").asText())
                .isEqualTo("Plan 2");
        assertThat(json().at("/resourceTypes/0/id").asText()).isEqualTo("user");
    }

    @Test
    void describe_asJsonAndInAFormat_isWrongUse() {
        assertThat(describe("sample", "--json", "--format", "markdown")).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be used together");
    }

    @Test
    void describe_unknown_namesTheKnownOnesAndTheRefusedFiles() throws IOException {
        Files.writeString(plugins().resolve("bad.jar"), "PK");
        assertThat(describe("other")).isEqualTo(1);
        assertThat(err.toString())
                .contains("offers the connector 'other'")
                .contains("use one of sample")
                .contains("error: bad.jar: is not a jar");
    }

    @Test
    void check_ready_isDone() throws IOException {
        assertThat(check("connector=sample\nsiteName=north\n")).isZero();
        assertThat(out.toString().lines()).containsExactly("CAPABILITY  READINESS", "accounts    ready");
    }

    @Test
    void check_blocked_failsAndTellsTheRemedy() throws IOException {
        assertThat(check("connector=sample\nsiteName=blocked\n")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "CAPABILITY  READINESS",
                        "accounts    blocked",
                        "",
                        "accounts: People.Read is not granted",
                        "remedy: grant People.Read");
    }

    @Test
    void check_asJson_tellsTheSame() throws IOException {
        assertThat(check("connector=sample\nsiteName=blocked\n", "--json")).isEqualTo(1);
        assertThat(json().at("/usable").asBoolean(true)).isFalse();
        assertThat(json().at("/capabilities/0/readiness").asText()).isEqualTo("blocked");
        assertThat(json().at("/capabilities/0/findings/0/remedy").asText()).isEqualTo("grant People.Read");
    }

    @Test
    void check_wrongSettings_areAllToldAtOnce() throws IOException {
        assertThat(check("connector=sample\nsite=north\n")).isEqualTo(1);
        assertThat(err.toString())
                .contains("siteName is required but not set")
                .contains("site is not a setting of this connector");
        assertThat(err.toString().lines().filter(line -> line.startsWith("remedy: ")))
                .hasSize(2);
    }

    @Test
    void check_wrongSettings_areToldAsJsonToo() throws IOException {
        assertThat(check("connector=sample\n", "--json")).isEqualTo(1);
        assertThat(json().at("/errors/0/message").asText()).contains("siteName is required");
        assertThat(json().at("/errors/0/remedy").asText()).contains("set siteName");
    }

    @Test
    void check_unknownConnector_namesTheKnownOnes() throws IOException {
        assertThat(check("connector=other\n")).isEqualTo(1);
        assertThat(err.toString()).contains("'other'").contains("use one of sample");
    }

    @Test
    void check_otherPluginBroken_warnsAndGoesOn() throws IOException {
        Files.writeString(plugins().resolve("bad.jar"), "PK");
        assertThat(check("connector=sample\nsiteName=north\n")).isZero();
        assertThat(err.toString()).startsWith("warning: bad.jar: is not a jar").contains("remedy: ");
    }

    @Test
    void check_pluginThatThrows_showsNeitherStackTraceNorItsMessage() throws IOException {
        PluginJar.working("sample")
                .source(
                        "sample.SamplePlugin",
                        PluginJar.samplePlugin("sample")
                                .replace(
                                        "return new SampleConnector",
                                        "if (true) throw new"
                                                + " IllegalStateException(\"a-secret\"); return new SampleConnector"))
                .write(plugins().resolve("sample.jar"));
        assertThat(check("connector=sample\nsiteName=north\napiKey=a-secret\n")).isEqualTo(1);
        assertThat(err.toString())
                .contains("error: the plugin 'sample' failed in ConnectorPlugin.open()")
                .doesNotContain("a-secret")
                .doesNotContain("\tat ");
    }

    @Test
    void check_connectorRefuses_isToldWithTheServicesOwnWords() throws IOException {
        PluginJar.working("sample")
                .source(
                        "sample.SamplePlugin",
                        PluginJar.samplePlugin("sample").replace("return new SampleConnector", """
                                if (true) throw dev.lanyard.spi.error.ConnectorException.of(
                                        dev.lanyard.spi.error.ErrorKind.AUTHENTICATION, "apiKey: wrong", "correct apiKey")
                                        .service(Optional.of("E17"), Optional.of("r-1")).build();
                                return new SampleConnector"""))
                .write(plugins().resolve("sample.jar"));
        assertThat(check("connector=sample\nsiteName=north\n", "--json")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("error: apiKey: wrong (E17, request r-1)", "remedy: correct apiKey");
        assertThat(json().at("/errors/0/kind").asText()).isEqualTo("AUTHENTICATION");
    }

    @Test
    void check_connectorWaits_isTold() throws IOException {
        // The sample tells its host when it is closed, as if it waited.
        assertThat(check("connector=sample\nsiteName=north\n")).isZero();
        assertThat(err.toString()).isEqualToIgnoringNewLines("waiting 0 s: closed north");
    }

    private Path plugins() {
        return folder.resolve("plugins");
    }

    private int run(String... arguments) {
        return Lanyard.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private int describe(String plugin, String... more) {
        return runOnSample(List.of("describe", plugin), more);
    }

    private int check(String settings, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("tenant.properties"), settings);
        return runOnSample(List.of("check", "--config", file.toString()), more);
    }

    private int runOnSample(List<String> command, String... more) {
        Path jar = plugins().resolve("sample.jar");
        if (!Files.exists(jar)) {
            PluginJar.working("sample").write(jar);
        }
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--plugins", plugins().toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private JsonNode json() {
        return JsonText.parse(out.toString());
    }
}
