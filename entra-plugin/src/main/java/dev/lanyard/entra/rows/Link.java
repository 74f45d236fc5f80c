package dev.lanyard.entra.rows;

/**
 * An object that a row points to, such as a member of a group.
 *
 * @param relation the relation, for example {@code members}
 * @param type what Graph says it is, for example {@code #microsoft.graph.user}; empty if Graph does not say
 * @param id its id
 * @param removed whether it is no longer there: delta queries say so, in their first round too
 */
public record Link(String relation, String type, String id, boolean removed) {

    /** Points nowhere: what comes before the first link. */
    public static final Link NONE = new Link("", "", "", false);

    /**
     * Whether another link differs in nothing but where it points and whether it is still there.
     *
     * @param other any link
     * @return true if relation and type are the same
     */
    public boolean isLike(Link other) {
        return type.equals(other.type) && relation.equals(other.relation);
    }
}
