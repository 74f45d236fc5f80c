package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.testing.ConnectedTenant;
import dev.lanyard.entra.testing.MarkdownFile;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the READMEs tell an administrator is what the description tells, and what a check asks for. */
@Timeout(120)
class ReadmeTest {

    private static final ConnectorDescriptor DESCRIPTOR = new EntraPlugin().descriptor();
    private static final MarkdownFile README = new MarkdownFile("README.md");
    private static final ConnectedTenant TENANT = new ConnectedTenant();

    /** The permissions of README's two tables: what it takes to read, and what to change as well. */
    private static final List<Set<String>> FRONT = new MarkdownFile("../README.md")
            .tables("## A real tenant in five minutes").stream()
                    .map(ReadmeTest::inSecondColumn)
                    .toList();

    private static Set<String> inSecondColumn(List<List<String>> table) {
        return table.stream()
                .flatMap(row -> MarkdownFile.code(row.get(1)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    @Test
    void streams_withTheirPermissions() {
        Map<String, Set<String>> expected = new TreeMap<>();
        DESCRIPTOR.streams().forEach(stream -> expected.put(stream.id(), least(stream.permissions())));

        assertThat(permissions("## What it reads", 2)).isEqualTo(expected);
    }

    @Test
    void feeds_withTheirPermissions() {
        Map<String, Set<String>> expected = new TreeMap<>();
        DESCRIPTOR.feeds().forEach(feed -> expected.put(feed.id(), least(feed.permissions())));

        assertThat(permissions("## Events", 2)).isEqualTo(expected);
    }

    @Test
    void actions_withTheirPermissions() {
        Map<String, Set<String>> expected = new TreeMap<>();
        DESCRIPTOR.actions().forEach(action -> expected.put(action.id(), least(action.permissions())));
        // It stands among groups.
        expected.remove("create-group");

        assertThat(permissions("### Actions on accounts", 2)).isEqualTo(expected);
    }

    @Test
    void settings_withTheirDefaultsAndPermissions() {
        Map<String, Set<String>> expected = new TreeMap<>();
        DESCRIPTOR.schema().fields().stream()
                .filter(field -> !isOfOneWayToSignIn(field))
                .forEach(field -> expected.put(field.name(), least(field.permissions())));

        assertThat(permissions("## Settings", 3)).isEqualTo(expected);
        for (List<String> row : README.tables("## Settings").get(0)) {
            for (String name : MarkdownFile.code(row.get(0))) {
                ConfigField field = DESCRIPTOR.schema().field(name).orElseThrow();
                assertThat(row.get(1).replace("`", ""))
                        .as(name)
                        .isEqualTo(field.defaultValue().orElse(name.equals("streams") ? "all" : ""));
            }
        }
    }

    @Test
    void waysToSignIn_withTheirSettings() {
        ConfigField signIn = DESCRIPTOR.schema().field("signIn").orElseThrow();
        List<String> ways = signIn.type() instanceof FieldType.Choice choice ? choice.options() : List.of();

        assertThat(README.tables("### Signing in").get(0)).hasSameSizeAs(ways).allSatisfy(row -> {
            String way = MarkdownFile.code(row.get(0)).get(0);
            assertThat(ways).contains(way);
            assertThat(MarkdownFile.code(row.get(1)).stream()
                            .filter(name -> DESCRIPTOR.schema().field(name).isPresent()))
                    .as(way)
                    .containsExactlyElementsOf(DESCRIPTOR.schema().fields().stream()
                            .filter(ReadmeTest::isOfOneWayToSignIn)
                            .filter(field ->
                                    field.onlyWhen().orElseThrow().values().contains(way))
                            .map(ConfigField::name)
                            .toList());
        });
    }

    private static boolean isOfOneWayToSignIn(ConfigField field) {
        return field.onlyWhen()
                .filter(condition -> condition.field().equals("signIn"))
                .filter(condition -> condition.values().size() == 1)
                .isPresent();
    }

    @Test
    void whoReads_grantsWhatTheFrontPageSays_andNothingOfItIsTooMuch() {
        Set<String> read = FRONT.get(0);

        assertThat(missing(read)).isEmpty();
        assertThat(check(read).observations())
                .extracting(Finding::subject)
                .as("wider than needed, besides what the simulator does not list of the secret")
                .containsOnly("clientSecret");
        for (String permission : read) {
            Set<String> less = new TreeSet<>(read);
            less.remove(permission);
            assertThat(missing(less)).as("without " + permission).isNotEmpty();
        }
    }

    @Test
    void whoChangesAsWell_grantsTheseInThePlaceOfTheLesser() {
        Set<String> granted = new TreeSet<>(FRONT.get(1));
        FRONT.get(0).stream()
                .filter(lesser -> !granted.contains(lesser.replace(".Read.", ".ReadWrite.")))
                .forEach(granted::add);

        assertThat(notReady(granted)).isEmpty();
        assertThat(FRONT.get(1)).isSubsetOf(leastToChange());
    }

    private static Set<String> leastToChange() {
        return Stream.concat(
                        DESCRIPTOR.changes().stream().flatMap(change -> change.permissions().stream()),
                        DESCRIPTOR.actions().stream().flatMap(action -> action.permissions().stream()))
                .map(Permission::least)
                .collect(Collectors.toSet());
    }

    /** What cannot be read, or only in part, with these permissions. */
    private static Set<String> missing(Set<String> granted) {
        CheckReport report = check(granted);
        return Stream.concat(report.capabilities().stream(), report.feeds().stream())
                .filter(each -> each.readiness() != Readiness.READY && each.readiness() != Readiness.OFF)
                .map(each -> each.capability() + " " + each.findings())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What can be neither read nor changed, or only in part. */
    private static Set<String> notReady(Set<String> granted) {
        Set<String> found = missing(granted);
        check(granted).changes().stream()
                .filter(each -> each.readiness() != Readiness.READY)
                .forEach(each -> found.add(each.change() + " " + each.findings()));
        return found;
    }

    private static CheckReport check(Set<String> granted) {
        TENANT.grant(granted);
        TENANT.simulator().setDirectoryRoles(DirectoryRole.GLOBAL_ADMINISTRATOR);
        return TENANT.check(Map.of());
    }

    /** The permissions in a column of a table, by each name in its first one. */
    private static Map<String, Set<String>> permissions(String heading, int column) {
        Map<String, Set<String>> permissions = new TreeMap<>();
        for (List<String> row : README.tables(heading).get(0)) {
            Set<String> named = MarkdownFile.code(row.get(column)).stream()
                    .filter(code -> code.matches("[A-Z][A-Za-z-]*([.][A-Za-z]+)+"))
                    .collect(Collectors.toCollection(TreeSet::new));
            MarkdownFile.code(row.get(0)).forEach(name -> permissions.put(name, named));
        }
        return permissions;
    }

    private static Set<String> least(List<Permission> permissions) {
        return permissions.stream().map(Permission::least).collect(Collectors.toCollection(TreeSet::new));
    }
}
