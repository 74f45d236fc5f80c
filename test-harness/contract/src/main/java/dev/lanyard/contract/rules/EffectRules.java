package dev.lanyard.contract.rules;

import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a change does, and what it leaves alone. */
public final class EffectRules {

    /** Whoever asks for one thing must not get two. */
    @Rule(
            number = 410,
            sentence = "The effect of every change is exactly what was asked, nothing else in the system differs"
                    + " afterwards, and what undoes it brings back what was before; a dry run says what would be sent and"
                    + " changes nothing.",
            testBed = Bed.REQUIRED)
    public void effectsAreExact(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.values())) {
            return;
        }
        trial.samples();
        trial.bed();
        trial.buildsUpon(208);
        List<String> wrong = new ArrayList<>();
        Set<ChangeDescriptor> untried = new LinkedHashSet<>(trial.descriptor().changes());
        untried.removeIf(change -> change.kind() == ChangeKind.UPDATE);
        List<Grantable> grantables = Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE)
                ? List.of()
                : Grantable.in(trial, Holding.ACTIVE);
        try (Changer changer = new Changer(trial)) {
            Effects effects = new Effects(trial, changer, wrong, untried);
            AccessEffects access = new AccessEffects(effects);
            grantables.forEach(access::of);
            access.asRead(grantables);
            // One by one, as what is had in one way can be in the way of having it in another.
            Grantable.in(trial, Holding.TEMPORARY).forEach(access::of);
            Grantable.in(trial, Holding.ELIGIBLE).forEach(access::of);
            changer.creatable().forEach(new LifeEffects(effects)::of);
            trial.descriptor().actions().forEach(action -> requirePlanned(effects, action));
        }
        wrong.addAll(
                StateDifference.between(trial.truthBeforeChanges(), trial.bed().truth())
                        .describe("after everything that was made or granted was taken back"));
        // At the end, as no secret comes back once there is another in its place.
        try (Changer changer = new Changer(trial)) {
            new SecretEffects(new Effects(trial, changer, wrong, untried)).ofSamples();
        }
        RuleBroken.ifAny(wrong);
        if (!untried.isEmpty()) {
            throw new RuleNotRun(
                    "all that was tried is well, but the samples and the tenant do not let these be tried: "
                            + untried.stream().map(ChangeDescriptor::id).toList());
        }
    }

    /** What an action does when it is not only planned is its own affair. */
    private static void requirePlanned(Effects effects, ActionDescriptor action) {
        Optional<ResourceId> target = action.resourceType().map(effects.changer()::oneOf);
        Map<String, String> arguments = effects.trial().samples().arguments().getOrDefault(action.id(), Map.of());
        effects.requirePlanned(new Change.RunAction(action.id(), target, arguments));
    }
}
