package dev.lanyard.entra.graph;

import java.util.Map;
import java.util.Set;

/** Which cached pages a write may have made wrong. */
final class TouchedPages {

    /** Every page there is. */
    private static final Set<String> ALL = Set.of("");

    /** What a call below an object of these collections touches besides the collection itself. */
    private static final Map<String, Set<String>> BELOW = Map.of(
            "members", Set.of("/groups"),
            "owners", Set.of("/groups", "/servicePrincipals", "/applications"),
            "appRoleAssignedTo", Set.of("/servicePrincipals", "/users", "/groups"),
            "appRoleAssignments", Set.of("/servicePrincipals", "/users", "/groups"),
            "roleAssignments", Set.of("/roleManagement"),
            "roleAssignmentScheduleRequests", Set.of("/roleManagement"),
            "roleEligibilityScheduleRequests", Set.of("/roleManagement"),
            "assignLicense", Set.of("/users", "/groups", "/subscribedSkus"),
            "synchronization", Set.of("/servicePrincipals"));

    private TouchedPages() {}

    /**
     * Names the paths at and below which pages have to be dropped. A new, changed or deleted object touches everything:
     * it may stand in a list of any other.
     */
    static Set<String> of(GraphWrite write) {
        String[] segments = write.path().split("/", -1);
        for (int i = segments.length - 1; i > 1; i--) {
            Set<String> touched = BELOW.get(segments[i]);
            if (touched != null) {
                return touched;
            }
        }
        return ALL;
    }
}
