package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is done to a resource from its making to its deletion. */
record LifeEffects(Effects effects) {

    void of(String type) {
        Truth before = effects.truth();
        Change change = effects.changer().creation(type);
        effects.requirePlanned(change);
        ChangeResult result = effects.changer().ask(change);
        if (!(result.outcome() instanceof Outcome.Changed)) {
            wrong("making a " + type + " came to " + Changer.describe(result));
            return;
        }
        ResourceId made = effects.changer().remember(result);
        Truth alive = effects.truth();
        StateDifference creation = StateDifference.between(before, alive);
        wrong(creation.notNaming(made.id()), "after " + made.text() + " was made");
        Set<String> held = alive.objects().getOrDefault(type, Set.of());
        if (!held.contains(made.id())) {
            wrong(made.text() + " is said to have been made, but the system does not hold it");
            return;
        }
        ofPlannedUpdate(made);
        ofSwitch(made, alive);
        ofPassword(made);
        ofDeletion(made, before);
    }

    /** What an update does when it is not only planned is another rule's question. */
    private void ofPlannedUpdate(ResourceId made) {
        Map<String, String> values = effects.trial().samples().updates().getOrDefault(made.type(), Map.of());
        effects.changer()
                .offered(ChangeKind.UPDATE, made.type())
                .filter(offered -> !values.isEmpty())
                .map(offered -> ChangeSamples.attributes(values, offered.attributes(), "planned"))
                .ifPresent(set -> effects.requirePlanned(new Change.UpdateResource(made, set, Set.of())));
    }

    private void ofSwitch(ResourceId made, Truth alive) {
        if (effects.offered(ChangeKind.DISABLE, made) && effects.offered(ChangeKind.ENABLE, made)) {
            StateDifference off = effects.effect(alive, new Change.SetEnabled(made, false));
            wrong(off.notNaming(made.id()), "after " + made.text() + " was switched off");
            effects.requireSome(off, "switching " + made.text() + " off");
            wrong(
                    effects.effect(alive, new Change.SetEnabled(made, true)),
                    "after " + made.text() + " was switched off and on");
        }
    }

    private void ofPassword(ResourceId made) {
        Changer changer = effects.changer();
        if (!changer.signsIn(made.type()) || !effects.offered(ChangeKind.ROTATE, made)) {
            return;
        }
        String when = "after the password of " + made.text() + " was changed";
        List<String> old = changer.vault().keptFor(made.text());
        Change rotation = new Change.RotateCredential(made, new PasswordChoice.Random(false));
        wrong(effects.effect(effects.truth(), rotation).notNaming(made.id()), when);
        if (!CreatingRules.signsIn(effects.trial(), changer.vault(), made)) {
            wrong(when + ", the vault holds none that works");
        }
        if (old.stream().anyMatch(password -> effects.trial().bed().signsIn(made.id(), password))) {
            wrong(when + ", the old one still works");
        }
    }

    private void ofDeletion(ResourceId made, Truth unmade) {
        Truth alive = effects.truth();
        effects.changer().deletion(made).ifPresent(deletion -> {
            wrong(effects.effect(unmade, deletion), "after " + made.text() + " was made and deleted");
            if (deletion.kind() == ChangeKind.DELETE && effects.offered(ChangeKind.RESTORE, made)) {
                wrong(
                        effects.effect(alive, new Change.RestoreResource(made)),
                        "after " + made.text() + " was deleted and restored");
            }
            if (effects.offered(ChangeKind.PURGE, made)) {
                wrong(
                        effects.effect(unmade, new Change.DeleteResource(made, true)),
                        "after " + made.text() + " was made and deleted for good");
            }
        });
    }

    private void wrong(String what) {
        effects.wrong().add(what);
    }

    private void wrong(StateDifference difference, String when) {
        effects.wrong().addAll(difference.describe(when));
    }
}
