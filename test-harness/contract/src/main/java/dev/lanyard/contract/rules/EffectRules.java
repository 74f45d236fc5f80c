package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
        boolean grants = !Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE);
        List<Grantable> grantables = grants ? Grantable.in(trial) : List.of();
        try (Changer changer = new Changer(trial)) {
            Effects effects = new Effects(trial, changer, wrong, untried);
            grantables.forEach(effects::ofAccess);
            effects.ofAccessAsRead(grantables);
            changer.creatable().forEach(effects::ofLife);
        }
        wrong.addAll(
                StateDifference.between(trial.truthBeforeChanges(), trial.bed().truth())
                        .describe("after everything that was made or granted was taken back"));
        RuleBroken.ifAny(wrong);
        if (!untried.isEmpty()) {
            throw new RuleNotRun(
                    "all that was tried is well, but the samples and the tenant do not let these be tried: "
                            + untried.stream().map(ChangeDescriptor::id).toList());
        }
    }

    /** The effects of changes by one connector; what has been tried is taken from what is untried. */
    private record Effects(Trial trial, Changer changer, List<String> wrong, Set<ChangeDescriptor> untried) {

        void ofAccess(Grantable grantable) {
            ResourceId taker = grantable.taker();
            String[] both = {grantable.entitlement().key().resource().id(), taker.id()};
            Truth before = trial.bed().truth();
            StateDifference granted = effect(before, grantable.grant(taker));
            wrong.addAll(granted.notNaming(both)
                    .notCounting(both)
                    .describe("after a grant of " + both[0] + " to " + both[1]));
            requireSome(granted, "a grant of " + both[0] + " to " + both[1]);
            wrong.addAll(effect(before, grantable.revoke(taker)).describe("after it was granted and revoked"));
        }

        /** What names both ends may still be more than was asked: who was given one thing has no other. */
        void ofAccessAsRead(List<Grantable> grantables) {
            Set<GrantKey> before = direct(trial.walk());
            changer.requireAll(grantables.stream()
                    .map(grantable -> grantable.grant(grantable.taker()))
                    .toList());
            trial.changed();
            Set<GrantKey> more = new LinkedHashSet<>(direct(trial.walk()));
            more.removeAll(before);
            grantables.forEach(grantable -> more.remove(grantable.key(grantable.taker())));
            more.forEach(key -> wrong.add("after grants were made, there is one that nobody asked for: " + key.text()));
            changer.requireAll(grantables.stream()
                    .map(grantable -> grantable.revoke(grantable.taker()))
                    .toList());
            trial.changed();
        }

        private static Set<GrantKey> direct(RecordedWalk walk) {
            return walk.grants().keySet().stream()
                    .filter(key -> key.through().isEmpty())
                    .collect(Collectors.toSet());
        }

        void ofLife(String type) {
            Truth before = trial.bed().truth();
            Change change = changer.creation(type);
            requirePlanned(before, change);
            ChangeResult result = changer.ask(change);
            if (!(result.outcome() instanceof Outcome.Changed)) {
                wrong.add("making a " + type + " came to " + Changer.describe(result));
                return;
            }
            ResourceId made = changer.remember(result);
            Truth alive = trial.bed().truth();
            StateDifference creation = StateDifference.between(before, alive);
            wrong.addAll(creation.notNaming(made.id()).describe("after " + made.text() + " was made"));
            Set<String> held = alive.objects().getOrDefault(type, Set.of());
            if (!held.contains(made.id())) {
                wrong.add(made.text() + " is said to have been made, but the system does not hold it");
                return;
            }
            ofSwitch(made, alive);
            ofPassword(made);
            ofDeletion(made, before);
        }

        private void ofSwitch(ResourceId made, Truth alive) {
            if (offered(ChangeKind.DISABLE, made) && offered(ChangeKind.ENABLE, made)) {
                StateDifference off = effect(alive, new Change.SetEnabled(made, false));
                wrong.addAll(off.notNaming(made.id()).describe("after " + made.text() + " was switched off"));
                requireSome(off, "switching " + made.text() + " off");
                wrong.addAll(effect(alive, new Change.SetEnabled(made, true))
                        .describe("after " + made.text() + " was switched off and on"));
            }
        }

        private void ofPassword(ResourceId made) {
            if (!changer.signsIn(made.type()) || !offered(ChangeKind.ROTATE, made)) {
                return;
            }
            List<String> old = changer.vault().keptFor(made.text());
            Truth before = trial.bed().truth();
            Change rotation = new Change.RotateCredential(made, new PasswordChoice.Random(false));
            wrong.addAll(effect(before, rotation)
                    .notNaming(made.id())
                    .describe("after the password of " + made.text() + " was changed"));
            if (!CreatingRules.signsIn(trial, changer.vault(), made)) {
                wrong.add("after the password of " + made.text() + " was changed, the vault holds none that works");
            }
            if (old.stream().anyMatch(password -> trial.bed().signsIn(made.id(), password))) {
                wrong.add("after the password of " + made.text() + " was changed, the old one still works");
            }
        }

        private void ofDeletion(ResourceId made, Truth unmade) {
            Truth alive = trial.bed().truth();
            changer.deletion(made).ifPresent(deletion -> {
                wrong.addAll(effect(unmade, deletion).describe("after " + made.text() + " was made and deleted"));
                if (deletion.kind() == ChangeKind.DELETE && offered(ChangeKind.RESTORE, made)) {
                    wrong.addAll(effect(alive, new Change.RestoreResource(made))
                            .describe("after " + made.text() + " was deleted and restored"));
                }
                if (offered(ChangeKind.PURGE, made)) {
                    wrong.addAll(effect(unmade, new Change.DeleteResource(made, true))
                            .describe("after " + made.text() + " was made and deleted for good"));
                }
            });
        }

        private boolean offered(ChangeKind kind, ResourceId resource) {
            return changer.offered(kind, resource.type()).isPresent();
        }

        private void requireSome(StateDifference difference, String what) {
            if (difference.none()) {
                wrong.add(what + " has changed nothing in the system");
            }
        }

        private StateDifference effect(Truth before, Change change) {
            requirePlanned(trial.bed().truth(), change);
            ChangeResult result = changer.ask(change);
            if (!(result.outcome() instanceof Outcome.Changed)) {
                wrong.add(Changer.describe(change) + " came to " + Changer.describe(result));
            }
            return StateDifference.between(before, trial.bed().truth());
        }

        private void requirePlanned(Truth before, Change change) {
            trial.descriptor().change(change).ifPresent(untried::remove);
            ChangeResult result = changer.plan(change);
            boolean planned = result.outcome() instanceof Outcome.Planned plan
                    && !plan.calls().isEmpty();
            if (!planned) {
                wrong.add("a dry run of " + Changer.describe(change) + " must say what would be sent, but: "
                        + Changer.describe(result));
            }
            wrong.addAll(StateDifference.between(before, trial.bed().truth())
                    .describe("after a dry run of " + Changer.describe(change)));
        }
    }
}
