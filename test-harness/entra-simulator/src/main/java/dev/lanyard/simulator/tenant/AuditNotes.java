package dev.lanyard.simulator.tenant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one change will say in the audit log once it is made, in Graph's names of activities. */
final class AuditNotes {

    private static final Set<String> CREDENTIALS = Set.of("passwordCredentials", "keyCredentials");
    private static final Set<String> PASSWORD = Set.of("passwordProfile", "lastPasswordChangeDateTime");

    private record Note(String activity, List<DirectoryObject> targets) {}

    private final List<Note> notes = new ArrayList<>();

    void add(String activity, DirectoryObject... targets) {
        notes.add(new Note(activity, List.of(targets)));
    }

    /** An object was added. */
    void added(DirectoryObject object) {
        add("Add " + AuditLog.word(object.type()), object);
    }

    void deleted(DirectoryObject gone, boolean permanent) {
        String how = permanent ? "Hard Delete " : gone.type() == ObjectType.SERVICE_PRINCIPAL ? "Remove " : "Delete ";
        add(how + AuditLog.word(gone.type()), gone);
    }

    /** Properties have other values; some of them have activities of their own. */
    void updated(DirectoryObject object, Set<String> properties) {
        Set<String> others = new HashSet<>(properties);
        if (object.type() == ObjectType.SERVICE_PRINCIPAL && others.removeAll(CREDENTIALS)) {
            add("Add service principal credentials", object);
        }
        if (object.type() == ObjectType.USER && others.removeAll(PASSWORD)) {
            add("Reset user password", object);
        }
        if (object.type() == ObjectType.USER && others.remove("accountEnabled")) {
            boolean enabled = object.value(object.type().properties().get("accountEnabled"))
                    .asBoolean();
            add(enabled ? "Enable account" : "Disable account", object);
        }
        // What is kept beside the directory, such as a synchronization job, is not in its log.
        boolean told = others.size() < properties.size();
        if (object.type().isDirectoryObject() && (!told || !others.isEmpty())) {
            add("Update " + AuditLog.word(object.type()), object);
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
        add("Remove app role assignment from " + AuditLog.word(principal.type()), resource, principal);
    }

    void linked(Link link, DirectoryObject from, DirectoryObject to, boolean there) {
        if (link == Link.MANAGED_BY) {
            // Exchange has a log of its own.
            return;
        }
        String end = link == Link.OWNERS ? "owner" : "member";
        add((there ? "Add " + end + " to " : "Remove " + end + " from ") + AuditLog.word(from.type()), to, from);
    }

    void writeTo(AuditLog log) {
        notes.forEach(note -> log.add(note.activity(), note.targets().toArray(DirectoryObject[]::new)));
    }
}
