package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.util.List;
import java.util.Set;

/**
 * The effects of changes by one connector, each planned before it is asked for.
 *
 * @param trial the run
 * @param changer asks for the changes
 * @param wrong what is found to be wrong is added to it
 * @param untried what has been tried is taken from it
 */
record Effects(Trial trial, Changer changer, List<String> wrong, Set<ChangeDescriptor> untried) {

    boolean offered(ChangeKind kind, ResourceId resource) {
        return changer.offered(kind, resource.type()).isPresent();
    }

    Truth truth() {
        return trial.bed().truth();
    }

    /** How what the system holds differs from before once a change has been made. */
    StateDifference effect(Truth before, Change change) {
        requireChanged(change);
        return StateDifference.between(before, truth());
    }

    /** Asks for a change, which must make a difference. */
    ChangeResult requireChanged(Change change) {
        requirePlanned(change);
        ChangeResult result = changer.ask(change);
        if (!(result.outcome() instanceof Outcome.Changed)) {
            wrong.add(Changer.describe(change) + " came to " + Changer.describe(result));
        }
        return result;
    }

    /** Has a change planned, which must change nothing, neither in the system nor in the vault. */
    void requirePlanned(Change change) {
        untried.removeIf(described -> described.covers(change));
        Truth before = truth();
        int kept = changer.vault().everKept().size();
        ChangeResult result = changer.plan(change);
        // There are actions that change nothing.
        boolean planned = result.outcome() instanceof Outcome.Planned plan
                && (change instanceof Change.RunAction || !plan.calls().isEmpty());
        if (!planned) {
            wrong.add("a dry run of " + Changer.describe(change) + " must say what would be sent, but: "
                    + Changer.describe(result));
        }
        if (changer.vault().everKept().size() > kept) {
            wrong.add("a dry run of " + Changer.describe(change) + " has put something into the vault");
        }
        wrong.addAll(
                StateDifference.between(before, truth()).describe("after a dry run of " + Changer.describe(change)));
    }

    void requireSome(StateDifference difference, String what) {
        if (difference.none()) {
            wrong.add(what + " has changed nothing in the system");
        }
    }
}
