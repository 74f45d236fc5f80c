package dev.lanyard.contract;

import dev.lanyard.contract.trial.Subject;
import dev.lanyard.contract.trial.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract as tests of a connector: extend this class, say which connector, and run it like any other test.
 *
 * <p>Each rule is a test named by its number and sentence. A rule that is kept passes, one that is broken fails with
 * the evidence, one that cannot be put to the test is aborted with the reason.
 */
public abstract class ConnectorContractTest {

    /** For subclasses. */
    protected ConnectorContractTest() {}

    /**
     * Says which connector to examine. Called once; what it starts, the subclass stops after all tests.
     *
     * @return the packed connector with settings that work and, better, a test bed
     */
    protected abstract Subject subject();

    /**
     * Says which rules to put to the test: all of them, unless overridden. Much of a trial is waiting, so that several
     * classes, each with some of the rules and a system of its own, are through sooner than one.
     *
     * @param number the number of a rule
     * @return whether this class tries it
     */
    protected boolean tries(int number) {
        return true;
    }

    @TestFactory
    final Stream<DynamicTest> contract() {
        Trial trial = new Trial(subject());
        return ContractSuite.rules().stream()
                .filter(rule -> tries(rule.number()))
                .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> report(rule.test(trial))))
                .onClose(trial::close);
    }

    private static void report(RuleResult result) {
        if (result instanceof RuleResult.Broken broken) {
            Assertions.fail(broken.rule() + "\n" + String.join("\n", broken.evidence()));
        } else if (result instanceof RuleResult.NotRun notRun) {
            Assumptions.abort(notRun.reason());
        }
    }
}
