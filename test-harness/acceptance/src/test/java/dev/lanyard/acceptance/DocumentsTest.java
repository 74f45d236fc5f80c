package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written for people can be done as it is written: commands, options, links, names of tests. */
class DocumentsTest {

    private static final CommandHelp HELP = CommandHelp.read();
    private static final Path README = Path.of("README.md");

    private static final Pattern CODE = Pattern.compile("```\\w*\\n(.*?)```|`([^`]+)`", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^\\s*|[/$] ?)lanyard\"?[ \\t]+(\\S.*)$");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][a-z-]*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TESTS = Pattern.compile("-D(?:it[.])?test=([\\w,]+)");
    private static final Pattern PROFILE = Pattern.compile("mvn [^`\\n]*-P(\\w+)");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(House.ROOT, 4)) {
            return files
                    .map(House.ROOT::relativize)
                    .filter(file -> file.toString().endsWith(".md") || file.endsWith("benchmark-sync"))
                    .filter(file -> !file.toString().contains("target/"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commands_areThere_withTheOptionsThatAreShown(Path document) throws IOException {
        for (String shown : commandLines(document)) {
            String command = HELP.named(List.of(shown.split("\\s+", -1)));
            assertThat(command).as("the command of: lanyard " + shown).isNotEmpty();
            List<String> options = OPTION.matcher(" " + shown)
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(HELP.options(command)).as("lanyard " + shown).containsAll(options);
        }
    }

    @Test
    void commandLines_areFound() throws IOException {
        assertThat(commandLines(README)).hasSizeGreaterThan(10);
        assertThat(commandLines(Path.of("test-harness/benchmark-sync"))).hasSize(2);
    }

    /** What stands behind {@code lanyard} in the examples of a document, or in a script. */
    private static List<String> commandLines(Path document) throws IOException {
        String text = text(document).replaceAll("\\\\\\n\\s*", " ");
        List<String> code = new ArrayList<>();
        if (document.toString().endsWith(".md")) {
            CODE.matcher(text).results().forEach(each -> {
                boolean block = each.group(1) != null;
                code.add(block ? each.group(1) : each.group(2).replaceAll("\\s+", " "));
            });
        } else {
            code.add(text);
        }
        return code.stream()
                .flatMap(each -> COMMAND.matcher(each).results())
                .map(each -> each.group(1).replaceFirst("\\s+#.*", ""))
                .toList();
    }

    @Test
    void readme_listsEveryCommand() throws IOException {
        List<String> listed = section(README, "The command")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`([^`]+)`")
                        .matcher(line.split("\\|", -1)[1])
                        .results()
                        .map(each -> each.group(1)))
                .toList();

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(HELP.first());
    }

    @Test
    void everyCommand_hasTheOptionsThatTheReadmePromises() {
        Set<String> changing = HELP.commands().stream()
                .filter(command -> command.matches("(grant|revoke|apply|account .*|group .*|credential .*|action run)"))
                .collect(Collectors.toSet());

        assertThat(HELP.commands())
                .allSatisfy(
                        command -> assertThat(HELP.options(command)).as(command).contains("--help"));
        assertThat(without("--json")).containsExactly("simulate");
        assertThat(with("--dry-run")).isEqualTo(changing);
        assertThat(with("--operation-id")).isEqualTo(changing);
    }

    private static Set<String> with(String option) {
        return HELP.commands().stream()
                .filter(command -> HELP.options(command).contains(option))
                .collect(Collectors.toSet());
    }

    private static Set<String> without(String option) {
        return HELP.commands().stream()
                .filter(command -> !HELP.options(command).contains(option))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_leadSomewhere(Path document) throws IOException {
        for (String link : found(LINK, text(document)).toList()) {
            if (link.contains("://")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
            assertThat(House.ROOT.resolve(target)).as(link).exists();
            if (parts.length > 1) {
                assertThat(anchors(target)).as(link).contains(parts[1]);
            }
        }
    }

    private static List<String> anchors(Path document) throws IOException {
        return text(document)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testsAndProfiles_thatAreNamed_areThere(Path document) throws IOException {
        String text = text(document);
        Set<String> tests;
        try (Stream<Path> files = Files.walk(House.ROOT)) {
            tests = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
        assertThat(found(TESTS, text).flatMap(names -> Stream.of(names.split(",", -1))))
                .allMatch(name -> tests.contains(name + ".java"), "is a test");
        String poms = text(Path.of("entra-plugin/pom.xml")) + text(Path.of("test-harness/acceptance/pom.xml"));
        assertThat(found(PROFILE, text)).allMatch(profile -> poms.contains("<id>" + profile + "</id>"), "is a profile");
    }

    @Test
    void minimalHost_isAsSmallAsItIsSaidToBe() throws IOException {
        Path example = Path.of("examples/minimal-host/src/main/java/dev/lanyard/examples/minimal/MinimalHost.java");

        assertThat(text(example).lines().count()).isLessThan(100);
        assertThat(text(README)).contains("under a hundred lines");
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(each -> each.group(1));
    }

    private static String section(Path document, String heading) throws IOException {
        String text = text(document);
        String from = text.substring(text.indexOf("\n## " + heading + "\n") + 1);
        int end = from.indexOf("\n## ", 1);
        return end < 0 ? from : from.substring(0, end);
    }

    private static String text(Path document) throws IOException {
        return Files.readString(House.ROOT.resolve(document));
    }
}
