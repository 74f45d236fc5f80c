package dev.lanyard.simulator.graph.writing;

import dev.lanyard.simulator.error.GraphException;

/** Refusals of writes that several endpoints share, in the words that clients have to tell them apart by. */
final class Refusals {

    private Refusals() {}

    static GraphException exists(String property) {
        return GraphException.badRequest(
                "Another object with the same value for property " + property + " already exists.");
    }

    static GraphException conflicting() {
        return GraphException.badRequest("A conflicting object with one or more of the specified property values is"
                + " present in the directory.");
    }

    static GraphException referenceExists(String link) {
        return GraphException.badRequest("One or more added object references already exist for the following modified"
                + " properties: '" + link + "'.");
    }

    static GraphException synced() {
        return GraphException.badRequest("Unable to update the specified properties for on-premises mastered Directory"
                + " Sync objects or objects currently undergoing migration.");
    }

    static GraphException mailEnabled() {
        return GraphException.badRequest("Cannot Update a mail-enabled security groups and or distribution list.");
    }

    static GraphException lastOwner() {
        return GraphException.badRequest("The group must have at least one owner, hence this owner cannot be removed.");
    }

    static GraphException notContained() {
        return GraphException.unknown("Write requests are only supported on contained entities");
    }

    static GraphException unassignable() {
        return GraphException.badRequest("Not a valid reference update.");
    }
}
