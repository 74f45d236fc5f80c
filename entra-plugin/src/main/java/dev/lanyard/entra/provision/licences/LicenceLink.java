package dev.lanyard.entra.provision.licences;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AccessLink;
import dev.lanyard.entra.provision.change.AskedTexts;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A licence to be assigned or removed.
 *
 * @param pending the change
 * @param grant who has which product
 * @param giving whether it is to be assigned
 * @param wantedPlans the plans that are to be off, or empty to leave them as they are
 */
record LicenceLink(PendingChange pending, GrantKey grant, boolean giving, Optional<Set<String>> wantedPlans)
        implements AccessLink {

    static final String DISABLED_PLANS = "disabledPlans";

    static LicenceLink of(PendingChange pending) {
        if (pending.change() instanceof Change.GrantAccess granting) {
            Optional<Set<String>> plans = AskedTexts.text(granting.options(), DISABLED_PLANS)
                    .map(text -> Arrays.stream(text.split(","))
                            .map(String::strip)
                            .filter(plan -> !plan.isEmpty())
                            .collect(Collectors.toUnmodifiableSet()));
            return new LicenceLink(pending, granting.grant(), true, plans);
        }
        return new LicenceLink(pending, AccessLink.grantOf(pending.change()), false, Optional.empty());
    }

    String skuId() {
        return grant.entitlement().resource().id();
    }

    ResourceId holder() {
        return grant.principal();
    }

    /** Whether this is so already. */
    boolean isSo(HolderFacts facts) {
        Optional<HolderFacts.Held> direct = facts.direct(skuId());
        if (!giving) {
            return direct.isEmpty();
        }
        return direct.isPresent()
                && direct.get().working()
                && wantedPlans.map(direct.get().disabledPlans()::equals).orElse(true);
    }

    /** The call, which leaves every other licence alone, and plans of which nothing is asked as they are. */
    GraphWrite write(HolderFacts facts) {
        JsonBody body = new JsonBody();
        if (giving) {
            JsonBody added = new JsonBody()
                    .put("skuId", skuId())
                    .put(
                            DISABLED_PLANS,
                            wantedPlans
                                    .or(() -> facts.direct(skuId()).map(HolderFacts.Held::disabledPlans))
                                    .orElse(Set.of())
                                    .stream()
                                    .sorted()
                                    .toList());
            body.put("addLicenses", List.of(added)).put("removeLicenses", List.of());
        } else {
            body.put("addLicenses", List.of()).put("removeLicenses", List.of(skuId()));
        }
        String path = holder().type().equals(EntraTypes.USER) ? "/users/{}/assignLicense" : "/groups/{}/assignLicense";
        return GraphWrite.of(HttpMethod.POST, GraphPath.of(path, holder().id()), body);
    }

    Sight sight(GraphDoor door) {
        return new Sight(() -> HolderFacts.request(door, holder()), this::isShown);
    }

    private boolean isShown(BatchReply reply) {
        // What must not be read, or is gone, will never show anything.
        return reply.status() == 403 || reply.status() == 404 || isSo(HolderFacts.of(holder(), reply.bodyOrThrow()));
    }
}
