package dev.lanyard.contract.rules;

import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An entitlement of the tenant that can be granted and revoked, and who does not have it.
 *
 * @param entitlement which
 * @param holding in which way it can be had
 * @param takers one principal of each accepted type of which there is one; accounts first, as what is given to a group
 *     may come to its members too
 * @param others one resource of each type that is not accepted
 */
record Grantable(Entitlement entitlement, Holding holding, List<ResourceId> takers, List<ResourceId> others) {

    /** How long is enough to be in force while the suite looks, and within what systems allow. */
    private static final Duration A_WHILE = Duration.ofDays(1);

    private static final String REASON = "a test of the connector";

    /**
     * One for each sort of entitlement that is described as grantable in force and for good, with as many sorts of
     * takers as there are. Those that accept other types of principals are of another sort.
     */
    static List<Grantable> in(Trial trial) {
        List<Grantable> found = in(trial, Holding.ACTIVE);
        if (found.isEmpty()) {
            throw new RuleNotRun(
                    "the tenant has no entitlement that can be granted and revoked, and somebody to have it");
        }
        return found;
    }

    /** The same of what is described as grantable in one way; empty if nothing is. */
    static List<Grantable> in(Trial trial, Holding holding) {
        // Of one sort of entitlement several descriptions may speak.
        Set<Grantable> found = new LinkedHashSet<>();
        for (ChangeDescriptor change : trial.descriptor().changes()) {
            if (change.kind() == ChangeKind.GRANT && change.holdings().contains(holding)) {
                new TreeSet<>(change.entitlements())
                        .forEach(slugs -> found.addAll(best(trial, change, slugs, holding)));
            }
        }
        return List.copyOf(found);
    }

    private static Collection<Grantable> best(Trial trial, ChangeDescriptor change, String slugs, Holding holding) {
        Map<Set<String>, Grantable> best = new LinkedHashMap<>();
        trial.walk().entitlements().values().stream()
                .filter(each -> matches(each.key(), change, slugs)
                        && each.grantable()
                        && trial.samples().mayGrant(each.key())
                        && revocable(trial.descriptor(), each.key(), holding))
                .map(each -> of(each, holding, trial))
                .filter(grantable -> !grantable.takers().isEmpty())
                .forEach(grantable -> best.merge(
                        grantable.entitlement().principalTypes(),
                        grantable,
                        (one, other) -> one.takers().size() >= other.takers().size() ? one : other));
        return best.values();
    }

    private static boolean matches(EntitlementId key, ChangeDescriptor change, String slugs) {
        boolean slug = slugs.endsWith("*")
                ? key.slug().startsWith(slugs.substring(0, slugs.length() - 1))
                : key.slug().equals(slugs);
        return slug && key.resource().type().equals(change.resourceType());
    }

    private static boolean revocable(ConnectorDescriptor descriptor, EntitlementId key, Holding holding) {
        return descriptor
                .change(new Change.RevokeAccess(key(key, key.resource(), holding)))
                .isPresent();
    }

    private static GrantKey key(EntitlementId entitlement, ResourceId principal, Holding holding) {
        return new GrantKey(entitlement, principal, holding, Optional.empty(), Optional.empty());
    }

    private static Grantable of(Entitlement entitlement, Holding holding, Trial trial) {
        RecordedWalk walk = trial.walk();
        Set<ResourceId> taken = new HashSet<>(Set.of(entitlement.key().resource()));
        walk.grants().keySet().stream()
                .filter(grant -> grant.entitlement().equals(entitlement.key()))
                .forEach(grant -> taken.add(grant.principal()));
        Map<String, ResourceId> takers = new TreeMap<>();
        Map<String, ResourceId> others = new TreeMap<>();
        walk.resources().keySet().stream()
                .filter(resource -> !taken.contains(resource) && trial.samples().mayTake(entitlement.key(), resource))
                .forEach(resource -> (entitlement.principalTypes().contains(resource.type()) ? takers : others)
                        .putIfAbsent(resource.type(), resource));
        List<ResourceId> accountsFirst = takers.values().stream()
                .sorted(Comparator.comparing(taker -> !ChangeSamples.signsIn(trial.descriptor(), taker.type())))
                .toList();
        return new Grantable(entitlement, holding, accountsFirst, List.copyOf(others.values()));
    }

    /** The one to take when it does not matter who does. */
    ResourceId taker() {
        return takers.get(0);
    }

    /** For good; otherwise with the end and the reason that systems want to know of then. */
    Change grant(ResourceId principal) {
        if (holding == Holding.ACTIVE) {
            return new Change.GrantAccess(key(principal));
        }
        Instant end = Instant.now().plus(A_WHILE).truncatedTo(ChronoUnit.SECONDS);
        return new Change.GrantAccess(
                key(principal), new Validity(Optional.empty(), Optional.of(end)), Attributes.NONE, Optional.of(REASON));
    }

    Change revoke(ResourceId principal) {
        return holding == Holding.ACTIVE
                ? new Change.RevokeAccess(key(principal))
                : new Change.RevokeAccess(key(principal), Optional.of(REASON));
    }

    GrantKey key(ResourceId principal) {
        return key(entitlement.key(), principal, holding);
    }
}
