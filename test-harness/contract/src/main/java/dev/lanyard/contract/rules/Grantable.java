package dev.lanyard.contract.rules;

import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An entitlement of the tenant that can be granted and revoked, and who does not have it.
 *
 * @param entitlement which
 * @param takers one principal of each accepted type of which there is one; accounts first, as what is given to a group
 *     may come to its members too
 * @param others one resource of each type that is not accepted
 */
record Grantable(Entitlement entitlement, List<ResourceId> takers, List<ResourceId> others) {

    /**
     * One for each sort of entitlement that is described as grantable, with as many sorts of takers as there are. Those
     * that accept other types of principals are of another sort.
     */
    static List<Grantable> in(Trial trial) {
        // Of one sort of entitlement several descriptions may speak, such as for good and for a time.
        Set<Grantable> found = new LinkedHashSet<>();
        for (ChangeDescriptor change : trial.descriptor().changes()) {
            if (change.kind() == ChangeKind.GRANT) {
                new TreeSet<>(change.entitlements()).forEach(slugs -> found.addAll(best(trial, change, slugs)));
            }
        }
        if (found.isEmpty()) {
            throw new RuleNotRun(
                    "the tenant has no entitlement that can be granted and revoked, and somebody to have it");
        }
        return List.copyOf(found);
    }

    private static Collection<Grantable> best(Trial trial, ChangeDescriptor change, String slugs) {
        Map<Set<String>, Grantable> best = new LinkedHashMap<>();
        trial.walk().entitlements().values().stream()
                .filter(each -> matches(each.key(), change, slugs)
                        && each.grantable()
                        && trial.samples().mayGrant(each.key())
                        && revocable(trial.descriptor(), each.key()))
                .map(each -> of(each, trial))
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

    private static boolean revocable(ConnectorDescriptor descriptor, EntitlementId key) {
        return descriptor
                .change(new Change.RevokeAccess(GrantKey.direct(key, key.resource())))
                .isPresent();
    }

    private static Grantable of(Entitlement entitlement, Trial trial) {
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
        return new Grantable(entitlement, accountsFirst, List.copyOf(others.values()));
    }

    /** The one to take when it does not matter who does. */
    ResourceId taker() {
        return takers.get(0);
    }

    Change grant(ResourceId principal) {
        return new Change.GrantAccess(key(principal));
    }

    Change revoke(ResourceId principal) {
        return new Change.RevokeAccess(key(principal));
    }

    GrantKey key(ResourceId principal) {
        return GrantKey.direct(entitlement.key(), principal);
    }
}
