package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.odata.Expansion;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the objects at the other end of a link inside an object: at most twenty, with no way to the rest, as in Graph.
 */
final class ExpandedLink {

    private static final int MOST = 20;

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
        request.access().require(permissions(link));
        Selection selection = Selection.ofAnyType(expansion.select(), true, request.access());
        return new ExpandedLink(link, selection, expansion.levels(), request.access());
    }

    private static Link link(String name, ObjectType type) {
        if (type == ObjectType.USER && name.equals("manager")) {
            return Link.MANAGER;
        }
        if (type == ObjectType.GROUP && name.equals("members")) {
            return Link.MEMBERS;
        }
        if (type == ObjectType.GROUP && name.equals("owners")) {
            return Link.OWNERS;
        }
        throw GraphException.unknown("Parsing OData Select and Expand failed: Could not find a property named '" + name
                + "' on type 'microsoft.graph." + type.graphName() + "', or it cannot be expanded here.");
    }

    private static Set<String> permissions(Link link) {
        return switch (link) {
            case MANAGER -> Permissions.READ_USERS;
            case MEMBERS -> Permissions.READ_MEMBERS;
            case OWNERS -> Permissions.READ_OWNERS;
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
        boolean hidden = group != null && link == Link.MEMBERS && !access.seesMembers(group);
        for (int index = 0; index < Math.min(MOST, linked.length) && !hidden; index++) {
            writer.text(index == 0 ? "" : ",");
            writer.write(linked[index], selection, true);
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
