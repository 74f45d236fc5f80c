package dev.lanyard.entra.provision.licences;

import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.spi.model.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Why a licence is not assigned or removed: by what is known before, or in the words of Graph's refusal. */
final class LicenceRefusals {

    private LicenceRefusals() {}

    /** Why Graph would not assign it, or empty. */
    static Optional<Refusal> known(LicenceLink link, HolderFacts holder, ProductFacts product) {
        boolean user = holder.user();
        if (!holder.licensable()) {
            return user
                    ? because(
                            "usage-location",
                            "the user '" + holder.name() + "' has no usage location, so no licence"
                                    + " can be assigned")
                    : because(
                            "not-security-enabled",
                            "the group '" + holder.name() + "' is not security-enabled, so"
                                    + " it can pass on no licence");
        }
        if (product.refusal().isPresent()) {
            return product.refusal();
        }
        if (!product.usable()) {
            return because("not-in-force", "the subscription to " + product.name() + " is not in force");
        }
        Set<String> unknown = new TreeSet<>(link.wantedPlans().orElse(Set.of()));
        unknown.removeAll(product.plans());
        if (!unknown.isEmpty()) {
            return because("no-such-plan", "the product " + product.name() + " has no plan " + unknown);
        }
        if (user && product.unitsLeft() <= 0 && !holder.uses(product.skuId())) {
            return because("no-units", "no unit of " + product.name() + " is left for '" + holder.name() + "'");
        }
        return Optional.empty();
    }

    /** Why a licence cannot be removed from whom it reaches through groups only, or empty. */
    static Optional<Refusal> inherited(LicenceLink link, HolderFacts holder) {
        return holder.groups(link.skuId()).isEmpty()
                ? Optional.empty()
                : because(
                        "inherited",
                        "'" + holder.name() + "' has the licence " + link.skuId() + " through the groups "
                                + holder.groups(link.skuId()) + ", so it cannot be removed here");
    }

    /** What Graph's refusal means, or empty for one that is nothing to expect. */
    static Optional<Refusal> of(WriteReply reply) {
        if (reply.status() != 400) {
            return Optional.empty();
        }
        if (reply.says("usage location")) {
            return because("usage-location", reply.message());
        }
        if (reply.says("available licenses")) {
            return because("no-units", reply.message());
        }
        if (reply.says("mutually exclusive") || reply.says("MutuallyExclusive") || reply.says("conflicting service")) {
            return because("conflict", reply.message());
        }
        if (reply.says("depend")) {
            return because("dependency", reply.message());
        }
        if (reply.says("inherited from a group")) {
            return because("inherited", reply.message());
        }
        return reply.says("security-enabled") || reply.says("valid company License")
                ? because("not-licensable", reply.message())
                : Optional.empty();
    }

    /** What to do about a refusal. */
    static String remedy(Refusal refusal) {
        return switch (refusal.code()) {
            case "usage-location" -> "set the user's usageLocation, then assign again";
            case "no-units" -> "buy units, or take the licence from someone";
            case "conflict" -> "name plans to switch off in disabledPlans, or remove the other licence first";
            case "dependency" -> "leave the plan on that others need, or remove what depends on it first";
            case "inherited" -> "remove the user from the group, or the licence from the group";
            default -> "choose another product, plan or holder";
        };
    }

    private static Optional<Refusal> because(String code, String reason) {
        return Optional.of(new Refusal(code, reason.replaceAll("\\s+", " ").strip()));
    }
}
