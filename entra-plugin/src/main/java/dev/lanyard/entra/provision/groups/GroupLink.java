package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AccessLink;
import dev.lanyard.entra.provision.change.DirectoryLookup;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.provision.Change;
import java.util.Optional;
import java.util.Set;

/**
 * A member or owner of a group, to be added or removed.
 *
 * @param pending the change
 * @param grant who belongs to or owns what
 * @param adding whether it is to be added
 */
record GroupLink(PendingChange pending, GrantKey grant, boolean adding) implements AccessLink {

    /** The types of principals whose groups Graph lists; it leaves service principals out of lists of members. */
    private static final Set<String> LISTED = Set.of(EntraTypes.USER, EntraTypes.GROUP, EntraTypes.SERVICE_PRINCIPAL);

    static GroupLink of(PendingChange pending) {
        return new GroupLink(
                pending, AccessLink.grantOf(pending.change()), pending.change() instanceof Change.GrantAccess);
    }

    String groupId() {
        return grant.entitlement().resource().id();
    }

    boolean ofOwner() {
        return grant.entitlement().slug().equals(EntraTypes.OWNER);
    }

    /** Whether a group is to become a member of the group. */
    boolean addsGroup() {
        return adding && !ofOwner() && principal().type().equals(EntraTypes.GROUP);
    }

    /** Graph's name of the relation. */
    String relation() {
        return ofOwner() ? "owners" : "members";
    }

    /** The call for this link alone. */
    GraphWrite write(GraphRequests requests) {
        return adding
                ? GraphWrite.of(
                        HttpMethod.POST,
                        GraphPath.of("/groups/{}/" + relation() + "/$ref", groupId()),
                        new JsonBody().put("@odata.id", address(requests)))
                // Without /$ref Graph would delete the principal itself.
                : GraphWrite.delete(GraphPath.of(
                        "/groups/{}/" + relation() + "/{}/$ref",
                        groupId(),
                        principal().id()));
    }

    /** The address by which Graph refers to the principal. */
    String address(GraphRequests requests) {
        return requests.address(GraphPath.of("/directoryObjects/{}", principal().id()));
    }

    /**
     * How to see whether the principal has the link, or empty for a type of principal whose groups Graph does not list,
     * so that it would take a walk through all members.
     */
    Optional<Sight> sight(GraphDoor door) {
        boolean listed = ofOwner() || LISTED.contains(principal().type());
        return listed
                ? Optional.of(new Sight(() -> reading(door), reply -> isAsWanted(door, reply)))
                : Optional.empty();
    }

    private boolean isAsWanted(GraphDoor door, BatchReply reply) {
        // A list that must not be read, and an object that is gone, will never show anything.
        return reply.status() == 403 || (reply.status() == 404 && !isOfOneLink()) || isThere(door, reply) == adding;
    }

    /**
     * Whether the answer to {@link #reading} shows the link. Where the group or the principal is gone, so is the link.
     */
    boolean isThere(GraphDoor door, BatchReply reply) {
        if (reply.status() == 404) {
            return false;
        }
        byte[] body = reply.bodyOrThrow();
        boolean ofPrincipal = !ofOwner() && LISTED.contains(principal().type());
        String sought = ofPrincipal ? groupId() : principal().id();
        return isOfOneLink() || DirectoryLookup.allIds(door, body).contains(sought);
    }

    /** Whether the read asks about this very link, and finds nothing where there is none. */
    private boolean isOfOneLink() {
        return !ofOwner() && principal().type().equals(EntraTypes.USER);
    }

    /** Asks for the link, or for the shortest list in which it stands. */
    RequestInformation reading(GraphDoor door) {
        String id = principal().id();
        String path = GraphPath.of("/groups/{}/" + relation() + "?$select=id&$top=999", groupId());
        if (!ofOwner()) {
            path = switch (principal().type()) {
                case EntraTypes.USER -> GraphPath.of("/users/{}/memberOf/{}?$select=id", id, groupId());
                case EntraTypes.GROUP -> GraphPath.of("/groups/{}/memberOf?$select=id&$top=999", id);
                case EntraTypes.SERVICE_PRINCIPAL ->
                    GraphPath.of("/servicePrincipals/{}/memberOf?$select=id&$top=999", id);
                default -> path;
            };
        }
        return door.requests().get(path);
    }
}
