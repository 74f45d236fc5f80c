package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What giving access does, and taking it. */
record AccessEffects(Effects effects) {

    void of(Grantable grantable) {
        ResourceId taker = grantable.taker();
        String[] both = {grantable.entitlement().key().resource().id(), taker.id()};
        String what = "a grant of " + both[0] + " to " + both[1];
        Truth before = effects.truth();
        StateDifference granted = effects.effect(before, grantable.grant(taker));
        effects.wrong().addAll(granted.notNaming(both).notCounting(both).describe("after " + what));
        effects.requireSome(granted, what);
        effects.wrong()
                .addAll(effects.effect(before, grantable.revoke(taker)).describe("after it was granted and revoked"));
    }

    /** What names both ends may still be more than was asked: who was given one thing has no other. */
    void asRead(List<Grantable> grantables) {
        Changer changer = effects.changer();
        Set<GrantKey> before = direct(effects.trial().walk());
        changer.requireAll(grantables.stream()
                .map(grantable -> grantable.grant(grantable.taker()))
                .toList());
        effects.trial().changed();
        Set<GrantKey> more = new LinkedHashSet<>(direct(effects.trial().walk()));
        more.removeAll(before);
        grantables.forEach(grantable -> more.remove(grantable.key(grantable.taker())));
        more.forEach(key ->
                effects.wrong().add("after grants were made, there is one that nobody asked for: " + key.text()));
        changer.requireAll(grantables.stream()
                .map(grantable -> grantable.revoke(grantable.taker()))
                .toList());
        effects.trial().changed();
    }

    private static Set<GrantKey> direct(RecordedWalk walk) {
        return walk.grants().keySet().stream()
                .filter(key -> key.through().isEmpty())
                .collect(Collectors.toSet());
    }
}
