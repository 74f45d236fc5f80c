package dev.lanyard.contract;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.rules.Rule;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A rule of the contract that can be put to the test. */
public final class ContractRule {

    private static final Logger LOG = LoggerFactory.getLogger(ContractRule.class);

    private final Rule rule;
    private final Object group;
    private final Method method;

    ContractRule(Rule rule, Object group, Method method) {
        this.rule = rule;
        this.group = group;
        this.method = method;
    }

    /**
     * The rule's number, for good.
     *
     * @return for example 201
     */
    public int number() {
        return rule.number();
    }

    /**
     * The rule's name.
     *
     * @return for example {@code C-201}
     */
    public String name() {
        return "C-" + rule.number();
    }

    /**
     * What a connector must keep.
     *
     * @return one sentence
     */
    public String sentence() {
        return rule.sentence();
    }

    /**
     * How much of the rule needs a test bed.
     *
     * @return how much
     */
    public Rule.Bed testBed() {
        return rule.testBed();
    }

    /**
     * Puts the rule to the test, and puts the outside system back afterwards.
     *
     * @param trial the run that it is part of
     * @return what came of it; a failure that is nobody's intention is a breach too
     */
    public RuleResult test(Trial trial) {
        LOG.debug("{} is put to the test", name());
        try {
            method.invoke(group, trial);
            return new RuleResult.Kept(this);
        } catch (InvocationTargetException thrown) {
            RuleResult result = result(thrown.getTargetException());
            if (result instanceof RuleResult.Broken) {
                trial.broke(number());
            }
            return result;
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("rules are public methods of public classes", impossible);
        } finally {
            trial.subject().testBed().ifPresent(ContractRule::calm);
        }
    }

    private RuleResult result(Throwable thrown) {
        if (thrown instanceof RuleBroken broken) {
            return new RuleResult.Broken(this, broken.evidence());
        }
        if (thrown instanceof RuleNotRun notRun) {
            return new RuleResult.NotRun(this, String.valueOf(notRun.getMessage()));
        }
        if (thrown instanceof UnsupportedOperationException lacking) {
            return new RuleResult.NotRun(this, "the test bed cannot do it: " + lacking.getMessage());
        }
        if (thrown instanceof Error error && !(thrown instanceof AssertionError)) {
            throw error;
        }
        return new RuleResult.Broken(this, List.of("unexpected: " + Outcome.describe(thrown)));
    }

    private static void calm(TestBed bed) {
        bed.faults(List.of());
        bed.showEmptyTenant(false);
    }

    @Override
    public String toString() {
        return name() + " " + sentence();
    }
}
