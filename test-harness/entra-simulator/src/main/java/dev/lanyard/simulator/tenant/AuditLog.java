package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what in the directory: an entry for every change, told late if so wished, and forgotten after a time. */
public final class AuditLog {

    private static final int MOST_ENTRIES = 100_000;

    /**
     * What was done.
     *
     * @param id identifies the entry
     * @param at when
     * @param activity what, as Graph words it
     * @param by who did it
     * @param targets on what, in no certain order
     */
    public record Entry(String id, Instant at, String activity, Initiator by, List<Target> targets) {

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
     * Who did something.
     *
     * @param user whether a person did it; otherwise a program
     * @param id the person's or the program's object id; null for one of Microsoft's own programs
     * @param name the person's user principal name, or the program's display name
     */
    public record Initiator(boolean user, @Nullable String id, String name) {

        /** Microsoft's program that hands on to members what a group has. */
        static final Initiator GROUP_LICENSING = new Initiator(false, null, "Microsoft Azure AD Group-Based Licensing");
    }

    /**
     * On what something was done.
     *
     * @param id the object's id
     * @param type what the log calls its type
     * @param displayName its name
     * @param userPrincipalName a user's
     * @param modified what was modified, as far as the log tells
     */
    public record Target(
            String id,
            String type,
            @Nullable String displayName,
            @Nullable String userPrincipalName,
            List<Modified> modified) {}

    /**
     * A property that was modified. Both values are JSON texts.
     *
     * @param name the log's name for it
     * @param before what it was
     * @param after what it is
     */
    public record Modified(
            String name, @Nullable String before, @Nullable String after) {}

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private LogDelays delays = LogDelays.NONE;
    private boolean repeating;
    private boolean offered = true;
    private long added;

    AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /** How long it takes until an entry is told; zero at first. */
    public synchronized void setLag(Duration time) {
        delays = delays.withAll(time);
    }

    /** Lets some entries be told later than others, so that they come out of order; none at first. */
    public synchronized void setLate(double share, Duration most) {
        delays = delays.withSome(share, most);
    }

    /** Whether every page but the first begins with the last entry of the one before; not at first. */
    public synchronized void setRepeating(boolean repeat) {
        repeating = repeat;
    }

    /** Whether pages repeat entries. */
    public synchronized boolean repeating() {
        return repeating;
    }

    /** Whether this kind of tenant has a log at all; it has at first. */
    public synchronized void setOffered(boolean there) {
        offered = there;
    }

    /** Whether there is a log. */
    public synchronized boolean offered() {
        return offered;
    }

    /** How many entries there are, told or not. */
    public synchronized int size() {
        return entries.size();
    }

    /** The entries that are told now, newest first. */
    public synchronized List<Entry> visible() {
        Instant now = clock.instant();
        List<Entry> visible = new ArrayList<>(entries.stream()
                .filter(entry -> delays.tells(entry.id(), entry.at(), now))
                .toList());
        Collections.reverse(visible);
        return visible;
    }

    /** What the log calls a type, in lower case: {@code service principal}. */
    static String word(ObjectType type) {
        return type.graphName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    synchronized void add(String activity, Initiator by, List<Target> targets) {
        List<Target> told = new ArrayList<>(targets);
        if (++added % 2 == 0) {
            // Nothing is said about the order of targets: every other entry has another one.
            Collections.reverse(told);
        }
        Instant now = clock.instant();
        entries.addLast(new Entry(UUID.randomUUID().toString(), now, activity, by, List.copyOf(told)));
        if (entries.size() > MOST_ENTRIES) {
            entries.removeFirst();
        }
    }

    static Target target(DirectoryObject object, List<Modified> modified) {
        String type = object.type().graphName();
        return new Target(
                object.id(),
                object.type() == ObjectType.ROLE_DEFINITION
                        ? "Role"
                        : Character.toUpperCase(type.charAt(0)) + type.substring(1),
                textOrNull(object, "displayName"),
                textOrNull(object, "userPrincipalName"),
                modified);
    }

    static @Nullable String textOrNull(DirectoryObject object, String property) {
        return object.type().properties().find(property) == null ? null : object.text(property);
    }
}
