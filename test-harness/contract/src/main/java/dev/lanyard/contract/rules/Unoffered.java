package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a connector does not offer it refuses; that it does so is asserted, and never skipped. */
final class Unoffered {

    private static final String NOTHING = "no-such-thing";

    private Unoffered() {}

    /**
     * Whether nothing of these kinds is offered. If so, that each is refused as UNSUPPORTED has been asserted.
     *
     * @throws RuleBroken if one is not refused
     */
    static boolean all(Trial trial, ChangeKind... kinds) {
        Set<ChangeKind> offered = offered(trial);
        if (Arrays.stream(kinds).anyMatch(offered::contains)) {
            return false;
        }
        RuleBroken.ifAny(notRefused(trial, List.of(kinds)));
        return true;
    }

    /** Every change and action that is not described, and still not refused, in words. */
    static List<String> notRefused(Trial trial) {
        return notRefused(trial, List.of(ChangeKind.values()));
    }

    /** A change that is described, of something that does not exist; empty if none is described. */
    static Optional<Change> described(ConnectorDescriptor descriptor) {
        return descriptor.changes().stream()
                .map(change -> change(change.kind(), change.resourceType()))
                .filter(change -> descriptor.change(change).isPresent())
                .findFirst();
    }

    private static Set<ChangeKind> offered(Trial trial) {
        Set<ChangeKind> kinds = trial.descriptor().changes().stream()
                .map(ChangeDescriptor::kind)
                .collect(Collectors.toSet());
        if (!trial.descriptor().actions().isEmpty()) {
            kinds.add(ChangeKind.ACTION);
        }
        return kinds;
    }

    private static List<String> notRefused(Trial trial, List<ChangeKind> kinds) {
        Stream<Change> ofTypes = kinds.stream()
                .flatMap(kind -> trial.descriptor().resourceTypes().stream().map(type -> change(kind, type.id())));
        Stream<Change> inOtherWays = trial.descriptor().changes().stream()
                .filter(change -> kinds.contains(change.kind()))
                .flatMap(Unoffered::inEveryWay);
        List<Change> undescribed = Stream.concat(ofTypes, inOtherWays)
                .filter(change -> trial.descriptor().change(change).isEmpty())
                .toList();
        List<String> wrong = new ArrayList<>();
        try (OpenConnector open = trial.open()) {
            List<ChangeResult> results = open.connector()
                    .apply(undescribed.stream().map(ChangeRequest::of).toList());
            for (int i = 0; i < results.size(); i++) {
                boolean refused = results.get(i).outcome() instanceof Outcome.Failed failed
                        && failed.error().kind() == ErrorKind.UNSUPPORTED;
                if (!refused) {
                    wrong.add(Changer.describe(undescribed.get(i))
                            + " is not described, and must have failed as UNSUPPORTED, but: "
                            + Changer.describe(results.get(i)));
                }
            }
        }
        return wrong;
    }

    /** What a description of access says can be given or taken, in every way in which anything can be had. */
    private static Stream<Change> inEveryWay(ChangeDescriptor described) {
        ResourceId resource = new ResourceId(described.resourceType(), NOTHING);
        return described.entitlements().stream()
                .map(slugs -> new EntitlementId(resource, slugs.replace("*", NOTHING)))
                .flatMap(entitlement -> Stream.of(Holding.values())
                        .map(holding ->
                                new GrantKey(entitlement, resource, holding, Optional.empty(), Optional.empty())))
                .map(key -> described.kind() == ChangeKind.GRANT
                        ? new Change.GrantAccess(key)
                        : new Change.RevokeAccess(key));
    }

    /** A change that names nothing that exists: were it carried out by mistake, it would do no harm. */
    private static Change change(ChangeKind kind, String type) {
        ResourceId resource = new ResourceId(type, NOTHING);
        GrantKey grant = GrantKey.direct(new EntitlementId(resource, NOTHING), resource);
        return switch (kind) {
            case CREATE -> new Change.CreateResource(type, Attributes.NONE, Optional.empty());
            case UPDATE -> new Change.UpdateResource(resource, Attributes.NONE, Set.of(NOTHING));
            case ENABLE -> new Change.SetEnabled(resource, true);
            case DISABLE -> new Change.SetEnabled(resource, false);
            case DELETE -> new Change.DeleteResource(resource, false);
            case PURGE -> new Change.DeleteResource(resource, true);
            case RESTORE -> new Change.RestoreResource(resource);
            case GRANT -> new Change.GrantAccess(grant);
            case REVOKE -> new Change.RevokeAccess(grant);
            case ROTATE -> new Change.RotateCredential(resource, new PasswordChoice.Random(false));
            case ACTION -> new Change.RunAction(NOTHING, Optional.of(resource), Map.of());
        };
    }
}
