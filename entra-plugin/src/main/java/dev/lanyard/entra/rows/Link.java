package dev.lanyard.entra.rows;

/**
 * An object that a row points to, such as a member of a group.
 *
 * @param relation the relation, for example {@code members}
 * @param type what Graph says it is, for example {@code #microsoft.graph.user}; empty if Graph does not say
 * @param id its id
 * @param removed whether it is no longer there: delta queries say so, in their first round too
 */
public record Link(String relation, String type, String id, boolean removed) {}
