package dev.lanyard.entra.sync.groups;

import com.microsoft.graph.groups.item.GroupItemRequestBuilder;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;
import java.util.Optional;

/**
 * The members or owners of one group, still to be read or to be read on. A cursor holds it as {@code members GROUP} or
 * {@code members GROUP LINK}.
 *
 * @param relation which list
 * @param principals whether it is the list cast to service principals
 * @param group the group's id
 * @param link where to read on, or empty for the beginning
 */
record PendingList(GroupRelation relation, boolean principals, String group, Optional<String> link) {

    private static final String PRINCIPALS = "-principals";

    /** A list from its beginning. */
    static PendingList of(GroupRelation relation, ResourceId group) {
        return new PendingList(relation, false, group.id(), Optional.empty());
    }

    /** Reads what {@link #text} wrote. */
    static PendingList parse(String text) {
        String[] parts = text.split(" ", 3);
        boolean principals = parts[0].endsWith(PRINCIPALS);
        String relation = principals ? parts[0].substring(0, parts[0].length() - PRINCIPALS.length()) : parts[0];
        if (parts.length < 2 || parts[1].isBlank() || !GroupRelation.NAMES.contains(relation)) {
            throw Position.foreign("'" + text + "' is nothing that can be pending");
        }
        Optional<String> link = parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
        return new PendingList(GroupRelation.of(relation), principals, parts[1], link);
    }

    /** Writes this for a cursor. */
    String text() {
        return relation.graphName() + (principals ? PRINCIPALS : "") + " " + group
                + link.map(next -> " " + next).orElse("");
    }

    /** The same group's list of service principals, from its beginning. */
    PendingList ofPrincipals() {
        return new PendingList(relation, true, group, Optional.empty());
    }

    /** This list, from its next page on. */
    PendingList at(String next) {
        return new PendingList(relation, principals, group, Optional.of(next));
    }

    /** The group, as a person may look for it. */
    ResourceId resource() {
        return new ResourceId(EntraTypes.GROUP, group);
    }

    /** What this is, in words for a message. */
    String description() {
        return "the " + relation.graphName() + " of " + resource().text();
    }

    /** The request for the first page. */
    RequestInformation request(GraphRequests requests, int pageSize) {
        GroupItemRequestBuilder item = requests.groups().byGroupId(group);
        RequestInformation request =
                GraphRequests.withFullCast(relation == GroupRelation.MEMBERS ? members(item) : owners(item));
        request.addQueryParameter("%24top", pageSize);
        request.addQueryParameter("%24select", "id");
        return request;
    }

    private RequestInformation members(GroupItemRequestBuilder item) {
        return principals
                ? item.members().graphServicePrincipal().toGetRequestInformation()
                : item.members().toGetRequestInformation();
    }

    private RequestInformation owners(GroupItemRequestBuilder item) {
        return principals
                ? item.owners().graphServicePrincipal().toGetRequestInformation()
                : item.owners().toGetRequestInformation();
    }
}
