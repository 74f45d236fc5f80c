package dev.lanyard.contract;

import dev.lanyard.contract.rules.AskingRules;
import dev.lanyard.contract.rules.CheckingRules;
import dev.lanyard.contract.rules.ClosingRules;
import dev.lanyard.contract.rules.ConfigurationRules;
import dev.lanyard.contract.rules.CreatingRules;
import dev.lanyard.contract.rules.DeletingRules;
import dev.lanyard.contract.rules.DescribingRules;
import dev.lanyard.contract.rules.EffectRules;
import dev.lanyard.contract.rules.EndingRules;
import dev.lanyard.contract.rules.FeedRules;
import dev.lanyard.contract.rules.GrantingRules;
import dev.lanyard.contract.rules.IncrementalRules;
import dev.lanyard.contract.rules.IsolationRules;
import dev.lanyard.contract.rules.RecordRules;
import dev.lanyard.contract.rules.RepeatedReadingRules;
import dev.lanyard.contract.rules.Rule;
import dev.lanyard.contract.rules.SecretRules;
import dev.lanyard.contract.rules.SystemRules;
import dev.lanyard.contract.rules.TroubleRules;
import dev.lanyard.contract.rules.UpdatingRules;
import dev.lanyard.contract.trial.Subject;
import dev.lanyard.contract.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All rules, in the order of their numbers. */
public final class ContractSuite {

    private static final List<ContractRule> RULES = Stream.of(
                    new DescribingRules(),
                    new ConfigurationRules(),
                    new CheckingRules(),
                    new RecordRules(),
                    new RepeatedReadingRules(),
                    new IncrementalRules(),
                    new GrantingRules(),
                    new CreatingRules(),
                    new DeletingRules(),
                    new UpdatingRules(),
                    new AskingRules(),
                    new EffectRules(),
                    new SystemRules(),
                    new TroubleRules(),
                    new EndingRules(),
                    new ClosingRules(),
                    new IsolationRules(),
                    new SecretRules(),
                    new FeedRules())
            .flatMap(ContractSuite::rulesOf)
            .sorted(Comparator.comparingInt(ContractRule::number))
            .toList();

    private ContractSuite() {}

    private static Stream<ContractRule> rulesOf(Object group) {
        return Stream.of(group.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Rule.class))
                .map(method -> new ContractRule(method.getAnnotation(Rule.class), group, method));
    }

    /**
     * The rules.
     *
     * @return sorted by number
     */
    public static List<ContractRule> rules() {
        return RULES;
    }

    /**
     * Puts every rule to the test.
     *
     * @param subject the connector to examine
     * @return a result for each rule, in the order of the numbers
     * @throws dev.lanyard.host.plugin.PluginLoadException if the plugin cannot be loaded
     */
    public static List<RuleResult> run(Subject subject) {
        return run(subject, Set.of(), result -> {});
    }

    /**
     * Puts some rules to the test.
     *
     * @param subject the connector to examine
     * @param numbers which rules; empty for all
     * @param listener hears each result as soon as it is known
     * @return a result for each of the rules, in the order of the numbers
     * @throws dev.lanyard.host.plugin.PluginLoadException if the plugin cannot be loaded
     */
    public static List<RuleResult> run(Subject subject, Set<Integer> numbers, Consumer<RuleResult> listener) {
        Predicate<ContractRule> wanted = rule -> numbers.isEmpty() || numbers.contains(rule.number());
        try (Trial trial = new Trial(subject)) {
            return RULES.stream()
                    .filter(wanted)
                    .map(rule -> rule.test(trial))
                    .peek(listener)
                    .toList();
        }
    }
}
