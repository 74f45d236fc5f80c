package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.types.EntraTypes;
import java.util.Locale;
import java.util.Optional;
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

    /** The relation that PIM calls so, in any case of letters; none for a word that is not known here. */
    static Optional<GroupRelation> ofAccess(String accessId) {
        return switch (accessId.toLowerCase(Locale.ROOT)) {
            case "member" -> Optional.of(MEMBERS);
            case "owner" -> Optional.of(OWNERS);
            default -> Optional.empty();
        };
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
