package dev.lanyard.entra.sync.page;

import java.util.Collection;

/**
 * Reads objects anew of which something else than a stream's own delta query has told that they have changed, and
 * yields what an incremental read of the stream would. What is not there is taken back. Keeps nothing between calls;
 * safe for use by many threads.
 */
@FunctionalInterface
public interface Renewal {

    /** What of an object has changed, and by whose id it goes. */
    enum Part {
        /** A user's own properties, or whether there is one. */
        USER,
        /** The licences of a user. */
        USER_LICENCES,
        /** A group's own properties, or whether there is one. */
        GROUP,
        /** A group with everyone who belongs to it or owns it. */
        GROUP_WITH_LINKS,
        /** The licences of a group. */
        GROUP_LICENCES,
        /** Who is eligible for a group, or in it for a time. */
        GROUP_SCHEDULES,
        /** A service principal of any kind with everything about it. */
        SERVICE_PRINCIPAL,
        /** An app registration with its credentials. */
        REGISTRATION,
        /** The directory roles of a principal. */
        ROLE_HOLDER,
        /** A directory role itself. */
        ROLE,
        /** The subscribed products, all of them: the id says nothing. */
        PRODUCTS,
        /** Everything that a user who is there again belongs to, owns or is assigned to. */
        HELD_BY_USER,
        /** Everything that a group that is there again belongs to or is assigned to. */
        HELD_BY_GROUP,
        /** Everything that a service principal that is there again belongs to, owns or is assigned to. */
        HELD_BY_PRINCIPAL
    }

    /**
     * Reads objects anew.
     *
     * @param page receives the records and the cost
     * @param ids which, each once, at least one
     */
    void read(PageBuilder page, Collection<String> ids);
}
