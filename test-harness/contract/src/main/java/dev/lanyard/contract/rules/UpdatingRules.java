package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Setting attributes. */
public final class UpdatingRules {

    private static final String UNKNOWN = "noSuchAttribute";

    /** A platform that knows one attribute must not wipe out the others. */
    @Rule(
            number = 407,
            sentence =
                    "Updating sets or clears the attributes that are named, and touches no other; one that is unknown"
                            + " or read-only is refused by name, and nothing is changed then.",
            testBed = Bed.REQUIRED)
    public void onlyNamedAttributesChange(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.UPDATE)) {
            return;
        }
        Map<String, Map<String, String>> updates = trial.samples().updates();
        trial.bed();
        List<String> wrong = new ArrayList<>();
        try (Changer changer = new Changer(trial)) {
            List<ChangeDescriptor> tried = trial.descriptor().changes().stream()
                    .filter(change -> change.kind() == ChangeKind.UPDATE
                            && updates.containsKey(change.resourceType())
                            && changer.creatable().contains(change.resourceType()))
                    .toList();
            if (tried.isEmpty()) {
                throw new RuleNotRun("needs samples update.TYPE.… of a type that can be made and updated");
            }
            for (ChangeDescriptor change : tried) {
                ResourceId resource = changer.make(change.resourceType());
                // Twice, so that each is set while all the others are.
                for (int round = 1; round <= 2; round++) {
                    for (Map.Entry<String, String> each : updates.getOrDefault(change.resourceType(), Map.of())
                            .entrySet()) {
                        if (round == 1 || each.getValue().contains(ChangeSamples.FRESH)) {
                            Attributes set = attribute(each.getKey(), each.getValue(), change.attributes());
                            requireOnly(wrong, trial, changer, resource, set);
                        }
                    }
                }
                requireRefusals(wrong, trial, changer, change, resource);
                for (String name :
                        updates.getOrDefault(change.resourceType(), Map.of()).keySet()) {
                    requireCleared(wrong, trial, changer, resource, name);
                }
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static Attributes attribute(String name, String value, ConfigSchema schema) {
        String fresh = UUID.randomUUID().toString().substring(0, 8);
        return ChangeSamples.attributes(Map.of(name, value), schema, fresh);
    }

    private static void requireOnly(
            List<String> wrong, Trial trial, Changer changer, ResourceId resource, Attributes set) {
        Change update = new Change.UpdateResource(resource, set, Set.of());
        Truth before = trial.bed().truth();
        ChangeResult result = changer.ask(update);
        String when = "after " + set.names() + " of " + resource.text() + " was set";
        if (!(result.outcome() instanceof Outcome.Changed)) {
            wrong.add(when + ", it must be changed, but: " + Changer.describe(result));
        }
        StateDifference difference = StateDifference.between(before, trial.bed().truth());
        wrong.addAll(difference.notNaming(resource.id()).describe(when));
        if (difference.notNaming(resource.id()).none()) {
            List<String> touched = difference.values();
            if (touched.size() > set.names().size()) {
                wrong.add(when + ", more has changed of it: " + touched);
            } else if (touched.isEmpty()) {
                wrong.add(when + ", the system holds the same as before");
            }
        }
        ChangeResult again = changer.ask(update);
        if (!(again.outcome() instanceof Outcome.AlreadySo)) {
            wrong.add(when + " twice, it must be already so, but: " + Changer.describe(again));
        }
    }

    /** What must have some value is refused when it is to be cleared, and keeps it. */
    private static void requireCleared(
            List<String> wrong, Trial trial, Changer changer, ResourceId resource, String name) {
        Truth before = trial.bed().truth();
        ChangeResult result = changer.ask(new Change.UpdateResource(resource, Attributes.NONE, Set.of(name)));
        String when = "after '" + name + "' of " + resource.text() + " was cleared";
        StateDifference difference = StateDifference.between(before, trial.bed().truth());
        if (result.outcome() instanceof Outcome.Changed) {
            wrong.addAll(difference.notNaming(resource.id()).describe(when));
            if (difference.touched().size() != 1
                    || !difference.values().stream().allMatch(UpdatingRules::isEmpty)) {
                wrong.add(when + ", it must be gone and everything else as before, but these have changed: "
                        + difference.touched() + " to " + difference.values());
            }
        } else if (result.outcome() instanceof Outcome.AlreadySo || !difference.none()) {
            wrong.add(when + ", it must be changed or refused, but: " + Changer.describe(result));
        }
    }

    private static boolean isEmpty(String leaf) {
        return leaf.endsWith(" = null") || leaf.endsWith(" = \"\"") || leaf.endsWith(" = []");
    }

    private static void requireRefusals(
            List<String> wrong, Trial trial, Changer changer, ChangeDescriptor change, ResourceId resource) {
        List<String> names = new ArrayList<>(List.of(UNKNOWN));
        names.addAll(trial.samples().readOnly().getOrDefault(resource.type(), Set.of()));
        Map<String, String> good = trial.samples().updates().getOrDefault(resource.type(), Map.of());
        for (String name : names) {
            Map<String, String> values = new LinkedHashMap<>();
            good.keySet().stream().limit(1).forEach(each -> values.put(each, "other {n}"));
            values.put(name, "any");
            Attributes set = ChangeSamples.attributes(values, change.attributes(), "x");
            Truth before = trial.bed().truth();
            ChangeResult result = changer.ask(new Change.UpdateResource(resource, set, Set.of()));
            boolean done = result.outcome() instanceof Outcome.Changed || result.outcome() instanceof Outcome.AlreadySo;
            if (done || !Changer.describe(result).contains(name)) {
                wrong.add("setting '" + name + "' of " + resource.text() + " must be refused by that name, but: "
                        + Changer.describe(result));
            }
            wrong.addAll(StateDifference.between(before, trial.bed().truth())
                    .describe("although '" + name + "' cannot be set"));
        }
    }
}
