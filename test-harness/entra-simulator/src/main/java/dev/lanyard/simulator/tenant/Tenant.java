package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tenant whose directory changes over time.
 *
 * <p>Changes take effect at once in {@link #current()} and, when a read lag is set, later in {@link #visible()}, which
 * is what Graph answers from. Safe for use by many threads.
 */
public final class Tenant {

    /** How many versions stay readable, for incremental reads that began at one of them. */
    private static final int KEPT_VERSIONS = 64;

    private record Dated(Directory directory, Instant since) {}

    private final String id;
    private final InstantSource clock;
    private final Deque<Dated> versions = new ArrayDeque<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, DirectoryObject> removed = new LinkedHashMap<>();
    private Duration readLag = Duration.ZERO;

    /**
     * Takes over a first version.
     *
     * @param id the tenant's id, a GUID
     * @param first the directory to begin with
     * @param clock tells when changes become visible
     */
    public Tenant(String id, Directory first, InstantSource clock) {
        this.id = id;
        this.clock = clock;
        versions.add(new Dated(first, Instant.MIN));
    }

    /** The tenant's id, a GUID. */
    public String id() {
        return id;
    }

    /** The truth: every change included. */
    public synchronized Directory current() {
        return versions.getLast().directory();
    }

    /** What a read sees now: the truth as it was one read lag ago. */
    public synchronized Directory visible() {
        Instant latest = clock.instant().minus(readLag);
        Iterator<Dated> newestFirst = versions.descendingIterator();
        Dated seen = newestFirst.next();
        while (seen.since().isAfter(latest) && newestFirst.hasNext()) {
            seen = newestFirst.next();
        }
        return seen.directory();
    }

    /** The directory as it was at this version, if it is still kept. */
    public synchronized Optional<Directory> at(long version) {
        return versions.stream()
                .map(Dated::directory)
                .filter(directory -> directory.version() == version)
                .findFirst();
    }

    /** The changes after one version, up to and including another, oldest first. */
    public synchronized List<Change> changes(long after, long upTo) {
        return changes.stream()
                .filter(change -> change.version() > after && change.version() <= upTo)
                .toList();
    }

    /** How long a change takes to be seen by reads; zero at first. */
    public synchronized void setReadLag(Duration lag) {
        if (lag.isNegative()) {
            throw new IllegalArgumentException("read lag must not be negative");
        }
        readLag = lag;
    }

    /** Adds a user or other object. The id must be new. */
    public void add(DirectoryObject object) {
        change(draft -> {
            if (current().object(object.id()) != null) {
                throw new IllegalArgumentException("an object with id " + object.id() + " exists already");
            }
            draft.put(object);
            return List.of(put(object, Set.of()));
        });
    }

    /** Sets properties of an object; a null value unsets. */
    public void update(String objectId, Map<String, ? extends @Nullable Object> properties) {
        change(draft -> {
            DirectoryObject updated = required(objectId).with(properties);
            draft.put(updated);
            return List.of(put(updated, Set.copyOf(properties.keySet())));
        });
    }

    /** Sets the display name. */
    public void rename(String objectId, String displayName) {
        update(objectId, Map.of("displayName", displayName));
    }

    /** Deletes an object and every link to it; it can be restored unless the deletion is permanent. */
    public void delete(String objectId, boolean permanent) {
        change(draft -> {
            DirectoryObject gone = required(objectId);
            int slot = current().slot(objectId);
            List<Change> made = new ArrayList<>(unlinkEverywhere(draft, gone, slot));
            draft.remove(slot, new Directory.Removal(gone.id(), gone.type(), permanent));
            made.add(new Change.Removed(nextVersion(), gone.id(), gone.type(), permanent));
            if (!permanent) {
                removed.put(gone.id(), gone);
            }
            return made;
        });
    }

    /** Brings a deleted object back, without its links. */
    public void restore(String objectId) {
        change(draft -> {
            DirectoryObject back = removed.remove(objectId);
            if (back == null) {
                throw new IllegalArgumentException("no restorable object with id " + objectId);
            }
            draft.put(back);
            draft.forgetRemoval(objectId);
            return List.of(put(back, Set.of()));
        });
    }

    /** Adds a member to a group. */
    public void addMember(String groupId, String memberId) {
        link(Link.MEMBERS, groupId, memberId);
    }

    /** Takes a member out of a group. */
    public void removeMember(String groupId, String memberId) {
        unlink(Link.MEMBERS, groupId, memberId);
    }

    /** Adds an owner to a group. */
    public void addOwner(String groupId, String ownerId) {
        link(Link.OWNERS, groupId, ownerId);
    }

    /** Takes an owner away from a group. */
    public void removeOwner(String groupId, String ownerId) {
        unlink(Link.OWNERS, groupId, ownerId);
    }

    /** Sets a user's manager, or takes it away with null. */
    public void setManager(String userId, @Nullable String managerId) {
        change(draft -> {
            DirectoryObject user = required(userId);
            int slot = current().slot(userId);
            List<Change> made = new ArrayList<>();
            DirectoryObject before = current().object(current().manager(slot));
            if (before != null) {
                made.add(unlinked(user, Link.MANAGER, before));
            }
            if (managerId == null) {
                draft.link(Link.MANAGER, slot, new int[0]);
            } else {
                made.add(linked(user, Link.MANAGER, required(managerId)));
                draft.link(Link.MANAGER, slot, new int[] {current().slot(managerId)});
            }
            return made;
        });
    }

    private void link(Link link, String fromId, String toId) {
        change(draft -> {
            int from = current().slot(required(fromId).id());
            int to = current().slot(required(toId).id());
            int[] before = current().linked(link, from);
            if (Arrays.stream(before).anyMatch(slot -> slot == to)) {
                throw new IllegalArgumentException(toId + " is already in " + link.graphName() + " of " + fromId);
            }
            int[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = to;
            draft.link(link, from, after);
            return List.of(linked(required(fromId), link, required(toId)));
        });
    }

    private void unlink(Link link, String fromId, String toId) {
        change(draft -> {
            int from = current().slot(required(fromId).id());
            int to = current().slot(required(toId).id());
            int[] before = current().linked(link, from);
            int[] after = without(before, to);
            if (after.length == before.length) {
                throw new IllegalArgumentException(toId + " is not in " + link.graphName() + " of " + fromId);
            }
            draft.link(link, from, after);
            return List.of(unlinked(required(fromId), link, required(toId)));
        });
    }

    private List<Change> unlinkEverywhere(DirectoryDraft draft, DirectoryObject gone, int goneSlot) {
        List<Change> made = new ArrayList<>();
        Directory before = current();
        for (Link link : Link.values()) {
            draft.link(link, goneSlot, new int[0]);
            for (int slot = 0; slot < before.size(); slot++) {
                DirectoryObject from = before.object(slot);
                int[] linked = before.linked(link, slot);
                int[] rest = without(linked, goneSlot);
                if (from != null && slot != goneSlot && rest.length != linked.length) {
                    draft.link(link, slot, rest);
                    made.add(unlinked(from, link, gone));
                }
            }
        }
        return made;
    }

    private static int[] without(int[] slots, int slot) {
        return Arrays.stream(slots).filter(other -> other != slot).toArray();
    }

    private synchronized void change(Function<DirectoryDraft, List<Change>> edit) {
        DirectoryDraft draft = current().draft();
        changes.addAll(edit.apply(draft));
        versions.addLast(new Dated(draft.finish(), clock.instant()));
        if (versions.size() > KEPT_VERSIONS) {
            versions.removeFirst();
        }
    }

    private DirectoryObject required(String objectId) {
        DirectoryObject object = current().object(objectId);
        if (object == null) {
            throw new IllegalArgumentException("no object with id " + objectId);
        }
        return object;
    }

    private long nextVersion() {
        return current().version() + 1;
    }

    private Change put(DirectoryObject object, Set<String> properties) {
        return new Change.Put(nextVersion(), object.id(), object.type(), properties);
    }

    private Change linked(DirectoryObject from, Link link, DirectoryObject to) {
        return new Change.Linked(nextVersion(), from.id(), from.type(), link, to.id(), to.type());
    }

    private Change unlinked(DirectoryObject from, Link link, DirectoryObject to) {
        return new Change.Unlinked(nextVersion(), from.id(), from.type(), link, to.id(), to.type());
    }
}
