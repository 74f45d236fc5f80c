package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Who did what in the directory: an entry for every change, told late if so wished, and forgotten after a time. */
public final class AuditLog {

    private static final int MOST_ENTRIES = 100_000;

    /**
     * What was done.
     *
     * @param id identifies the entry
     * @param at when
     * @param activity what, as Graph words it
     * @param targets on what, in no certain order
     */
    public record Entry(String id, Instant at, String activity, List<Target> targets) {}

    /**
     * On what something was done.
     *
     * @param id the object's id
     * @param type what the log calls its type
     * @param displayName its name
     */
    public record Target(String id, String type, String displayName) {}

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private Duration lag = Duration.ZERO;

    AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /** How long it takes until an entry is told; zero at first. */
    public synchronized void setLag(Duration time) {
        lag = time;
    }

    /** The entries that are told now, newest first. */
    public synchronized List<Entry> visible() {
        Instant latest = clock.instant().minus(lag);
        List<Entry> visible = new ArrayList<>(
                entries.stream().filter(entry -> !entry.at().isAfter(latest)).toList());
        Collections.reverse(visible);
        return visible;
    }

    /** What the log calls a type, in lower case: {@code service principal}. */
    static String word(ObjectType type) {
        return type.graphName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    synchronized void add(String activity, DirectoryObject... targets) {
        entries.addLast(new Entry(
                UUID.randomUUID().toString(),
                clock.instant(),
                activity,
                Arrays.stream(targets).map(AuditLog::target).toList()));
        if (entries.size() > MOST_ENTRIES) {
            entries.removeFirst();
        }
    }

    void assigned(DirectoryObject principal, DirectoryObject resource) {
        switch (principal.type()) {
            case USER -> add("Add app role assignment grant to user", principal, resource);
            case GROUP -> add("Add app role assignment to group", resource, principal);
            default -> add("Add app role assignment to service principal", resource, principal);
        }
    }

    void unassigned(DirectoryObject principal, DirectoryObject resource) {
        add("Remove app role assignment from " + word(principal.type()), resource, principal);
    }

    void linked(Link link, DirectoryObject from, DirectoryObject to, boolean there) {
        String end = link == Link.OWNERS ? "owner" : "member";
        add((there ? "Add " + end + " to " : "Remove " + end + " from ") + word(from.type()), to, from);
    }

    private static Target target(DirectoryObject object) {
        String name = object.type().properties().find("displayName") == null ? null : object.text("displayName");
        String type = object.type().graphName();
        return new Target(
                object.id(), Character.toUpperCase(type.charAt(0)) + type.substring(1), name == null ? "" : name);
    }
}
