package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.types.EntraTypes;
import java.util.HashMap;
import java.util.Map;

/**
 * What a grant says of a principal that is tied to a group. Worked out once for each of Graph's types, for a large
 * tenant has millions of members.
 *
 * @param type the id of its resource type
 * @param expandable whether everyone who belongs to it is tied to the group too
 * @param external whether no stream reads it
 */
record GroupPrincipal(String type, boolean expandable, boolean external) {

    private static final Map<String, GroupPrincipal> MEMBERS = byGraphType(GroupRelation.MEMBERS);
    private static final Map<String, GroupPrincipal> OWNERS = byGraphType(GroupRelation.OWNERS);
    /** One of a type that is not known here. */
    static final GroupPrincipal UNKNOWN = kept(EntraTypes.DIRECTORY_OBJECT);

    /**
     * What becomes of a principal.
     *
     * @param relation how it is tied to the group
     * @param graphType Graph's name of its type; may be one that is not known here
     */
    static GroupPrincipal of(GroupRelation relation, String graphType) {
        return (relation == GroupRelation.MEMBERS ? MEMBERS : OWNERS).getOrDefault(graphType, UNKNOWN);
    }

    private static Map<String, GroupPrincipal> byGraphType(GroupRelation relation) {
        Map<String, GroupPrincipal> principals = new HashMap<>();
        for (String graphType : EntraTypes.graphTypes()) {
            String type = EntraTypes.ofGraphType(graphType);
            // Kept under the type for everything else rather than lost, should Graph ever let a device own a group.
            boolean accepted = relation.principalTypes().contains(type);
            principals.put(graphType, kept(accepted ? type : EntraTypes.DIRECTORY_OBJECT));
        }
        return principals;
    }

    /** A group can own nothing, so that only one that belongs to another is ever kept as a group. */
    private static GroupPrincipal kept(String type) {
        return new GroupPrincipal(type, type.equals(EntraTypes.GROUP), EntraTypes.isExternal(type));
    }
}
