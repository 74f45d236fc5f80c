package dev.lanyard.simulator.tenant;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Gives an object what has no life of its own, and takes it away: federated credentials, provisioning jobs, ways to
 * sign in.
 */
public final class AttachmentEdit {

    private final DirectoryEdit edit;

    AttachmentEdit(DirectoryEdit edit) {
        this.edit = edit;
    }

    /** Hangs a new object on another. */
    public void add(String ownerId, Link link, DirectoryObject attached) {
        edit.append(link, ownerId, edit.draft().put(attached));
        if (link == Link.FEDERATED_CREDENTIALS) {
            edit.audit().updated(edit.required(ownerId), edit.required(ownerId), Set.of());
        }
        edit.noteAdded(attached);
    }

    /** Takes away what hangs on another object. */
    public void remove(String id) {
        DirectoryObject gone = edit.required(id);
        int slot = edit.slot(id);
        for (ObjectType type : List.of(ObjectType.APPLICATION, ObjectType.SERVICE_PRINCIPAL)) {
            for (int owner : edit.draft().slots(type)) {
                if (Arrays.stream(edit.draft().linked(Link.FEDERATED_CREDENTIALS, owner))
                        .anyMatch(each -> each == slot)) {
                    DirectoryObject known = edit.draft().object(owner);
                    edit.audit().updated(known, known, Set.of());
                }
            }
        }
        edit.remove(gone);
    }
}
