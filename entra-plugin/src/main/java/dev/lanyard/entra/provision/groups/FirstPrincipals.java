package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.ObjectPresence;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The owners and first members of a new group. Graph takes twenty of them with the group, owners first; the others are
 * added to it afterwards.
 *
 * @param owners who owns it
 * @param members who belongs to it
 * @param problems who cannot be found, or not be in such a group
 */
record FirstPrincipals(List<ResourceId> owners, List<ResourceId> members, List<String> problems) {

    private static final int MOST_AT_ONCE = 20;

    /** Finds those that were named. */
    static FirstPrincipals find(AskedGroup asked, ChangeSession session) {
        List<String> owners = asked.principals(GroupSchema.OWNERS);
        List<String> members = asked.principals(GroupSchema.MEMBERS);
        Map<String, ResourceId> found = new NamedPrincipals(session)
                .find(Stream.concat(owners.stream(), members.stream()).toList());
        List<String> problems = new ArrayList<>();
        return new FirstPrincipals(
                fitting(asked, GroupSchema.OWNERS, owners, found, problems),
                fitting(asked, GroupSchema.MEMBERS, members, found, problems),
                problems);
    }

    private static List<ResourceId> fitting(
            AskedGroup asked,
            String relation,
            List<String> names,
            Map<String, ResourceId> found,
            List<String> problems) {
        boolean owners = relation.equals(GroupSchema.OWNERS);
        List<ResourceId> fitting = new ArrayList<>();
        for (String name : names) {
            ResourceId principal = found.get(name);
            if (principal == null) {
                problems.add(relation + ": '" + name + "' does not exist");
            } else if (!GroupFacts.of(asked).takes(principal.type(), owners)) {
                problems.add(
                        relation + ": '" + name + "' is a " + principal.type() + ", which such a group does not take");
            } else if (!fitting.contains(principal)) {
                fitting.add(principal);
            }
        }
        return fitting;
    }

    /** Puts into the body of a new group as many as Graph takes with it. */
    void put(JsonBody body, GraphRequests requests) {
        int ownersNow = Math.min(owners.size(), MOST_AT_ONCE);
        int membersNow = Math.min(members.size(), MOST_AT_ONCE - ownersNow);
        put(body, "owners@odata.bind", owners.subList(0, ownersNow), requests);
        put(body, "members@odata.bind", members.subList(0, membersNow), requests);
    }

    private static void put(JsonBody body, String name, List<ResourceId> principals, GraphRequests requests) {
        if (!principals.isEmpty()) {
            body.put(
                    name,
                    principals.stream()
                            .map(each -> requests.address(GraphPath.of("/directoryObjects/{}", each.id())))
                            .toList());
        }
    }

    /**
     * Adds those that Graph did not take with the group. The group is made in any case; who could not be added is said
     * in a finding.
     *
     * @return how to see the last that was added, or empty if there was none
     */
    Optional<Sight> addRest(PendingChange creation, String groupId, ChangeSession session) {
        int ownersNow = Math.min(owners.size(), MOST_AT_ONCE);
        int membersNow = Math.min(members.size(), MOST_AT_ONCE - ownersNow);
        List<GroupLink> rest = Stream.concat(
                        owners.subList(ownersNow, owners.size()).stream()
                                .map(each -> link(creation, groupId, EntraTypes.OWNER, each)),
                        members.subList(membersNow, members.size()).stream()
                                .map(each -> link(creation, groupId, EntraTypes.MEMBER, each)))
                .toList();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        boolean real = !groupId.equals(GraphPath.NEW_ID);
        if (real) {
            ObjectPresence presence = new ObjectPresence(session.door(), ObjectPresence.Kind.GROUP);
            session.settling().until(() -> presence.exists(groupId), "Microsoft Graph has yet to find the new group");
        }
        new LinkAdding(session).add(rest);
        rest.forEach(link -> link.pending()
                .trouble()
                .ifPresent(why -> creation.note(
                        link.relation(),
                        "the " + link.principal().text() + " could not be added: " + why,
                        "grant it once that is mended")));
        return rest.stream()
                .filter(link -> real && link.pending().hasChanged())
                .reduce((earlier, later) -> later)
                .flatMap(link -> link.sight(session.door()));
    }

    private static GroupLink link(PendingChange creation, String groupId, String slug, ResourceId principal) {
        EntitlementId entitlement = new EntitlementId(new ResourceId(EntraTypes.GROUP, groupId), slug);
        return GroupLink.of(creation.part(new Change.GrantAccess(GrantKey.direct(entitlement, principal))));
    }
}
