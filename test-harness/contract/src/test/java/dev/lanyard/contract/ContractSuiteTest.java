package dev.lanyard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.contract.little.LittleLocked;
import dev.lanyard.contract.little.LittlePlugin;
import dev.lanyard.contract.little.LittleReader;
import dev.lanyard.contract.little.LittleService;
import dev.lanyard.contract.little.LittleTwice;
import dev.lanyard.contract.little.LittleUnlicensed;
import dev.lanyard.contract.little.WrongRecords;
import dev.lanyard.contract.rules.Rule;
import dev.lanyard.contract.trial.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ContractSuiteTest {

    private static final List<Integer> NUMBERS = List.of(
            101, 102, 103, 104, 105, 106, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215,
            216, 217, 218, 301, 302, 303, 304, 305, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 501, 502, 503,
            504, 505, 506, 507, 508, 601, 602, 603, 701, 702, 703);

    @TempDir
    Path folder;

    @Test
    void rules_haveTheirNumbersForGood() {
        assertThat(ContractSuite.rules()).extracting(ContractRule::number).containsExactlyElementsOf(NUMBERS);
    }

    @Test
    void readme_listsEveryRuleWithItsSentence() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(ContractSuite.rules())
                .allSatisfy(rule -> assertThat(readme)
                        .contains("| " + rule.number() + " | " + rule.sentence() + " | "
                                + rule.testBed().words() + " |"));
    }

    @Test
    void withoutTestBed_exactlyTheRulesThatNeedOneAreNotRun_withTheReason() {
        try (LittleService service = new LittleService()) {
            List<RuleResult> results = ContractSuite.run(LittleTestBed.subject(LittlePlugin.class, service, folder));

            Map<Boolean, List<RuleResult>> kept =
                    results.stream().collect(Collectors.partitioningBy(RuleResult.Kept.class::isInstance));
            assertThat(kept.get(false))
                    .allSatisfy(result -> assertThat(result)
                            .isInstanceOfSatisfying(
                                    RuleResult.NotRun.class,
                                    notRun -> assertThat(notRun.reason()).contains("needs a test bed")));
            assertThat(kept.get(false))
                    .extracting(result -> result.rule().number())
                    .containsExactlyElementsOf(needingTestBed());
        }
    }

    private static List<Integer> needingTestBed() {
        return ContractSuite.rules().stream()
                .filter(rule -> rule.testBed() == Rule.Bed.REQUIRED)
                .map(ContractRule::number)
                .toList();
    }

    @Test
    void connectorThatChangesNothing_needsNoSamples() {
        try (LittleService service = new LittleService()) {
            List<RuleResult> results = ContractSuite.run(LittleTestBed.controlled(LittleReader.class, service, folder));

            assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(RuleResult.Kept.class));
        }
    }

    @Test
    void connectorThatChangesSomething_isNotToldToWithoutSamples() {
        try (LittleService service = new LittleService()) {
            Subject subject = LittleTestBed.controlled(LittlePlugin.class, service, folder);
            Subject withoutSamples =
                    Subject.of(subject.jar(), subject.settings()).withPageSize(2);

            List<RuleResult> results =
                    ContractSuite.run(withoutSamples, Set.of(401, 402, 403, 406, 408, 409), result -> {});

            assertThat(results)
                    .hasSize(6)
                    .allSatisfy(result -> assertThat(result)
                            .isInstanceOfSatisfying(
                                    RuleResult.NotRun.class,
                                    notRun -> assertThat(notRun.reason()).contains("needs samples")));
        }
    }

    @Test
    void feedsOfWhichNoneIsReady_areNotSaidToKeepARule() {
        try (LittleService service = new LittleService()) {
            Subject subject = LittleTestBed.controlled(LittleUnlicensed.class, service, folder);

            List<RuleResult> results = ContractSuite.run(subject, Set.of(701, 702, 703), result -> {});

            assertThat(results)
                    .hasSize(3)
                    .allSatisfy(result -> assertThat(result)
                            .isInstanceOfSatisfying(
                                    RuleResult.NotRun.class,
                                    notRun -> assertThat(notRun.reason()).contains("none of the feeds")));
        }
    }

    @Test
    void changeOfWhichTwoDescriptionsSpeak_isTriedForBoth() {
        try (LittleService service = new LittleService()) {
            Subject subject = LittleTestBed.controlled(LittleTwice.class, service, folder);

            assertThat(ContractSuite.run(subject, Set.of(410), result -> {}))
                    .singleElement()
                    .isInstanceOf(RuleResult.Kept.class);
        }
    }

    @Test
    void chosenRules_areTheOnlyOnesRun() {
        try (LittleService service = new LittleService()) {
            Subject subject = LittleTestBed.subject(WrongRecords.MissingParent.class, service, folder);

            List<RuleResult> results = ContractSuite.run(subject, Set.of(203, 204), result -> {});

            assertThat(results).hasSize(2);
            assertThat(results.get(0))
                    .isInstanceOfSatisfying(
                            RuleResult.Broken.class,
                            broken -> assertThat(broken.evidence())
                                    .containsExactly("team/t5 has the ancestor team/t99, which is not read"));
            assertThat(results.get(1)).isInstanceOf(RuleResult.Kept.class);
        }
    }

    @Test
    void secretThatIsLeftBlank_isNone() {
        try (LittleService service = new LittleService()) {
            Subject subject = LittleTestBed.subject(LittleLocked.class, service, folder);
            Map<String, String> settings = new HashMap<>(subject.settings());
            settings.put("passphrase", " ");

            assertThat(ContractSuite.run(Subject.of(subject.jar(), settings), Set.of(602), result -> {}))
                    .singleElement()
                    .isInstanceOf(RuleResult.Kept.class);
        }
    }

    @Test
    void asTests_brokenRulesFail_andRulesThatCannotRunAreAborted() {
        try (LittleService service = new LittleService()) {
            Subject subject = LittleTestBed.subject(WrongRecords.MissingParent.class, service, folder);
            try (Stream<DynamicTest> contract = new ContractOf(subject).contract()) {
                List<DynamicTest> all = contract.toList();

                assertThatThrownBy(() -> executable(all, "C-203").execute())
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("team/t99");
                assertThatThrownBy(() -> executable(all, "C-501").execute())
                        .satisfies(thrown ->
                                assertThat(thrown.getClass().getSimpleName()).isEqualTo("TestAbortedException"))
                        .hasMessageContaining("needs a test bed");
            }
        }
    }

    static final class ContractOf extends ConnectorContractTest {
        private final Subject subject;

        ContractOf(Subject subject) {
            this.subject = subject;
        }

        @Override
        protected Subject subject() {
            return subject;
        }
    }

    private static Executable executable(List<DynamicTest> tests, String rule) {
        return tests.stream()
                .filter(test -> test.getDisplayName().startsWith(rule))
                .findFirst()
                .orElseThrow()
                .getExecutable();
    }
}
