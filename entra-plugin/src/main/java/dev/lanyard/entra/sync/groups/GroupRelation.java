package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.sync.types.EntraTypes;
import java.util.Set;

/** How a principal can be tied to a group. */
enum GroupRelation {
    /** Belongs to it. */
    MEMBERS("members"),
    /** Owns it. */
    OWNERS("owners");

    static final Set<String> NAMES = Set.of("members", "owners");

    private final String graphName;

    GroupRelation(String graphName) {
        this.graphName = graphName;
    }

    static GroupRelation of(String graphName) {
        return graphName.equals(MEMBERS.graphName) ? MEMBERS : OWNERS;
    }

    /** Graph's name of the relation. */
    String graphName() {
        return graphName;
    }

    /** What can be tied to a group in this way. */
    Set<String> principalTypes() {
        return this == MEMBERS ? EntraTypes.MEMBER_TYPES : EntraTypes.OWNER_TYPES;
    }
}
