package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.SkippedRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What holds among the records of one full read. */
public final class RecordRules {

    private static final int SHOWN = 5;

    /** A platform knows from the description which tables a stream fills. */
    @Rule(number = 201, sentence = "Every record is about a resource type that its stream declares.")
    public void typesAreDeclared(Trial trial) {
        List<String> wrong = new ArrayList<>();
        trial.walk()
                .undeclared()
                .forEach((stream, keys) -> wrong.add("the stream '" + stream + "' does not declare the type of "
                        + list(keys.stream().map(RecordKey::text).toList())));
        RuleBroken.ifAny(wrong);
    }

    /** An identity that means two things means nothing. */
    @Rule(
            number = 202,
            sentence = "No two different records have the same identity, on one page or on several, in one stream or in"
                    + " several.")
    public void identitiesAreUnique(Trial trial) {
        List<String> conflicts = trial.walk().conflicts();
        if (!conflicts.isEmpty()) {
            throw new RuleBroken("different records share the identity " + list(conflicts));
        }
    }

    /** Trees are drawn from parents. */
    @Rule(number = 203, sentence = "Every parent of a resource is read too, and no resource is its own ancestor.")
    public void parentsExistAndDoNotLoop(Trial trial) {
        Map<ResourceId, Optional<ResourceId>> parents = trial.walk().resources();
        List<String> wrong = new ArrayList<>();
        for (ResourceId resource : parents.keySet()) {
            Set<ResourceId> seen = new HashSet<>(Set.of(resource));
            Optional<ResourceId> parent = parents.get(resource);
            while (parent.isPresent() && wrong.size() < SHOWN) {
                if (!parents.containsKey(parent.get())) {
                    wrong.add(resource.text() + " has the ancestor "
                            + parent.get().text() + ", which is not read");
                    break;
                }
                if (!seen.add(parent.get())) {
                    wrong.add(resource.text() + " has ancestors that loop at "
                            + parent.get().text());
                    break;
                }
                parent = parents.get(parent.get());
            }
        }
        RuleBroken.ifAny(wrong);
    }

    /** An entitlement is something to be had on something. */
    @Rule(number = 204, sentence = "The resource of every entitlement is read too.")
    public void entitlementsHaveResources(Trial trial) {
        RecordedWalk walk = trial.walk();
        refuse(
                "entitlements whose resource is not read",
                walk.entitlements().keySet().stream()
                        .filter(entitlement -> !walk.resources().containsKey(entitlement.resource()))
                        .map(EntitlementId::text)
                        .toList());
    }

    /** A grant is of something. */
    @Rule(number = 205, sentence = "The entitlement of every grant is read too.")
    public void grantsHaveEntitlements(Trial trial) {
        RecordedWalk walk = trial.walk();
        refuse(
                "grants whose entitlement is not read",
                grants(
                        walk,
                        grant -> !walk.entitlements().containsKey(grant.key().entitlement())));
    }

    /** A grant is to someone. */
    @Rule(
            number = 206,
            sentence = "The principal of every grant is read too, or reported as left out, or the grant is marked"
                    + " external; never both read and external.")
    public void grantsHavePrincipals(Trial trial) {
        RecordedWalk walk = trial.walk();
        Predicate<Grant> read =
                grant -> walk.resources().containsKey(grant.key().principal());
        Set<String> leftOut = walk.skipped().stream().map(SkippedRow::subject).collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>();
        describe(
                wrong,
                "grants to a principal that is neither read nor reported as left out, yet not marked external",
                grants(
                        walk,
                        grant -> !grant.external()
                                && !read.test(grant)
                                && !leftOut.contains(grant.key().principal().text())));
        describe(
                wrong,
                "grants marked external to a principal that is read",
                grants(walk, grant -> grant.external() && read.test(grant)));
        RuleBroken.ifAny(wrong);
    }

    /** What may hold an entitlement is said before who does. */
    @Rule(number = 207, sentence = "The principal of every grant is of a type that the entitlement accepts.")
    public void principalTypesAreAccepted(Trial trial) {
        RecordedWalk walk = trial.walk();
        refuse("grants to a principal of a type that the entitlement does not accept", grants(walk, grant -> {
            Entitlement entitlement = walk.entitlements().get(grant.key().entitlement());
            return entitlement != null
                    && !entitlement
                            .principalTypes()
                            .contains(grant.key().principal().type());
        }));
    }

    private static List<String> grants(RecordedWalk walk, Predicate<Grant> which) {
        return walk.grants().values().stream()
                .filter(which)
                .map(grant -> grant.key().text())
                .toList();
    }

    private static void refuse(String what, List<String> keys) {
        List<String> wrong = new ArrayList<>();
        describe(wrong, what, keys);
        RuleBroken.ifAny(wrong);
    }

    private static void describe(List<String> wrong, String what, List<String> keys) {
        if (!keys.isEmpty()) {
            wrong.add(what + ": " + list(keys));
        }
    }

    private static String list(List<String> keys) {
        String more = keys.size() > SHOWN ? " and " + (keys.size() - SHOWN) + " more" : "";
        return String.join(", ", keys.subList(0, Math.min(SHOWN, keys.size()))) + more;
    }
}
