package dev.lanyard.simulator.graph.call;

import dev.lanyard.simulator.http.Answer;
import java.util.List;
import java.util.Set;

/**
 * One endpoint of Graph.
 *
 * @param method the HTTP method
 * @param template the path behind the version, with {@code {id}} for ids
 * @param units resource units of a plain call
 * @param selectDiscount how many units less it costs with {@code $select}
 * @param permissions application permissions of which one must be in the token; empty if none is needed
 * @param handler answers the call
 * @param writes whether it changes something, which is counted apart
 */
public record Operation(
        String method,
        String template,
        int units,
        int selectDiscount,
        Set<String> permissions,
        Handler handler,
        boolean writes) {

    /** Answers the calls of one endpoint. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(GraphRequest request);
    }

    /** An operation at the usual discount of one unit with {@code $select}. */
    public static Operation of(String method, String template, int units, Set<String> permissions, Handler handler) {
        return new Operation(method, template, units, 1, permissions, handler, false);
    }

    /** A write, which costs one unit, and one write besides. */
    public static Operation writing(String method, String template, Set<String> permissions, Handler handler) {
        return new Operation(method, template, 1, 0, permissions, handler, true);
    }

    /** The name under which it is counted and found by faults, such as {@code GET /groups/{id}/members}. */
    public String name() {
        return method + " " + template;
    }

    /** Whether it answers a collection, which may come in several pages, and not one object. */
    public boolean answersPages() {
        return !writes
                && !template.endsWith("{id}")
                && !template.endsWith("/mailboxSettings")
                && !template.endsWith("/manager");
    }

    /** The parts of the template between slashes. */
    public List<String> segments() {
        return List.of(template.substring(1).split("/", -1));
    }
}
