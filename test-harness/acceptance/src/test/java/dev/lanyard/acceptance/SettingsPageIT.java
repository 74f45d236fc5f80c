package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of settings that is made of the connector's description alone, in a browser. */
class SettingsPageIT {

    private static final String SECRET = "do-not-show-4711";

    /** What people enter, right and wrong, whatever the field. */
    private static final List<String> ENTERED = List.of(
            "  ",
            "true",
            "0",
            "1",
            "+5",
            "-1",
            "16",
            "12.5",
            "1e3",
            "99999999999999999999",
            "9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60",
            " 9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60 ",
            "9b8f3c1e",
            "contoso.example",
            "accounts, groups,licences",
            "accounts;groups",
            "30s",
            "0s",
            "10m",
            "2h",
            "999d",
            "500ms",
            "PT2M",
            "pt1m30.5s",
            "PT",
            "P1DT",
            "P1D",
            "-PT5S",
            "2 m",
            "https://gateway.example/graph",
            "HTTPS://gateway.example:8443",
            "http://gateway.example",
            "https://ann@gateway.example",
            "https://",
            "https:gateway.example",
            "https://gateway.example/a b",
            "custom",
            "graph.microsoft.us",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----");

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;
    private static LoadedPlugin plugin;
    private static ConnectorDescriptor descriptor;

    @BeforeAll
    static void writePage() throws Exception {
        browser = Browser.start(folder.resolve("profile"));
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.copy(House.CONNECTOR_JAR, plugins.resolve("entra.jar"));
        LanyardCommand.Outcome outcome = new LanyardCommand(folder).run("describe", "entra-id", "--format", "html");
        assertThat(outcome.exitCode()).as(outcome.everything()).isZero();
        page = Files.writeString(folder.resolve("settings.html"), outcome.output());
        plugin = PluginLoader.load(House.CONNECTOR_JAR);
        descriptor = plugin.descriptor();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (plugin != null) {
            plugin.close();
        }
    }

    @BeforeEach
    void open() {
        browser.requests();
        browser.console();
        browser.open(page);
    }

    private static String of(String field) {
        return "#setting-" + field;
    }

    private static boolean isShown(String field) {
        return browser.find(of(field)).isDisplayed();
    }

    private static void enter(String field, String value) {
        browser.script("""
                const control = document.getElementById("setting-" + arguments[0]);
                if (control.type === "checkbox") {
                  control.checked = arguments[1] === "true";
                } else {
                  control.value = arguments[1];
                }
                control.dispatchEvent(new Event("input"));
                control.dispatchEvent(new Event("change"));
                """, field, value);
    }

    @Test
    void opens_withoutErrorsAndWithoutAnyRequest() {
        assertThat(browser.text("h1")).isEqualTo(descriptor.displayName());
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .allMatch(address -> address.equals(page.toUri().toString()) || address.equals("about:blank"));
    }

    @Test
    void everyField_standsUnderItsGroup_inOrder_withALabelAndWhatItDoes() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (ConfigField field : descriptor.schema().fields()) {
            groups.computeIfAbsent(field.group(), any -> new ArrayList<>()).add(field.name());
        }
        assertThat(browser.texts("legend")).containsExactlyElementsOf(groups.keySet());
        int place = 0;
        for (List<String> fields : groups.values()) {
            assertThat(browser.script(
                            "return [...document.querySelectorAll('fieldset')][arguments[0]].querySelectorAll('[data-setting]')"
                                    + ".values().map((each) => each.dataset.setting).toArray()",
                            place++))
                    .isEqualTo(fields);
        }
        for (ConfigField field : descriptor.schema().fields()) {
            assertThat(browser.text("label[for=setting-" + field.name() + "]"))
                    .isEqualTo(field.label() + (isRequired(field) ? " (required)" : ""));
            assertThat(browser.text(of(field.name()) + "-help")).startsWith(field.description());
        }
    }

    private static boolean isRequired(ConfigField field) {
        return field.required() && field.defaultValue().isEmpty();
    }

    @Test
    void eachType_hasItsControl() {
        for (ConfigField field : descriptor.schema().fields()) {
            String control = String.valueOf(browser.script(
                    "const control = document.querySelector(arguments[0]); return control.tagName + ' ' + control.type",
                    of(field.name())));
            String expected;
            if (field.type() instanceof FieldType.Flag) {
                expected = "INPUT checkbox";
            } else if (field.type() instanceof FieldType.Choice) {
                expected = "SELECT select-one";
            } else if (field.type() instanceof FieldType.SecretText) {
                expected = "INPUT password";
            } else if (field.type() instanceof FieldType.Pem) {
                expected = "TEXTAREA textarea";
            } else {
                expected = "INPUT text";
                assertThat(browser.find(of(field.name())).getDomAttribute("placeholder"))
                        .isEqualTo(field.defaultValue().or(field::example).orElse(null));
            }
            assertThat(control).as(field.name()).isEqualTo(expected);
        }
    }

    @Test
    void secret_isMasked_hasNoValue_andIsOnlyReferredTo() {
        assertThat(browser.find(of("clientSecret")).getDomProperty("value")).isEmpty();

        browser.find(of("clientSecret")).sendKeys(SECRET);
        browser.find("button[type=submit]").click();

        assertThat(browser.text("#file"))
                .contains("connector=entra-id")
                .contains("clientSecret=${env:LANYARD_CLIENT_SECRET}");
        assertThat(browser.find(of("clientSecret")).getDomAttribute("type")).isEqualTo("password");
        assertThat(browser.script("return document.documentElement.outerHTML + document.body.innerText"))
                .asString()
                .doesNotContain(SECRET);
    }

    @Test
    void fieldThatAppliesOnlySometimes_isShownOnlyThen() {
        List<ConfigField> conditional = descriptor.schema().fields().stream()
                .filter(field -> field.onlyWhen().isPresent())
                .toList();
        assertThat(conditional).isNotEmpty();
        for (ConfigField field : conditional) {
            ConfigField.Condition condition = field.onlyWhen().orElseThrow();
            ConfigField other = descriptor.schema().field(condition.field()).orElseThrow();
            String before = other.defaultValue().orElse("");
            assertThat(isShown(field.name()))
                    .as(field.name())
                    .isEqualTo(condition.values().contains(before));
            for (String value : options(other)) {
                enter(condition.field(), value);
                assertThat(isShown(field.name()))
                        .as(field.name() + " with " + condition.field() + "=" + value)
                        .isEqualTo(condition.values().contains(value));
            }
            enter(condition.field(), before);
        }
    }

    private static List<String> options(ConfigField field) {
        return field.type() instanceof FieldType.Choice choice ? choice.options() : List.of("true", "false");
    }

    @Test
    void problems_areThoseThatTheSchemaFinds() {
        ConfigSchema schema = descriptor.schema();
        for (ConfigField field : schema.fields()) {
            if (field.type() instanceof FieldType.Flag || field.type() instanceof FieldType.Choice) {
                continue;
            }
            browser.open(page);
            Map<String, String> values = new LinkedHashMap<>();
            field.onlyWhen().ifPresent(condition -> {
                String value = condition.values().get(0);
                values.put(condition.field(), value);
                enter(condition.field(), value);
            });
            List<?> shown = (List<?>) browser.script("""
                    const control = document.getElementById("setting-" + arguments[0]);
                    return arguments[1].map((entered) => {
                      control.value = entered;
                      control.dispatchEvent(new Event("change"));
                      return document.getElementById(control.id + "-problem").textContent;
                    });
                    """, field.name(), ENTERED);
            for (int i = 0; i < ENTERED.size(); i++) {
                values.put(field.name(), ENTERED.get(i));
                String expected = schema.validate(values).stream()
                        .filter(problem -> problem.field().equals(field.name()))
                        .map(problem -> field.label() + " " + problem.message() + ".")
                        .findFirst()
                        .orElse("");
                assertThat(shown.get(i))
                        .as(field.name() + " with '" + ENTERED.get(i) + "'")
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void check_listsAllProblems_andLeadsToTheFirst() {
        browser.find("button[type=submit]").click();

        List<String> missing = descriptor.schema().validate(Map.of()).stream()
                .map(problem ->
                        descriptor.schema().field(problem.field()).orElseThrow().label() + " " + problem.message())
                .toList();
        assertThat(browser.texts(".outcome li")).containsExactlyElementsOf(missing);
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("setting-tenantId");
        assertThat(browser.find(of("tenantId")).getDomAttribute("aria-invalid")).isEqualTo("true");

        // Past the way to sign in, which is set already.
        browser.press("9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60", Keys.TAB, Keys.TAB);
        browser.press("4c1f7d2a-0b3e-4f5a-9c8d-7e6f5a4b3c2d", Keys.TAB);
        browser.press(SECRET, Keys.ENTER);
        assertThat(browser.text(".outcome")).isEqualTo("Everything that is needed is set.");
    }

    @Test
    void permissions_areThoseOfEveryStreamAndChange_andOfSettingsThatAreOn() {
        Set<String> expected = new TreeSet<>();
        descriptor.streams().forEach(stream -> add(expected, stream.displayName(), stream.permissions()));
        descriptor.feeds().forEach(feed -> add(expected, feed.displayName(), feed.permissions()));
        descriptor.changes().forEach(change -> add(expected, change.displayName(), change.permissions()));
        descriptor.actions().forEach(action -> add(expected, action.displayName(), action.permissions()));
        for (ConfigField field : descriptor.schema().fields()) {
            if (field.defaultValue().filter("true"::equals).isPresent()) {
                add(expected, field.label(), field.permissions());
            }
        }
        assertThat(consent()).isEqualTo(expected);

        ConfigField mailboxes = descriptor.schema().field("mailboxPurpose").orElseThrow();
        enter(mailboxes.name(), "true");
        add(expected, mailboxes.label(), mailboxes.permissions());
        assertThat(consent()).isEqualTo(expected);
    }

    private static void add(Set<String> lines, String of, List<Permission> permissions) {
        permissions.forEach(each -> lines.add(of + ": " + each.least()));
    }

    private static Set<String> consent() {
        Object lines = browser.script("return [...document.querySelectorAll('#consent tbody tr')].map((row) =>"
                + " row.cells[0].textContent + ': ' + row.cells[2].querySelector('code').textContent)");
        return ((List<?>) lines).stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
}
