package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of secrets that are no passwords of accounts. One that is asked for in the name of its owner comes
 * beside those that are there; one that is asked for in the name of a credential comes in its place.
 */
record SecretEffects(Effects effects) {

    void ofSamples() {
        effects.trial()
                .samples()
                .rotations()
                .forEach((type, ids) -> ids.stream()
                        .map(id -> new ResourceId(type, id))
                        .filter(each -> effects.offered(ChangeKind.ROTATE, each))
                        .filter(effects.trial().walk().resources()::containsKey)
                        .findFirst()
                        .ifPresent(this::ofSecrets));
    }

    /** What was made can be replaced in its turn, and with it nothing is lost that the tenant had before. */
    private void ofSecrets(ResourceId subject) {
        ofRotation(subject)
                .filter(made -> !made.equals(subject) && effects.offered(ChangeKind.ROTATE, made))
                .ifPresent(this::ofRotation);
    }

    /** Answers whose secret is new then: the credential that was made, or the subject itself. */
    private Optional<ResourceId> ofRotation(ResourceId subject) {
        Truth before = effects.truth();
        RecordedWalk read = effects.trial().walk();
        Set<String> kept = Set.copyOf(effects.changer().vault().everKept());
        ChangeResult result =
                effects.requireChanged(new Change.RotateCredential(subject, new PasswordChoice.Random(false)));
        if (!(result.outcome() instanceof Outcome.Changed)) {
            return Optional.empty();
        }
        String when = "after the secret of " + subject.text() + " was changed";
        ResourceId made = result.resource().orElse(subject);
        if (!made.equals(subject)) {
            effects.changer().deleteInTheEnd(made);
        }
        ResourceId owner = isCredential(subject)
                ? read.resources().getOrDefault(subject, Optional.empty()).orElse(subject)
                : subject;
        StateDifference difference = StateDifference.between(before, effects.truth());
        effects.wrong().addAll(difference.notNaming(owner.id()).describe(when));
        effects.requireSome(difference, "changing the secret of " + subject.text());
        if (kept.containsAll(effects.changer().vault().keptFor(made.text()))) {
            effects.wrong().add(when + ", the vault holds no new one for " + made.text());
        }
        effects.trial().changed();
        requireRead(when, subject, made, owner, read);
        return Optional.of(made);
    }

    /** Whoever reads credentials finds the new one where there was an old one, and everything else as it was. */
    private void requireRead(String when, ResourceId subject, ResourceId made, ResourceId owner, RecordedWalk before) {
        RecordedWalk after = effects.trial().walk();
        Set<String> expected = new HashSet<>(Set.of(owner.text()));
        if (!made.equals(subject)) {
            expected.add(made.text());
            if (isRead(made) && !Optional.of(owner).equals(after.resources().get(made))) {
                effects.wrong().add(when + ", the new one, " + made.text() + ", is not read as one of " + owner.text());
            }
            if (isCredential(subject)) {
                expected.add(subject.text());
                requireGone(when, subject, after);
            }
        }
        differences(before.digests(), after.digests()).stream()
                .filter(key -> !expected.contains(key))
                .forEach(key -> effects.wrong().add(when + ", something else is read differently: " + key));
    }

    private void requireGone(String when, ResourceId old, RecordedWalk after) {
        if (after.resources().containsKey(old)) {
            effects.wrong().add(when + ", the old one is still there");
        }
        if (!effects.changer().vault().keptFor(old.text()).isEmpty()) {
            effects.wrong().add(when + ", the vault still holds the old one");
        }
    }

    private boolean isRead(ResourceId resource) {
        return effects.trial().descriptor().streams().stream()
                .filter(stream -> !effects.trial().switchedOff().contains(stream.id()))
                .anyMatch(stream -> stream.resourceTypes().contains(resource.type()));
    }

    private boolean isCredential(ResourceId resource) {
        return effects.trial()
                .descriptor()
                .resourceType(resource.type())
                .filter(type -> type.traits().contains(Trait.CREDENTIAL))
                .isPresent();
    }

    private static Set<String> differences(Map<String, String> before, Map<String, String> after) {
        Set<String> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(key -> before.getOrDefault(key, "").equals(after.getOrDefault(key, "")));
        return keys;
    }
}
