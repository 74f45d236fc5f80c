package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Giving access and taking it. */
public final class GrantingRules {

    private static final Duration LAG = Duration.ofSeconds(1);

    /** Platforms ask again when they are not sure. */
    @Rule(number = 401, sentence = "What is granted or revoked twice is answered the second time as already so.")
    public void secondTimeIsAlreadySo(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE)) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        List<Grantable> all = Grantable.in(trial);
        try (Changer changer = new Changer(trial)) {
            for (Grantable grantable : all) {
                ResourceId taker = grantable.taker();
                changer.require(grantable.grant(taker));
                requireAlreadySo(wrong, changer, grantable.grant(taker));
                changer.require(grantable.revoke(taker));
                requireAlreadySo(wrong, changer, grantable.revoke(taker));
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireAlreadySo(List<String> wrong, Changer changer, Change change) {
        ChangeResult result = changer.ask(change);
        if (!(result.outcome() instanceof Outcome.AlreadySo)) {
            wrong.add(Changer.describe(change) + ", asked for a second time, must be already so, but: "
                    + Changer.describe(result));
        }
    }

    /** Descriptions are what people choose from. */
    @Rule(
            number = 402,
            sentence = "Every type of principal that an entitlement accepts can be granted it; any other is refused"
                    + " before anything is sent.",
            testBed = Bed.HELPS)
    public void acceptedPrincipalsAreTaken(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE)) {
            return;
        }
        trial.buildsUpon(201);
        List<String> wrong = new ArrayList<>();
        List<Grantable> all = Grantable.in(trial);
        try (Changer changer = new Changer(trial)) {
            for (Grantable grantable : all) {
                for (ResourceId taker : grantable.takers()) {
                    requireTaken(wrong, changer, grantable, taker);
                }
                for (ResourceId other : grantable.others()) {
                    requireRefused(wrong, trial, changer, grantable.grant(other));
                }
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireTaken(List<String> wrong, Changer changer, Grantable grantable, ResourceId taker) {
        for (Change change : List.of(grantable.grant(taker), grantable.revoke(taker))) {
            ChangeResult result = changer.ask(change);
            boolean done = result.outcome() instanceof Outcome.Changed || result.outcome() instanceof Outcome.AlreadySo;
            if (!done) {
                wrong.add(Changer.describe(change) + " must be possible, as the entitlement accepts "
                        + grantable.entitlement().principalTypes() + ", but: " + Changer.describe(result));
            }
        }
    }

    private static void requireRefused(List<String> wrong, Trial trial, Changer changer, Change change) {
        trial.subject().testBed().ifPresent(TestBed::resetTraffic);
        ChangeResult result = changer.ask(change);
        boolean refused = result.outcome() instanceof Outcome.Refused
                || (result.outcome() instanceof Outcome.Failed failed
                        && !failed.error().kind().retriable());
        if (!refused) {
            wrong.add(Changer.describe(change) + " must be refused, as the entitlement does not accept this type, but: "
                    + Changer.describe(result));
        }
        long writes =
                trial.subject().testBed().map(bed -> bed.traffic().writes()).orElse(0L);
        if (writes > 0) {
            wrong.add(Changer.describe(change) + " was sent, although the entitlement does not accept this type");
        }
    }

    /** Whoever looks after a change wants to see it. */
    @Rule(
            number = 403,
            sentence = "After a grant or a revocation, a sync shows it, also when reads lag behind writes.",
            testBed = Bed.HELPS)
    public void changesAreSeen(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE)) {
            return;
        }
        trial.buildsUpon(208);
        List<GrantKey> keys = Grantable.in(trial).stream()
                .map(grantable -> grantable.key(grantable.taker()))
                .toList();
        List<String> wrong = new ArrayList<>();
        lag(trial, LAG);
        try (Changer changer = new Changer(trial)) {
            changer.requireAll(keys.stream().map(Change.GrantAccess::new).toList());
            Set<GrantKey> granted = seen(trial);
            keys.stream()
                    .filter(key -> !granted.contains(key))
                    .forEach(key -> wrong.add("after " + key.text() + " was granted, a sync does not show it"));
            changer.requireAll(keys.stream().map(Change.RevokeAccess::new).toList());
            Set<GrantKey> left = seen(trial);
            keys.stream()
                    .filter(left::contains)
                    .forEach(key -> wrong.add("after " + key.text() + " was revoked, a sync still shows it"));
        } finally {
            lag(trial, Duration.ZERO);
        }
        RuleBroken.ifAny(wrong);
    }

    /** By another connector, as another process would see it. */
    private static Set<GrantKey> seen(Trial trial) {
        try (OpenConnector open = trial.open()) {
            return open.walk(trial.subject().pageSize()).grants().keySet();
        }
    }

    private static void lag(Trial trial, Duration howLong) {
        trial.subject().testBed().ifPresent(bed -> bed.lag(howLong));
    }
}
