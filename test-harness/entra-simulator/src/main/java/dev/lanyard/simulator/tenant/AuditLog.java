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
    public record Entry(String id, Instant at, String activity, List<Target> targets) {

        /** Which kind of thing was changed, such as {@code UserManagement}. */
        public String category() {
            String words = activity.toLowerCase(Locale.ROOT);
            if (words.endsWith(" role")) {
                return "RoleManagement";
            }
            if (words.endsWith("service principal") || words.contains("application") || words.contains("credentials")) {
                return "ApplicationManagement";
            }
            return words.contains("group") ? "GroupManagement" : "UserManagement";
        }

        /** Which service has written the entry. */
        public String service() {
            return activity.contains("eligible") ? "PIM" : "Core Directory";
        }
    }

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
    private long added;

    AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /** How long it takes until an entry is told; zero at first. */
    public synchronized void setLag(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("audit lag must not be negative");
        }
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
        List<Target> told =
                new ArrayList<>(Arrays.stream(targets).map(AuditLog::target).toList());
        if (++added % 2 == 0) {
            // Nothing is said about the order of targets: every other entry has another one.
            Collections.reverse(told);
        }
        entries.addLast(new Entry(UUID.randomUUID().toString(), clock.instant(), activity, List.copyOf(told)));
        if (entries.size() > MOST_ENTRIES) {
            entries.removeFirst();
        }
    }

    private static Target target(DirectoryObject object) {
        String name = object.type().properties().find("displayName") == null ? null : object.text("displayName");
        if (object.type() == ObjectType.ROLE_DEFINITION) {
            return new Target(object.id(), "Role", name == null ? "" : name);
        }
        String type = object.type().graphName();
        return new Target(
                object.id(), Character.toUpperCase(type.charAt(0)) + type.substring(1), name == null ? "" : name);
    }
}
