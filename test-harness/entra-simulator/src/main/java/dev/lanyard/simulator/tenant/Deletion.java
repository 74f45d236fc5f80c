package dev.lanyard.simulator.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes one object from a draft, with every link to it and everything that cannot be without it. */
final class Deletion {

    /** What cannot be without the objects that it names. */
    private static final List<ObjectType> ATTACHED = List.of(
            ObjectType.ROLE_ASSIGNMENT,
            ObjectType.ROLE_ASSIGNMENT_INSTANCE,
            ObjectType.ROLE_ELIGIBILITY_INSTANCE,
            ObjectType.GROUP_ASSIGNMENT_INSTANCE,
            ObjectType.GROUP_ELIGIBILITY_INSTANCE);

    /** The links to what cannot be without the object that they come from. */
    private static final List<Link> ATTACHING = List.of(
            Link.ASSIGNED_TO, Link.ASSIGNMENTS, Link.FEDERATED_CREDENTIALS, Link.JOBS, Link.AUTHENTICATION_METHODS);

    private static final List<String> NAMING = List.of("principalId", "groupId", "roleDefinitionId");

    private final DirectoryDraft draft;
    private final Directory before;
    private final DirectoryObject gone;
    private final long version;
    private final Instant now;
    private final List<Deleted.Line> lines = new ArrayList<>();
    private final List<DirectoryObject> attached = new ArrayList<>();
    private final List<Change> made = new ArrayList<>();
    private final Set<String> relicensed = new LinkedHashSet<>();

    Deletion(DirectoryDraft draft, Directory before, DirectoryObject gone, long version, Instant now) {
        this.draft = draft;
        this.before = before;
        this.gone = gone;
        this.version = version;
        this.now = now;
    }

    List<Change> make(boolean permanent) {
        if (gone.type().isDirectoryObject()) {
            inheritedLicencesGo();
            for (ObjectType type : ATTACHED) {
                for (int slot : draft.slots(type)) {
                    DirectoryObject object = draft.objectOrNull(slot);
                    if (object != null && names(object)) {
                        attached.add(object);
                        remove(object, true);
                    }
                }
            }
            for (Link link : ATTACHING) {
                for (int slot : draft.linked(link, draft.slot(gone.id()))) {
                    DirectoryObject object = draft.objectOrNull(slot);
                    if (object != null) {
                        attached.add(object);
                        remove(object, true);
                    }
                }
            }
        }
        remove(gone, permanent);
        return made;
    }

    /** The ids of users who have lost what the group had. */
    Set<String> relicensed() {
        return relicensed;
    }

    /** All that is needed to bring it back. */
    Deleted deleted() {
        return new Deleted(gone, List.copyOf(lines), List.copyOf(attached));
    }

    private void inheritedLicencesGo() {
        Licences licences = new Licences(draft);
        if (gone.type() == ObjectType.GROUP) {
            for (int member : draft.linked(Link.MEMBERS, draft.slot(gone.id()))) {
                if (draft.object(member).type() == ObjectType.USER) {
                    licences.membershipChanged(draft.slot(gone.id()), member, false);
                }
            }
        }
        relicensed.addAll(licences.touched());
        licences.touched().forEach(id -> {
            DirectoryObject user = draft.object(draft.slot(id));
            made.add(new Change.Put(version, id, user.type(), Set.of("assignedLicenses", "licenseAssignmentStates")));
        });
    }

    private boolean names(DirectoryObject object) {
        return NAMING.stream()
                .filter(name -> object.type().properties().find(name) != null)
                .anyMatch(name -> gone.id().equals(object.text(name)));
    }

    private void remove(DirectoryObject object, boolean permanent) {
        int slot = draft.slot(object.id());
        for (Link link : Link.values()) {
            for (int to : draft.linked(link, slot)) {
                note(link, slot, to);
            }
            if (draft.linked(link, slot).length > 0) {
                draft.link(link, slot, new int[0]);
            }
            for (int from = 0; from < before.size(); from++) {
                int[] linked = draft.linked(link, from);
                DirectoryObject start = draft.objectOrNull(from);
                if (from != slot && start != null && contains(linked, slot)) {
                    note(link, from, slot);
                    draft.link(
                            link,
                            from,
                            Arrays.stream(linked).filter(to -> to != slot).toArray());
                    made.add(new Change.Unlinked(version, start.id(), start.type(), link, object.id(), object.type()));
                }
            }
        }
        draft.remove(
                slot,
                new Directory.Removal(
                        object.id(),
                        object.type(),
                        permanent,
                        permanent ? Optional.empty() : Optional.of(object),
                        Optional.of(now)));
        made.add(new Change.Removed(version, object.id(), object.type(), permanent));
    }

    /** Plain, since this goes through every link of a tenant. */
    private static boolean contains(int[] slots, int slot) {
        for (int each : slots) {
            if (each == slot) {
                return true;
            }
        }
        return false;
    }

    private void note(Link link, int from, int to) {
        DirectoryObject start = before.object(from);
        DirectoryObject end = before.object(to);
        if (start != null && end != null) {
            lines.add(new Deleted.Line(link, start.id(), end.id(), end.type()));
        }
    }
}
