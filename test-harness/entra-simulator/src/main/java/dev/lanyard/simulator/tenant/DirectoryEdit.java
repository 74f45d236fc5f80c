package dev.lanyard.simulator.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of a tenant while it is made: everything done here becomes visible together, or, if anything is refused
 * with an exception, not at all. For one thread, within {@link Tenant#change}.
 */
public final class DirectoryEdit {

    private final DirectoryDraft draft;
    private final Directory before;
    private final Map<String, Deleted> deleted;
    private final Supplier<String> ids;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private final AuditNotes audit = new AuditNotes();

    DirectoryEdit(Directory before, Map<String, Deleted> deleted, Supplier<String> ids, Instant now) {
        this.before = before;
        this.draft = before.draft();
        this.deleted = deleted;
        this.ids = ids;
        this.now = now;
    }

    /** Memberships, ownerships and managers. */
    public LinkEdit links() {
        return new LinkEdit(this);
    }

    /** App roles, directory roles and eligibilities. */
    public AccessEdit access() {
        return new AccessEdit(this, new AccessObjects(ids));
    }

    /** Products of users and groups. */
    public LicenceEdit licences() {
        return new LicenceEdit(this);
    }

    /** What belongs to one object and has no life of its own. */
    public AttachmentEdit attachments() {
        return new AttachmentEdit(this);
    }

    /** The object with this id as it is by now. */
    public DirectoryObject required(String objectId) {
        DirectoryObject object = draft.objectOrNull(draft.slot(objectId));
        if (object == null) {
            throw new IllegalArgumentException("no object with id " + objectId);
        }
        return object;
    }

    /** Adds a user or other object. The id must be new. */
    public void add(DirectoryObject object) {
        if (draft.slot(object.id()) >= 0) {
            throw new IllegalArgumentException("an object with id " + object.id() + " exists already");
        }
        draft.put(object);
        audit.added(object);
        noteAdded(object);
    }

    /** Sets properties of an object; a null value unsets. */
    public void update(String objectId, Map<String, ? extends @Nullable Object> properties) {
        DirectoryObject known = required(objectId);
        DirectoryObject updated = known.with(properties);
        draft.put(updated);
        audit.updated(known, updated, Set.copyOf(properties.keySet()));
        notePut(updated, Set.copyOf(properties.keySet()));
    }

    /** Sets properties of an object, under an activity of its own in the audit log. */
    public void update(String objectId, Map<String, ? extends @Nullable Object> properties, String activity) {
        DirectoryObject known = required(objectId);
        DirectoryObject updated = known.with(properties);
        draft.put(updated);
        audit.updated(activity, known, updated, Set.copyOf(properties.keySet()));
        notePut(updated, Set.copyOf(properties.keySet()));
    }

    /** Says in the audit log what is not to be seen in the directory itself. */
    public void tell(String activity, String objectId) {
        audit.add(activity, required(objectId));
    }

    void delete(String objectId, boolean permanent) {
        DirectoryObject gone = required(objectId);
        Deletion deletion = deletion(gone);
        changes.addAll(deletion.make(permanent));
        if (!permanent) {
            deleted.put(gone.id(), deletion.deleted());
        }
        audit.deleted(gone, permanent);
        audit.inherited(users(deletion.relicensed()));
    }

    void restore(String objectId) {
        Deleted back = deleted.remove(objectId);
        if (back == null) {
            throw new IllegalArgumentException("no restorable object with id " + objectId);
        }
        audit.add("Restore " + AuditLog.word(back.object().type()), back.object());
        Deleted.Restored restored = back.restore(draft, version(), deleted);
        changes.addAll(restored.changes());
        audit.inherited(users(restored.relicensed()));
    }

    void purge(String objectId) {
        Deleted gone = deleted.remove(objectId);
        if (gone == null) {
            throw new IllegalArgumentException("no deleted object with id " + objectId);
        }
        draft.forgetRemoval(objectId);
        draft.addRemoval(new Directory.Removal(
                gone.object().id(), gone.object().type(), true, Optional.empty(), Optional.of(now)));
        audit.deleted(gone.object(), true);
        changes.add(
                new Change.Removed(version(), gone.object().id(), gone.object().type(), true));
    }

    /** Takes away for good what has no life of its own; the audit log is told by the caller. */
    void remove(DirectoryObject gone) {
        changes.addAll(deletion(gone).make(true));
    }

    private List<DirectoryObject> users(Set<String> userIds) {
        return userIds.stream()
                .map(draft::slot)
                .map(draft::objectOrNull)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private Deletion deletion(DirectoryObject gone) {
        return new Deletion(draft, before, gone, version(), now);
    }

    DirectoryDraft draft() {
        return draft;
    }

    AuditNotes audit() {
        return audit;
    }

    String newId() {
        return ids.get();
    }

    int slot(String objectId) {
        return draft.slot(required(objectId).id());
    }

    void append(Link link, String fromId, int to) {
        int from = slot(fromId);
        int[] linked = draft.linked(link, from);
        int[] more = Arrays.copyOf(linked, linked.length + 1);
        more[linked.length] = to;
        draft.link(link, from, more);
    }

    void noteAdded(DirectoryObject object) {
        notePut(object, Set.of());
    }

    void notePut(DirectoryObject object, Set<String> properties) {
        changes.add(new Change.Put(version(), object.id(), object.type(), properties));
    }

    void noteLinked(DirectoryObject from, Link link, DirectoryObject to) {
        changes.add(new Change.Linked(version(), from.id(), from.type(), link, to.id(), to.type()));
    }

    void noteUnlinked(DirectoryObject from, Link link, DirectoryObject to) {
        changes.add(new Change.Unlinked(version(), from.id(), from.type(), link, to.id(), to.type()));
    }

    List<Change> changes() {
        return changes;
    }

    private long version() {
        return before.version() + 1;
    }
}
