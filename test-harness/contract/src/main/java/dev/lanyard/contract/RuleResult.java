package dev.lanyard.contract;

import java.util.List;

/** What came of putting a rule to the test. */
public sealed interface RuleResult {

    /**
     * Which rule.
     *
     * @return the rule
     */
    ContractRule rule();

    /**
     * The connector keeps the rule.
     *
     * @param rule which rule
     */
    record Kept(ContractRule rule) implements RuleResult {}

    /**
     * The connector does not keep the rule.
     *
     * @param rule which rule
     * @param evidence what was seen, at least one line
     */
    record Broken(ContractRule rule, List<String> evidence) implements RuleResult {
        /** Keeps a copy. */
        public Broken {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * The rule could not be put to the test; nothing is said of the connector.
     *
     * @param rule which rule
     * @param reason what was missing
     */
    record NotRun(ContractRule rule, String reason) implements RuleResult {}
}
