package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asking for many things at once, and for actions. */
public final class AskingRules {

    /** One typing mistake in a list of hundreds. */
    @Rule(number = 408, sentence = "One item of many that cannot be done harms no other.")
    public void badItemsHarmNoOther(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE, ChangeKind.CREATE)) {
            return;
        }
        trial.samples();
        List<String> wrong = new ArrayList<>();
        List<Change> good = new ArrayList<>();
        List<Change> bad = new ArrayList<>();
        bad.add(new Change.RunAction("no-such-action", Optional.empty(), Map.of()));
        List<Change> undone = new ArrayList<>();
        if (!Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE)) {
            Grantable.in(trial).forEach(grantable -> {
                ResourceId taker = grantable.taker();
                good.add(grantable.grant(taker));
                undone.add(grantable.revoke(taker));
                bad.add(grantable.grant(
                        new ResourceId(taker.type(), UUID.randomUUID().toString())));
            });
        }
        try (Changer changer = new Changer(trial)) {
            changer.creatable().forEach(type -> good.add(changer.creation(type)));
            requireEach(wrong, changer, good, bad);
            undone.forEach(change -> {
                ChangeResult result = changer.ask(change);
                if (!done(result)) {
                    wrong.add("what was done among others must be possible to undo, but " + Changer.describe(change)
                            + " came to " + Changer.describe(result));
                }
            });
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireEach(List<String> wrong, Changer changer, List<Change> good, List<Change> bad) {
        List<Change> all = new ArrayList<>(bad.subList(0, 1));
        all.addAll(good.subList(0, good.size() / 2));
        all.addAll(bad.subList(1, bad.size()));
        all.addAll(good.subList(good.size() / 2, good.size()));
        List<ChangeResult> results =
                changer.apply(all.stream().map(ChangeRequest::of).toList());
        for (int i = 0; i < all.size(); i++) {
            ChangeResult result = results.get(i);
            if (all.get(i) instanceof Change.CreateResource) {
                result.resource().ifPresent(changer::deleteInTheEnd);
            }
            boolean done = result.outcome() instanceof Outcome.Changed
                    || result.outcome() instanceof Outcome.AlreadySo
                    || result.outcome() instanceof Outcome.InProgress;
            if (good.contains(all.get(i)) != done) {
                wrong.add("among others, " + Changer.describe(all.get(i)) + (done ? " cannot" : " can")
                        + " be done, but: " + Changer.describe(result));
            }
        }
    }

    /** Forms are made from schemas, and so is what reads the answers. */
    @Rule(
            number = 409,
            sentence = "The arguments of an action follow their schema, or are refused by name; its results follow"
                    + " theirs.",
            testBed = Bed.HELPS)
    public void actionsFollowTheirSchemas(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.ACTION)) {
            return;
        }
        trial.samples();
        List<String> wrong = new ArrayList<>();
        try (Changer changer = new Changer(trial)) {
            for (ActionDescriptor action : trial.descriptor().actions()) {
                Map<String, String> arguments = trial.samples().arguments().getOrDefault(action.id(), Map.of());
                requireSchema(wrong, action, trial);
                Optional<ResourceId> target = action.resourceType().map(changer::oneOf);
                requireResults(wrong, changer, action, target, arguments);
                for (Breach breach : breaches(action, arguments)) {
                    trial.subject().testBed().ifPresent(TestBed::resetTraffic);
                    ChangeResult result = changer.ask(new Change.RunAction(action.id(), target, breach.arguments()));
                    boolean sent = trial.subject()
                            .testBed()
                            .filter(bed -> bed.traffic().writes() > 0)
                            .isPresent();
                    if (sent || done(result) || !Changer.describe(result).contains(breach.name())) {
                        wrong.add("the action '" + action.id() + "' must refuse its argument '" + breach.name()
                                + "', " + breach.why() + ", by name, before it writes anything, but: "
                                + Changer.describe(result));
                    }
                }
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static boolean done(ChangeResult result) {
        return result.outcome() instanceof Outcome.Changed || result.outcome() instanceof Outcome.AlreadySo;
    }

    private static void requireSchema(List<String> wrong, ActionDescriptor action, Trial trial) {
        if (!action.arguments()
                .validate(trial.samples().arguments().getOrDefault(action.id(), Map.of()))
                .isEmpty()) {
            throw new RuleNotRun("needs samples action." + action.id() + ".… that fit its schema");
        }
        if (action.displayName().isBlank() || action.description().isBlank()) {
            wrong.add("the action '" + action.id() + "' has no name or no description");
        }
    }

    private static void requireResults(
            List<String> wrong,
            Changer changer,
            ActionDescriptor action,
            Optional<ResourceId> target,
            Map<String, String> arguments) {
        ChangeResult result = changer.ask(new Change.RunAction(action.id(), target, arguments));
        result.resource()
                .filter(made -> !target.equals(Optional.of(made)))
                .filter(made -> changer.creatable().contains(made.type()))
                .ifPresent(changer::deleteInTheEnd);
        if (!done(result)) {
            wrong.add("the action '" + action.id() + "' with arguments that fit came to " + Changer.describe(result));
            return;
        }
        action.results()
                .validate(result.values())
                .forEach(problem -> wrong.add("a result of the action '" + action.id()
                        + "' does not follow its schema: " + problem.field() + " " + problem.message()));
    }

    /** Arguments that break the schema in one point. */
    private record Breach(String name, String why, Map<String, String> arguments) {}

    private static List<Breach> breaches(ActionDescriptor action, Map<String, String> good) {
        List<Breach> breaches = new ArrayList<>();
        breaches.add(new Breach("noSuchArgument", "which it does not have", with(good, "noSuchArgument", "any")));
        for (ConfigField field : action.arguments().fields()) {
            Map<String, String> without = new HashMap<>(good);
            without.remove(field.name());
            if (!action.arguments().validate(without).isEmpty()) {
                breaches.add(new Breach(field.name(), "which is missing", without));
            }
            if (action.arguments().applies(field.name(), good)) {
                ConfigurationRules.unfit(field.type())
                        .map(unfit -> with(good, field.name(), unfit))
                        .ifPresent(unfit -> breaches.add(new Breach(field.name(), "which is of no such kind", unfit)));
            }
        }
        return breaches;
    }

    private static Map<String, String> with(Map<String, String> arguments, String name, String value) {
        Map<String, String> changed = new HashMap<>(arguments);
        changed.put(name, value);
        return changed;
    }
}
