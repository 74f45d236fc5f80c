/**
 * The rules, numbered for good: a number is never given to another rule. Each is a method that does nothing if the
 * connector keeps the rule, throws {@link dev.lanyard.contract.trial.RuleBroken} with the evidence if it does not, and
 * {@link dev.lanyard.contract.trial.RuleNotRun} with the reason if it cannot be put to the test.
 */
package dev.lanyard.contract.rules;
