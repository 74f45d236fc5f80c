package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.Differences;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.SkippedRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What was read is what the system holds. */
public final class SystemRules {

    private static final Pattern REASON = Pattern.compile("[a-z][a-zA-Z0-9-]*");

    /** Who has what is only right with those who have it through others. */
    @Rule(
            number = 209,
            sentence =
                    "Grants to groups are marked expandable where, and only where, their members have the entitlement"
                            + " too, so that following them ends, cycles or not, with the system's own effective members.",
            testBed = Bed.REQUIRED)
    public void effectiveMembersAreRight(Trial trial) {
        Truth truth = trial.bed().truth();
        if (truth.members().isEmpty()) {
            throw new RuleNotRun("the test bed tells of no memberships");
        }
        RecordedWalk walk = trial.walk();
        Map<ResourceId, List<Grant>> memberships = new HashMap<>();
        for (Grant grant : walk.grants().values()) {
            Entitlement entitlement = walk.entitlements().get(grant.key().entitlement());
            boolean inForce = grant.key().holding() != Holding.ELIGIBLE;
            if (inForce && entitlement != null && entitlement.purpose() == Purpose.MEMBERSHIP) {
                memberships
                        .computeIfAbsent(entitlement.key().resource(), absent -> new ArrayList<>())
                        .add(grant);
            }
        }
        List<String> wrong = new ArrayList<>();
        for (Entitlement entitlement : walk.entitlements().values()) {
            if (entitlement.purpose() == Purpose.MEMBERSHIP) {
                ResourceId group = entitlement.key().resource();
                Set<String> expected = truth.effectiveMembers(group.id());
                Set<String> actual = effectiveMembers(group, memberships);
                if (!expected.equals(actual)) {
                    wrong.add(
                            group.text() + " has the effective members " + expected + ", but by the grants " + actual);
                }
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static Set<String> effectiveMembers(ResourceId group, Map<ResourceId, List<Grant>> memberships) {
        Set<ResourceId> found = new HashSet<>();
        Deque<ResourceId> open = new ArrayDeque<>(Set.of(group));
        while (!open.isEmpty()) {
            for (Grant grant : memberships.getOrDefault(open.pop(), List.of())) {
                ResourceId principal = grant.key().principal();
                if (found.add(principal) && grant.expandable()) {
                    open.push(principal);
                }
            }
        }
        Set<String> ids = new TreeSet<>();
        found.forEach(principal -> ids.add(principal.id()));
        return ids;
    }

    /** Systems answer empty pages when rows were filtered out, or lie elsewhere. */
    @Rule(
            number = 211,
            sentence = "A page of the system without rows, but with a next page, does not end a read.",
            testBed = Bed.REQUIRED)
    public void emptyPagesDoNotEnd(Trial trial) {
        RecordedWalk expected = trial.walk();
        trial.bed().resetTraffic();
        try (OpenConnector open = trial.open()) {
            open.walk(trial.subject().pageSize());
        }
        long usual = trial.bed().traffic().requests();
        List<Fault> faults = trial.bed().traffic().endpoints().keySet().stream()
                .map(endpoint ->
                        Fault.of(Fault.Kind.EMPTY_PAGE).on(endpoint).after(1).times(1))
                .toList();
        trial.bed().faults(faults);
        trial.bed().resetTraffic();
        try (OpenConnector open = trial.open()) {
            RecordedWalk actual = open.walk(trial.subject().pageSize());
            RuleBroken.ifAny(Differences.between(expected.digests(), actual.digests()).describe().stream()
                    .map(line -> "with empty pages in between, records are " + line)
                    .toList());
        }
        if (trial.bed().traffic().requests() <= usual) {
            throw new RuleNotRun("the test bed made no empty page, or no call was asked for a second page");
        }
    }

    /** A new customer's tenant must not look like a broken one. */
    @Rule(
            number = 212,
            sentence = "An empty tenant gives streams that end without records and without an error.",
            testBed = Bed.REQUIRED)
    public void emptyTenantIsNoError(Trial trial) {
        trial.walk();
        trial.bed().showEmptyTenant(true);
        try (OpenConnector open = trial.open()) {
            Outcome<RecordedWalk> outcome =
                    Outcome.of(() -> open.walk(trial.subject().pageSize()));
            if (outcome.thrown().isPresent()) {
                throw new RuleBroken("reading an empty tenant failed: " + outcome.describe());
            }
            Set<String> found = outcome.value().orElseThrow().digests().keySet();
            if (!found.isEmpty()) {
                throw new RuleBroken("an empty tenant has the records " + found);
            }
        }
    }

    /** A gap that nobody was told of is found when it hurts. */
    @Rule(
            number = 218,
            sentence = "Every object that the system holds, of a type that is read, is either read or reported as left"
                    + " out, with a reason.",
            testBed = Bed.HELPS)
    public void gapsAreReported(Trial trial) {
        RecordedWalk walk = trial.walk();
        List<String> wrong = new ArrayList<>();
        Set<String> accountedFor = new HashSet<>();
        walk.resources().keySet().forEach(key -> accountedFor.add(key.text()));
        for (SkippedRow row : walk.skipped()) {
            accountedFor.add(row.subject());
            if (row.subject().isBlank()
                    || row.detail().isBlank()
                    || !REASON.matcher(row.reason()).matches()) {
                wrong.add("a row is left out without saying which, why, or in a word for programs: " + row);
            }
        }
        if (trial.subject().testBed().isPresent()) {
            Map<String, Set<String>> objects = trial.bed().truth().objects();
            trial.descriptor().streams().stream()
                    .flatMap(stream -> stream.resourceTypes().stream())
                    .distinct()
                    .forEach(type -> objects.getOrDefault(type, Set.of()).stream()
                            .map(id -> new ResourceId(type, id).text())
                            .filter(text -> !accountedFor.contains(text))
                            .forEach(text -> wrong.add(text + " is held, but neither read nor reported as left out")));
        }
        RuleBroken.ifAny(wrong);
    }
}
