package dev.lanyard.entra.provision.licences;

import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.AccessDescription;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Licences of users and groups, as far as they are assigned to themselves. */
public final class LicenceAssignment implements ChangeHandler {

    private static final List<Permission> PERMISSIONS = List.of(
            new Permission(WritePermissions.LICENCES_OF_USERS, "to assign and remove licences", false),
            new Permission(GraphPermissions.LICENCES, "to know products, plans and units", false),
            new Permission(GraphPermissions.USERS, "to know what a user has, and through which group", false),
            new Permission(GraphPermissions.GROUPS, "to know what a group has", true));

    private static final ConfigSchema OPTIONS = new ConfigSchema(
            List.of(ConfigField.named(
                            LicenceLink.DISABLED_PLANS,
                            "Disabled plans",
                            new FieldType.Text(Optional.empty(), "ids of service plans, separated by commas"))
                    .description("The service plans of the product that are to be off, and no others. Left out, a"
                            + " new licence has all plans on, and one that is there stays as it is.")
                    .example("c1ec4a95-1f05-45b3-a911-aa3fa01094f5")
                    .build()),
            List.of());

    private static final AccessDescription ACCESS = new AccessDescription(
            "licence",
            EntraTypes.LICENCE,
            Set.of(EntraTypes.ASSIGNED),
            Set.of(Holding.ACTIVE),
            "Other licences stay as they are; what a user has through a group is changed at the group.",
            PERMISSIONS,
            List.of());

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            ACCESS.granting("Assign a licence", "Assigns a product.", OPTIONS),
            ACCESS.revoking("Remove a licence", "Removes a product that was assigned directly."));

    /** For everyone: it keeps nothing. */
    public LicenceAssignment() {}

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        List<LicenceLink> left =
                new ArrayList<>(changes.stream().map(LicenceLink::of).toList());
        left.removeIf(LicenceAssignment::isForeign);
        if (left.isEmpty()) {
            return;
        }
        Map<String, ProductFacts> products = new HashMap<>(ProductFacts.read(session.door()));
        while (!left.isEmpty()) {
            round(takeRound(left), products, session);
        }
    }

    /** Graph takes one change of a holder's licences at a time. */
    private static List<LicenceLink> takeRound(List<LicenceLink> left) {
        Set<ResourceId> holders = new HashSet<>();
        List<LicenceLink> round =
                left.stream().filter(link -> holders.add(link.holder())).toList();
        left.removeAll(round);
        return round;
    }

    private static void round(List<LicenceLink> round, Map<String, ProductFacts> products, ChangeSession session) {
        List<ResourceId> wanted = round.stream()
                .filter(LicenceLink::giving)
                .map(LicenceLink::holder)
                .toList();
        Map<ResourceId, HolderFacts> holders = HolderFacts.read(
                session.door(), round.stream().map(LicenceLink::holder).toList());
        if (!holders.keySet().containsAll(wanted)) {
            // Whoever was made a moment ago may not be found yet.
            session.settling()
                    .until(
                            () -> {
                                holders.putAll(HolderFacts.read(session.door(), wanted));
                                return holders.keySet().containsAll(wanted);
                            },
                            "Microsoft Graph has yet to find those who are to have a licence");
        }
        // A unit that one gives back, another may have.
        for (boolean giving : new boolean[] {false, true}) {
            List<LicenceLink> some =
                    round.stream().filter(link -> link.giving() == giving).toList();
            write(undecided(some, holders, products), holders, session);
            some.stream()
                    .filter(link -> !giving && link.pending().hasChanged())
                    .filter(link ->
                            Objects.requireNonNull(holders.get(link.holder())).givesBackUnit(link.skuId()))
                    .forEach(link ->
                            products.computeIfPresent(link.skuId(), (id, product) -> product.withOneMoreUnit()));
        }
    }

    private static List<LicenceLink> undecided(
            List<LicenceLink> links, Map<ResourceId, HolderFacts> holders, Map<String, ProductFacts> products) {
        List<LicenceLink> undecided = new ArrayList<>();
        for (LicenceLink link : links) {
            HolderFacts holder = holders.get(link.holder());
            if (holder == null) {
                settleWithoutHolder(link);
            } else if (!decided(link, holder, products)) {
                undecided.add(link);
            }
        }
        return undecided;
    }

    private static boolean isForeign(LicenceLink link) {
        if (!EntraTypes.LICENSABLE_TYPES.contains(link.holder().type())) {
            link.pending()
                    .refused(
                            "principal-type",
                            "a " + link.holder().type() + " can have no licence",
                            "choose a user or a group");
            return true;
        }
        if (link.isPlain()) {
            return false;
        }
        link.pending()
                .failed(
                        ErrorKind.UNSUPPORTED,
                        "the licence " + link.skuId() + " is assigned for good and everywhere only",
                        "leave out holding, scope, start and end");
        return true;
    }

    private static void settleWithoutHolder(LicenceLink link) {
        String named = "the " + link.holder().type() + " " + link.holder().id();
        if (link.giving()) {
            link.pending()
                    .failed(
                            ErrorKind.NOT_FOUND,
                            named + " does not exist, or was deleted",
                            "check the id, or restore it first");
        } else {
            link.pending().note(link.holder().text(), named + " does not exist any more", "read it again");
            link.pending().alreadySo();
        }
    }

    /** Settles what is so already, and what Graph would refuse. */
    private static boolean decided(LicenceLink link, HolderFacts holder, Map<String, ProductFacts> products) {
        ProductFacts product = products.get(link.skuId());
        Optional<Refusal> refusal;
        if (link.isSo(holder)) {
            refusal = link.giving() ? Optional.empty() : LicenceRefusals.inherited(link, holder);
            if (refusal.isEmpty()) {
                link.pending().alreadySo();
                return true;
            }
        } else if (!link.giving()) {
            return false;
        } else if (product == null) {
            link.pending()
                    .failed(
                            ErrorKind.NOT_FOUND,
                            "the tenant has no subscription to the product " + link.skuId(),
                            "check the id, or read the licences again");
            return true;
        } else {
            refusal = LicenceRefusals.known(link, holder, product);
        }
        refusal.ifPresent(why -> link.pending().refused(why.code(), why.reason(), LicenceRefusals.remedy(why)));
        return refusal.isPresent();
    }

    private static void write(List<LicenceLink> links, Map<ResourceId, HolderFacts> holders, ChangeSession session) {
        List<GraphWrite> writes = links.stream()
                .map(link -> link.write(Objects.requireNonNull(holders.get(link.holder()))))
                .toList();
        List<WriteReply> replies = session.writer().write(writes);
        for (int i = 0; i < replies.size(); i++) {
            LicenceLink link = links.get(i);
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(link.pending()::decidedBy);
            link.pending().visibleThrough(link.sight(session.door()));
            Optional<Refusal> refusal = LicenceRefusals.of(reply);
            if (reply.succeeded()) {
                link.pending().changed();
            } else if (reply.says("does not have a corresponding license")) {
                // Reads showed it: after a lost answer it is our own doing.
                link.pending().settleAs(reply.inDoubt());
            } else if (refusal.isPresent()) {
                link.pending()
                        .refused(
                                refusal.get().code(),
                                link.holder().text() + ": " + refusal.get().reason(),
                                LicenceRefusals.remedy(refusal.get()));
            } else {
                link.pending().failed(reply.failureOrThrow());
            }
        }
    }
}
