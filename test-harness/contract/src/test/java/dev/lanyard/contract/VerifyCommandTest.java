package dev.lanyard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.contract.cli.VerifyCommand;
import dev.lanyard.contract.little.LittlePlugin;
import dev.lanyard.contract.little.LittleService;
import dev.lanyard.contract.little.WrongRecords;
import dev.lanyard.spi.ConnectorPlugin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void command_isFoundByTheHost() {
        assertThat(ServiceLoader.load(Callable.class)).hasAtLeastOneElementOfType(VerifyCommand.class);
    }

    @Test
    void keptRules_exitWithZero() throws IOException {
        try (LittleService service = new LittleService()) {
            int exit = run(service, LittlePlugin.class, "--rule", "201,501", "--page-size", "2");

            assertThat(exit).isZero();
            assertThat(out.toString())
                    .contains(
                            "C-201  kept",
                            "C-501  not run",
                            "needs a test bed",
                            "2 rules: 1 kept, 0 broken, 1 not run");
        }
    }

    @Test
    void testBed_letsRulesRunThatNeedOne() throws IOException {
        try (LittleService service = new LittleService()) {
            int exit = run(
                    service,
                    LittlePlugin.class,
                    "--rule",
                    "211",
                    "--rule=212",
                    "--page-size=2",
                    "--test-bed",
                    service.address().toString());

            assertThat(exit).isZero();
            assertThat(out.toString()).contains("2 rules: 2 kept");
        }
    }

    @Test
    void changes_letRulesRunThatNeedThem() throws IOException {
        Path changes = folder.resolve("changes.properties");
        Files.writeString(changes, "grant = team#member\n");
        try (LittleService service = new LittleService()) {
            int exit =
                    run(service, LittlePlugin.class, "--rule", "401", "--page-size=2", "--changes", changes.toString());

            assertThat(exit).isZero();
            assertThat(out.toString()).contains("1 rules: 1 kept");
        }
    }

    @Test
    void changesThatMeanNothing_areToldWithTheirName() throws IOException {
        Path changes = folder.resolve("changes.properties");
        Files.writeString(changes, "make.person = Ann\n");
        try (LittleService service = new LittleService()) {
            run(service, LittlePlugin.class, "--rule", "401", "--changes", changes.toString());

            assertThat(err.toString()).contains("changes.properties", "'make.person' must be create.TYPE.ATTRIBUTE");
        }
    }

    @Test
    void brokenRule_exitsWithOne_andTellsTheEvidenceAsJson() throws IOException {
        try (LittleService service = new LittleService()) {
            int exit = run(service, WrongRecords.MissingParent.class, "--rule", "203", "--json");

            assertThat(exit).isEqualTo(1);
            JsonNode answer = new JsonMapper().readTree(out.toString());
            assertThat(answer.path("broken").asInt()).isEqualTo(1);
            JsonNode rule = answer.path("rules").path(0);
            assertThat(rule.path("rule").asText()).isEqualTo("C-203");
            assertThat(rule.path("result").asText()).isEqualTo("broken");
            assertThat(rule.path("evidence").path(0).asText()).contains("team/t99");
        }
    }

    @Test
    void unknownRule_isWrongUse() throws IOException {
        try (LittleService service = new LittleService()) {
            assertThat(run(service, LittlePlugin.class, "--rule", "999")).isEqualTo(2);
            assertThat(err.toString()).contains("there is no rule 999");
        }
    }

    private int run(LittleService service, Class<? extends ConnectorPlugin> plugin, String... more) throws IOException {
        Path jar = PluginJar.of(plugin, folder);
        Path config = folder.resolve("little.properties");
        Files.writeString(
                config,
                "connector=little-directory\naddress=" + service.address() + "\nsecret=" + LittleService.SECRET
                        + "\nnote=all is well\n");
        CommandLine command = new CommandLine(new VerifyCommand());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        String[] arguments = new String[more.length + 3];
        arguments[0] = jar.toString();
        arguments[1] = "--config";
        arguments[2] = config.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        int exit = command.execute(arguments);
        command.getOut().flush();
        return exit;
    }
}
