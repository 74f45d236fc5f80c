package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.Access;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Permissions;
import dev.lanyard.simulator.odata.Expansion;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the objects at the other end of a link inside an object: at most twenty, with no way to the rest, as in Graph.
 */
final class ExpandedLink {

    private static final int MOST = 20;

    private static final Map<ObjectType, Set<Link>> EXPANDABLE = Map.of(
            ObjectType.USER, Set.of(Link.MANAGER),
            ObjectType.GROUP, Set.of(Link.MEMBERS, Link.OWNERS),
            ObjectType.SERVICE_PRINCIPAL, Set.of(Link.ASSIGNED_TO, Link.OWNERS, Link.FEDERATED_CREDENTIALS),
            ObjectType.APPLICATION, Set.of(Link.OWNERS, Link.FEDERATED_CREDENTIALS));

    private final Link link;
    private final Selection selection;
    private final int levels;
    private final Access access;

    private ExpandedLink(Link link, Selection selection, int levels, Access access) {
        this.link = link;
        this.selection = selection;
        this.levels = levels;
        this.access = access;
    }

    /**
     * Reads {@code $expand} of a call for objects of a type.
     *
     * @throws GraphException if Graph does not expand that link, or not in this way
     */
    static Optional<ExpandedLink> of(GraphRequest request, ObjectType type) {
        return request.query().expand().map(expansion -> of(expansion, request, type));
    }

    private static ExpandedLink of(Expansion expansion, GraphRequest request, ObjectType type) {
        Link link = link(expansion.link(), type);
        if (!expansion.nested().isEmpty()) {
            throw GraphException.unsupportedQuery("Only one level can be expanded here.");
        }
        boolean levelled = expansion.levels() != Expansion.DIRECT;
        if (link == Link.MANAGER) {
            if (!expansion.select().isEmpty() && !levelled) {
                throw GraphException.unsupportedQuery("$select inside $expand=manager needs $levels.");
            }
            if (levelled && !request.eventual()) {
                throw GraphException.badRequest("$levels needs the request header 'ConsistencyLevel: eventual'.");
            }
        } else if (levelled) {
            throw GraphException.unsupportedQuery("$levels is only supported for manager.");
        } else if (request.advanced()) {
            throw GraphException.unsupportedQuery("$expand is not supported with advanced queries.");
        }
        request.access().require(permissions(link, type));
        Selection selection = selection(link, expansion, request.access());
        return new ExpandedLink(link, selection, expansion.levels(), request.access());
    }

    private static Selection selection(Link link, Expansion expansion, Access access) {
        return switch (link) {
            case MANAGER, MEMBERS, OWNERS, MANAGED_BY -> Selection.ofAnyType(expansion.select(), true, access);
            case ASSIGNED_TO, ASSIGNMENTS ->
                Selection.of(ObjectType.APP_ROLE_ASSIGNMENT, expansion.select(), true, access);
            case FEDERATED_CREDENTIALS ->
                Selection.of(ObjectType.FEDERATED_CREDENTIAL, expansion.select(), true, access);
            case JOBS -> Selection.of(ObjectType.SYNCHRONIZATION_JOB, expansion.select(), true, access);
            case AUTHENTICATION_METHODS -> throw new IllegalStateException("methods are never expanded");
        };
    }

    private static Link link(String name, ObjectType type) {
        return EXPANDABLE.getOrDefault(type, Set.of()).stream()
                .filter(link -> link.graphName().equals(name))
                .findFirst()
                .orElseThrow(() -> GraphException.unknown(
                        "Parsing OData Select and Expand failed: Could not find a property named '" + name
                                + "' on type 'microsoft.graph." + type.graphName()
                                + "', or it cannot be expanded here."));
    }

    private static Set<String> permissions(Link link, ObjectType type) {
        return switch (link) {
            case MANAGER -> Permissions.READ_USERS;
            case MEMBERS, MANAGED_BY -> Permissions.READ_MEMBERS;
            case OWNERS -> type == ObjectType.GROUP ? Permissions.READ_OWNERS : Permissions.READ_APPLICATIONS;
            case ASSIGNED_TO, ASSIGNMENTS, JOBS -> Permissions.READ_APPLICATIONS;
            case FEDERATED_CREDENTIALS -> Permissions.READ_FEDERATION;
            case AUTHENTICATION_METHODS -> Permissions.READ_METHODS;
        };
    }

    /** Writes the link as one more member of the object that the writer has opened. */
    void write(ObjectWriter writer, Directory directory, int slot) {
        if (link == Link.MANAGER) {
            manager(writer, directory, slot, Math.max(1, levels));
            return;
        }
        writer.text(",\"" + link.graphName() + "\":[");
        DirectoryObject group = directory.object(slot);
        int[] linked = directory.linked(link, slot);
        boolean typed = link == Link.MEMBERS || link == Link.OWNERS;
        boolean hidden = group != null && link == Link.MEMBERS && !access.seesMembers(group);
        for (int index = 0; index < Math.min(MOST, linked.length) && !hidden; index++) {
            writer.text(index == 0 ? "" : ",");
            writer.write(linked[index], selection, typed);
        }
        writer.text("]");
    }

    private void manager(ObjectWriter writer, Directory directory, int slot, int levelsLeft) {
        int managerSlot = directory.manager(slot);
        DirectoryObject manager = directory.object(managerSlot);
        if (manager != null && levelsLeft > 0) {
            writer.text(",\"manager\":");
            writer.open(manager, selection, true);
            manager(writer, directory, managerSlot, levelsLeft - 1);
            writer.close();
        }
    }
}
