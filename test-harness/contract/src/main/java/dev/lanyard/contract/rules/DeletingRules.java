package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deleting what is there, and what is not. */
public final class DeletingRules {

    /** What is gone cannot come back by mistake, and what is not gone must not be believed to be. */
    @Rule(
            number = 406,
            sentence = "Deleting what is gone is answered as already so; a failure to read or to delete is never taken"
                    + " for gone.",
            testBed = Bed.HELPS)
    public void goneIsGone(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.DELETE, ChangeKind.PURGE)) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        for (String type : trial.samples().creatable(trial.descriptor())) {
            try (Changer changer = new Changer(trial)) {
                ResourceId resource = changer.make(type);
                Change deletion = changer.deletion(resource)
                        .orElseThrow(() -> new RuleNotRun("what can be made of " + type + " cannot be deleted"));
                trial.subject().testBed().ifPresent(TestBed::resetTraffic);
                changer.require(deletion);
                ChangeResult again = changer.ask(deletion);
                if (!(again.outcome() instanceof Outcome.AlreadySo)) {
                    wrong.add(Changer.describe(deletion) + ", asked for a second time, must be already so, but: "
                            + Changer.describe(again));
                }
                if (trial.subject().testBed().isPresent()) {
                    requireHonestFailure(wrong, trial, changer, changer.make(type));
                }
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireHonestFailure(List<String> wrong, Trial trial, Changer changer, ResourceId resource) {
        Fault failing = Fault.of(Kind.STATUS).with("status", 503);
        trial.bed()
                .faults(trial.bed().traffic().endpoints().keySet().stream()
                        .map(failing::on)
                        .toList());
        ChangeResult result = changer.ask(changer.deletion(resource).orElseThrow());
        trial.bed().faults(List.of());
        boolean there = trial.bed()
                .truth()
                .objects()
                .getOrDefault(resource.type(), Set.of())
                .contains(resource.id());
        boolean said = result.outcome() instanceof Outcome.AlreadySo || result.outcome() instanceof Outcome.Changed;
        if (there && said) {
            wrong.add("with a system that answers 503, deleting " + resource.text() + " must fail, but: "
                    + Changer.describe(result));
        }
    }
}
