package dev.lanyard.host.connectors;

import dev.lanyard.host.provision.Answer;
import dev.lanyard.host.provision.OutcomeWords;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes what came of changes into a connector's log: a line for one, and a summary for many that were asked for
 * together, each of which the audit trail tells.
 */
final class ChangeJournal {

    private final ConnectorLog log;

    ChangeJournal(ConnectorLog log) {
        this.log = log;
    }

    /** Plans count for nothing: after a dry run all is as it was. */
    void asked(List<Answer> answers, String requestedBy) {
        List<Answer> real = answers.stream()
                .filter(answer -> !(answer.result().outcome() instanceof Outcome.Planned))
                .toList();
        if (real.isEmpty()) {
            return;
        }
        String line = (real.size() == 1 ? one(real.get(0)) : many(real)) + ", asked by " + requestedBy;
        if (real.stream().allMatch(Answer::done)) {
            log.info(line);
        } else {
            log.warn(line);
        }
    }

    private static String one(Answer answer) {
        Change change = answer.request().change();
        Outcome outcome = answer.result().outcome();
        String reason = OutcomeWords.reason(outcome);
        return change.kind().name().toLowerCase(Locale.ROOT) + " " + change.subject() + ": "
                + OutcomeWords.word(outcome)
                + (reason.isEmpty() ? "" : ", " + reason)
                + "; operation "
                + answer.request().operation();
    }

    private static String many(List<Answer> answers) {
        Map<String, Long> outcomes = answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> OutcomeWords.word(answer.result().outcome()), TreeMap::new, Collectors.counting()));
        return answers.size() + " changes: " + Verdict.numbers(outcomes) + "; operations "
                + answers.get(0).request().operation() + " to "
                + answers.get(answers.size() - 1).request().operation();
    }
}
