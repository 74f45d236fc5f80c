package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.AskedTexts;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.ObjectPresence;
import dev.lanyard.entra.provision.change.ObjectRemoval;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Security and Microsoft 365 groups: made, changed, deleted and restored. */
public final class Groups implements ChangeHandler {

    private static final Permission CHANGE =
            new Permission(WritePermissions.GROUPS, "to make and change groups", false);
    private static final Permission DELETE =
            new Permission(WritePermissions.DELETING_GROUPS, "to delete and restore groups", false);
    private static final Permission DELETED =
            new Permission(GraphPermissions.DELETED_GROUPS, "to find deleted groups", false);
    private static final Permission ASSIGNABLE =
            new Permission(WritePermissions.ROLE_ASSIGNABLE_GROUPS, "for groups that can hold directory roles", true);
    private static final Permission PRINCIPALS =
            new Permission(GraphPermissions.OBJECTS_BY_ID, "to find owners and first members", true);

    private static final String NOT_OF = " Not of synchronised groups, nor of those that Exchange manages.";

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            descriptor(
                    "new-group",
                    "Create a group",
                    "Makes a security or Microsoft 365 group, with its owners and first members.",
                    ChangeKind.CREATE,
                    GroupSchema.CREATION,
                    List.of(CHANGE, PRINCIPALS, ASSIGNABLE)),
            descriptor(
                    "update-group",
                    "Update a group",
                    "Sets and clears the properties that are named, and no other." + NOT_OF,
                    ChangeKind.UPDATE,
                    GroupSchema.UPDATE,
                    List.of(CHANGE, ASSIGNABLE)),
            descriptor(
                    "delete-group",
                    "Delete a group",
                    "Deletes the group; for 30 days it can be restored." + NOT_OF,
                    ChangeKind.DELETE,
                    ConfigSchema.EMPTY,
                    List.of(DELETE, ASSIGNABLE)),
            descriptor(
                    "purge-group",
                    "Delete a group for good",
                    "Deletes the group so that it cannot be restored." + NOT_OF,
                    ChangeKind.PURGE,
                    ConfigSchema.EMPTY,
                    List.of(DELETE, DELETED, ASSIGNABLE)),
            descriptor(
                    "restore-group",
                    "Restore a group",
                    "Brings a deleted group back, with its members and owners.",
                    ChangeKind.RESTORE,
                    ConfigSchema.EMPTY,
                    List.of(DELETE, DELETED)));

    private static final ActionDescriptor CREATE_ACTION = new ActionDescriptor(
            "create-group",
            "Create a group",
            "Makes a security or Microsoft 365 group, with its owners and first members, and answers its id.",
            Optional.empty(),
            GroupSchema.CREATION,
            GroupSchema.RESULTS,
            List.of(CHANGE, PRINCIPALS, ASSIGNABLE),
            List.of());

    /** For everyone: it keeps nothing. */
    public Groups() {}

    private static ChangeDescriptor descriptor(
            String id,
            String name,
            String description,
            ChangeKind kind,
            ConfigSchema attributes,
            List<Permission> permissions) {
        return new ChangeDescriptor(
                id,
                name,
                description,
                kind,
                EntraTypes.GROUP,
                Set.of(),
                Set.of(),
                attributes,
                false,
                permissions,
                List.of());
    }

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public List<ActionDescriptor> actions() {
        return List.of(CREATE_ACTION);
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        OneByOne.carryOut(changes, pending -> apply(pending, session));
    }

    private static void apply(PendingChange pending, ChangeSession session) {
        Change change = pending.change();
        if (change instanceof Change.CreateResource creating) {
            new GroupCreation(session).create(pending, AskedTexts.of(creating.attributes(), GroupSchema.CREATION));
        } else if (change instanceof Change.RunAction running) {
            run(pending, running, session);
        } else if (change instanceof Change.UpdateResource updating) {
            new GroupUpdate(session).update(pending, updating);
        } else if (change instanceof Change.DeleteResource deleting) {
            delete(pending, deleting, session);
        } else if (change instanceof Change.RestoreResource restoring) {
            removal(session).restore(pending, restoring.resource());
        }
    }

    private static void run(PendingChange pending, Change.RunAction running, ChangeSession session) {
        if (running.target().isPresent()) {
            pending.refused(
                    "invalid",
                    "the action " + running.action() + " is run on no resource, but "
                            + running.target().get().text() + " is given",
                    "leave out the target");
            return;
        }
        new GroupCreation(session).create(pending, AskedTexts.of(running.arguments(), GroupSchema.CREATION));
    }

    private static void delete(PendingChange pending, Change.DeleteResource deleting, ChangeSession session) {
        ResourceId group = deleting.resource();
        Optional.ofNullable(GroupFacts.read(session.door(), List.of(group.id())).get(group.id()))
                .ifPresent(facts ->
                        facts.ownerRefusal().ifPresent(why -> GroupRefusals.settle(pending, why, facts.name())));
        if (pending.settled()) {
            return;
        }
        if (deleting.forGood()) {
            removal(session).purge(pending, group);
        } else {
            removal(session).delete(pending, group);
        }
    }

    private static ObjectRemoval removal(ChangeSession session) {
        return new ObjectRemoval(session, ObjectPresence.Kind.GROUP, GroupRefusals::settle);
    }
}
