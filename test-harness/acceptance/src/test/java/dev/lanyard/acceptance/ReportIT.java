package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.store.HeldEntitlement;
import dev.lanyard.host.store.Named;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.StoredResource;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.EntitlementId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The report as a reviewer meets it: the page in a browser, written of a tenant that has changed since the sync before.
 */
class ReportIT {

    private static final TenantShape TENANT = new TenantShape(400, 80, 2_000, 40, 250, 5);

    /** As names can be that people choose. */
    private static final String HOSTILE = "</script><img src=x onerror=\"document.title='taken'\"> =1+1 שלום";

    private static final List<String> VIEWS = List.of(
            "overview",
            "accounts",
            "resources",
            "roles",
            "guests",
            "disabled",
            "credentials",
            "licences",
            "ownerless",
            "changes");

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;
    private static Path store;
    private static JsonNode answer;
    private static Map<String, Long> expected;
    private static String hostile;

    @BeforeAll
    static void writeReport() throws Exception {
        browser = Browser.start(folder.resolve("profile"));
        store = folder.resolve("tenant.db");
        page = folder.resolve("report.html");
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, SimulatorOptions.of(TENANT))) {
            tenant.sync("tenant.db");
            List<String> users = accounts();
            hostile = "user/" + users.get(0);
            tenant.simulator().tenant().rename(users.get(0), HOSTILE);
            tenant.simulator().tenant().update(users.get(1), Map.of("accountEnabled", false));
            tenant.simulator().tenant().delete(users.get(2), true);
            tenant.sync("tenant.db");
            LanyardCommand.Outcome outcome =
                    tenant.lanyard().run("report", "--store", "tenant.db", "--out", page.toString(), "--json");
            assertThat(outcome.exitCode()).as(outcome.everything()).isZero();
            answer = new ObjectMapper().readTree(outcome.output());
            expected = ExpectedFigures.of(
                    ExpectedExport.of(tenant.simulator().state()),
                    Instant.parse(answer.get("at").asText()));
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /** The ids of enabled members, in the order of the keys. */
    private static List<String> accounts() {
        List<String> ids = new ArrayList<>();
        try (StoreReader reader = Store.open(store).read().orElseThrow()) {
            reader.forEachResource(each -> {
                if (each.traits().equals(List.of("ACCOUNT")) && each.status().equals("ENABLED")) {
                    ids.add(each.key().id());
                }
            });
        }
        return ids;
    }

    private static void view(String name) {
        browser.view("#/" + name);
    }

    /** What the table of this place in the view says that it shows, and of how many. */
    private static List<Long> counted(int place) {
        return browser.texts(".count")
                .get(place)
                .lines()
                .flatMap(line -> Pattern.compile("[\\d,]+")
                        .matcher(line)
                        .results()
                        .map(found -> Long.valueOf(found.group().replace(",", ""))))
                .toList();
    }

    private static void choose(String label, String option) {
        browser.script(
                "const select = [...document.querySelectorAll('main label')].find((each) => each.textContent === arguments[0])"
                        + ".control; select.value = arguments[1]; select.dispatchEvent(new Event('change'))",
                label,
                option);
    }

    @Test
    void opensEveryView_withoutErrorsAndWithoutAnyRequest() {
        browser.requests();
        browser.console();
        browser.open(page);
        for (String view : VIEWS) {
            view(view);
            assertThat(browser.texts("h1")).as(view).hasSize(1);
            assertThat(browser.text("nav [aria-current=page]")).as(view).isEqualTo(browser.text("h1"));
        }
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(address -> address.equals(page.toUri().toString()));
    }

    @Test
    void figures_areThoseOfTheTenant() {
        expected.forEach((name, number) ->
                assertThat(answer.at("/figures/" + name).asLong()).as(name).isEqualTo(number));
        assertThat(expected).allSatisfy((name, number) -> {
            if (!name.equals("credentialsExpiring")) {
                assertThat(number).as(name + " tries something").isPositive();
            }
        });
        assertThat(answer.at("/figures/resourcesRemoved").asLong()).isEqualTo(1);
        assertThat(answer.at("/figures/statusesChanged").asLong()).isEqualTo(1);
    }

    @Test
    void page_showsTheFigures_andAsManyRows() {
        browser.open(page);
        assertThat(card("accounts")).isEqualTo(figure("accounts"));
        assertThat(card("guests")).isEqualTo(figure("guests"));
        assertThat(card("resources")).isEqualTo(figure("grants"));
        long roles = figure("privilegedActive") + figure("privilegedThroughGroups");
        assertThat(card("roles")).isEqualTo(roles);
        assertThat(card("disabled")).isEqualTo(figure("disabledWithAccess"));
        assertThat(card("credentials")).isEqualTo(figure("credentialsExpired"));
        assertThat(card("licences")).isEqualTo(figure("licencesUnused"));
        assertThat(card("ownerless")).isEqualTo(figure("applicationsWithoutOwner"));

        view("accounts");
        assertThat(counted(0)).containsExactly(figure("accounts"));
        view("guests");
        assertThat(counted(0)).containsExactly(figure("guests"));
        view("roles");
        assertThat(counted(0).get(0)).isEqualTo(roles + figure("privilegedEligible"));
        choose("How", "Eligible");
        assertThat(counted(0).get(0)).isEqualTo(figure("privilegedEligible"));
        view("disabled");
        assertThat(counted(0)).containsExactly(figure("disabledWithAccess"));
        view("credentials");
        choose("State", "Expired");
        assertThat(counted(0).get(0)).isEqualTo(figure("credentialsExpired"));
        view("licences");
        assertThat(counted(1)).containsExactly(figure("licencesOfDisabled"));
        view("ownerless");
        assertThat(counted(0)).containsExactly(figure("applicationsWithoutOwner"));
        view("changes");
        assertThat(counted(0))
                .containsExactly(answer.at("/figures/grantsAdded").asLong()
                        + answer.at("/figures/grantsRemoved").asLong());
        assertThat(counted(1)).containsExactly(2L);
    }

    private static long figure(String name) {
        return Optional.ofNullable(expected.get(name)).orElseThrow();
    }

    private static long card(String view) {
        return Long.parseLong(browser.text("[data-figure=" + view + "] .figure").replace(",", ""));
    }

    @Test
    void whatAnAccountHas_andThroughWhat_isWhatTheHostKnows() {
        browser.open(page);
        Set<Integer> lengths = new HashSet<>();
        try (StoreReader reader = Store.open(store).read().orElseThrow()) {
            List<StoredResource> some = new ArrayList<>();
            reader.forEachResource(each -> {
                if (each.traits().contains("ACCOUNT") && each.key().id().hashCode() % 10 == 0) {
                    some.add(each);
                }
            });
            Map<String, Set<String>> passedOn = passedOn(reader);
            for (StoredResource account : some) {
                String key = account.key().text();
                Set<String> held = new TreeSet<>(passedOn.getOrDefault(key, Set.of()));
                for (HeldEntitlement each : reader.access().heldBy(account.key())) {
                    if (!each.direct()) {
                        String way =
                                each.path().stream().map(Named::displayName).collect(Collectors.joining(" › "));
                        held.add(row(
                                each.resource().displayName(),
                                each.entitlement().displayName(),
                                way));
                        lengths.add(each.path().size());
                    }
                }
                view("of/" + key.replace("/", "%2F"));
                assertThat(rowsWithAWay()).as(key).isEqualTo(held);
            }
        }
        assertThat(lengths).as("ways of more than one group are among them").contains(1, 2);
    }

    /** What the system itself says to come through something else, as with licences, by who has it. */
    private static Map<String, Set<String>> passedOn(StoreReader reader) {
        Map<String, Set<String>> rows = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        reader.forEachResource(each -> names.put(each.key().text(), each.displayName()));
        reader.forEachEntitlement(each -> names.put(each.key().text(), each.displayName()));
        reader.forEachGrant(each -> each.through()
                .ifPresent(through -> rows.computeIfAbsent(each.principal(), any -> new TreeSet<>())
                        .add(row(
                                names.getOrDefault(
                                        EntitlementId.parse(each.entitlement())
                                                .resource()
                                                .text(),
                                        ""),
                                names.getOrDefault(each.entitlement(), ""),
                                names.getOrDefault(through, "")))));
        return rows;
    }

    private static String row(String resource, String entitlement, String way) {
        return resource + " | " + entitlement + " | " + way;
    }

    /** What stands in the first table with a way through others, on all its pages. */
    private static Set<String> rowsWithAWay() {
        Set<String> rows = new TreeSet<>();
        boolean more = true;
        while (more) {
            Object found = browser.script("""
                    const data = document.querySelector("main .data");
                    const names = [...data.querySelectorAll("thead th")].map((each) => each.textContent);
                    const place = (name) => names.indexOf(name);
                    return [...data.querySelectorAll("tbody tr")]
                      .filter((row) => row.cells.length > 1 && row.cells[place("Through")].textContent !== "Directly")
                      .map((row) => ["On", "What", "Through"].map((name) => row.cells[place(name)].textContent).join(" | "))
                    """);
            ((List<?>) found).forEach(row -> rows.add(String.valueOf(row)));
            more = Boolean.TRUE.equals(
                    browser.script("const next = document.querySelectorAll('main .data .pager button')[1];"
                            + " const more = !next.disabled; next.click(); return more"));
        }
        return rows;
    }

    @Test
    void tables_areSearchedFilteredSortedAndTurned() {
        browser.open(page);
        view("accounts");
        assertThat(browser.texts("tbody tr")).hasSize(50);
        List<String> first = browser.texts("tbody th a");

        browser.find(".pager button:last-of-type").click();
        assertThat(browser.texts("tbody th a")).hasSize(50).doesNotContainAnyElementsOf(first.subList(0, 1));

        browser.find("thead th:first-child button").click();
        assertThat(browser.find("thead th:first-child").getDomAttribute("aria-sort"))
                .isEqualTo("descending");
        assertThat(browser.texts("tbody th a").get(0)).isNotEqualTo(first.get(0));
        assertThat(browser.texts("thead [aria-sort]")).hasSize(1);

        choose("Kind", "Guest");
        assertThat(counted(0)).containsExactly(figure("guests"), figure("accounts"));
        choose("Kind", "");
        browser.find("main input[type=search]").sendKeys("ONERROR שלום");
        browser.await("document.querySelectorAll('tbody tr').length === 1");
        assertThat(browser.text("tbody th a")).isEqualTo(HOSTILE);
        assertThat(browser.find(".count").getDomAttribute("aria-live")).isEqualTo("polite");
    }

    @Test
    void nameThatIsMarkup_isAName() {
        browser.open(page);
        view("of/" + hostile.replace("/", "%2F"));

        assertThat(browser.text("h1")).isEqualTo(HOSTILE);
        assertThat(browser.texts("img")).isEmpty();
        assertThat(browser.script("return document.title")).isNotEqualTo("taken");
        assertThat(browser.script("return csvField(\"=1+1\") + csvField(\"a\\\"b\") + csvField(-1)"))
                .isEqualTo("'=1+1\"a\"\"b\"-1");
    }

    @Test
    void page_isUsedByTheKeyboardAlone() {
        browser.open(page);
        browser.tab();
        assertThat(focused("className")).isEqualTo("skip");
        view("guests");
        browser.script("document.activeElement.blur(); window.getSelection().removeAllRanges()");
        long reachable = (Long) browser.script(
                "return [...document.querySelectorAll('a[href], button, input, select, [tabindex=\"0\"]')]"
                        + ".filter((each) => !each.disabled && each.getClientRects().length > 0).length");
        Set<Object> reached = new HashSet<>();
        browser.script("document.querySelectorAll('*').forEach((each, place) => (each.dataset.place = place))");
        for (int i = 0; i < reachable + 5; i++) {
            browser.tab();
            Object place = browser.script("return document.activeElement.dataset.place");
            assertThat(focused("tagName")).isNotEmpty();
            reached.add(place);
        }
        assertThat(reached.size()).isGreaterThanOrEqualTo((int) reachable);

        browser.script("document.querySelector('thead button').focus()");
        browser.tab();
        assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
                .as("what has the focus is seen")
                .isEqualTo("solid");
        browser.press(Keys.ENTER);
        assertThat(browser.find("thead th:nth-child(2)").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
        browser.script("document.querySelector('tbody a').focus()");
        browser.press(Keys.ENTER);
        browser.await("location.hash.startsWith('#/of/') && document.activeElement.tagName === 'H1'");
    }

    private static String focused(String property) {
        return String.valueOf(browser.script("return document.activeElement[arguments[0]]", property));
    }

    @Test
    void page_tellsScreenReadersWhatIsWhat() {
        browser.open(page);
        for (String view : VIEWS) {
            view(view);
            assertThat(browser.texts("header, nav[aria-label], main")).as(view).hasSize(3);
            assertThat(browser.script("return [...document.querySelectorAll('table')].every((each) => each.caption"
                            + " && [...each.tHead.rows[0].cells].every((cell) => cell.scope === 'col'))"))
                    .as(view)
                    .isEqualTo(true);
            assertThat(browser.script("return [...document.querySelectorAll('input, select')]"
                            + ".every((each) => each.labels.length === 1)"))
                    .as(view)
                    .isEqualTo(true);
        }
    }

    @Test
    void page_isReadable_lightAndDark_wideAndNarrow() {
        browser.open(page);
        browser.scheme("light");
        assertThat(brightness("body", "backgroundColor")).isGreaterThan(0.8);
        checkContrast();
        browser.scheme("dark");
        assertThat(brightness("body", "backgroundColor")).isLessThan(0.1);
        checkContrast();
        browser.width(500);
        for (String view : VIEWS) {
            view(view);
            assertThat(((Number) browser.script("return document.documentElement.scrollWidth - innerWidth")).intValue())
                    .as("nothing sticks out of " + view)
                    .isLessThanOrEqualTo(0);
        }
        browser.width(1400);
        browser.scheme("light");
    }

    private static void checkContrast() {
        for (String view : VIEWS) {
            view(view);
            assertThat(((Number) browser.script(LEAST_CONTRAST)).doubleValue())
                    .as("the least contrast of a text in " + view)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    private static double brightness(String selector, String property) {
        Object value = browser.script(
                LUMINANCE + " return luminance(getComputedStyle(document.querySelector(arguments[0]))[arguments[1]])",
                selector,
                property);
        return ((Number) value).doubleValue();
    }

    private static final String LUMINANCE = """
            const luminance = (color) => {
              const channels = color.match(/[\\d.]+/g).slice(0, 3).map((each) => Number(each) / (color.startsWith("color(") ? 1 : 255));
              const [r, g, b] = channels.map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            """;

    /** By WCAG 2.2's formula, of all texts on the page with the background that they stand on. */
    private static final String LEAST_CONTRAST = LUMINANCE + """
            const ground = (element) => {
              for (let each = element; each; each = each.parentElement) {
                const color = getComputedStyle(each).backgroundColor;
                if (!/, 0\\)$/.test(color)) {
                  return color;
                }
              }
              return "rgb(255, 255, 255)";
            };
            let least = 21;
            for (const element of document.querySelectorAll("body *")) {
              const text = [...element.childNodes].some((each) => each.nodeType === 3 && each.data.trim() !== "");
              if (text && element.getClientRects().length > 0 && !element.disabled && element.className !== "skip") {
                const one = luminance(getComputedStyle(element).color);
                const other = luminance(ground(element));
                least = Math.min(least, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
              }
            }
            return least;
            """;
}
