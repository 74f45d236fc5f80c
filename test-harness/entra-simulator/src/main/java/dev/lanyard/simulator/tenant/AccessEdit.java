package dev.lanyard.simulator.tenant;

import java.util.List;

/** Gives app roles, directory roles and eligibilities, and takes them away. */
public final class AccessEdit {

    private final DirectoryEdit edit;
    private final AccessObjects objects;

    AccessEdit(DirectoryEdit edit, AccessObjects objects) {
        this.edit = edit;
        this.objects = objects;
    }

    /** Assigns an app role to a user, group or service principal; answers the assignment. */
    public DirectoryObject assignAppRole(String principalId, String resourceId, String roleId) {
        DirectoryObject assignment = objects.assignment(edit.required(principalId), edit.required(resourceId), roleId);
        int slot = edit.draft().put(assignment);
        edit.append(Link.ASSIGNED_TO, resourceId, slot);
        edit.append(Link.ASSIGNMENTS, principalId, slot);
        edit.audit().assigned(edit.required(principalId), edit.required(resourceId), roleId);
        edit.noteAdded(assignment);
        return assignment;
    }

    /** Takes an app role away. */
    public void removeAppRoleAssignment(String assignmentId) {
        DirectoryObject gone = edit.required(assignmentId);
        edit.audit()
                .unassigned(
                        target(gone, "principalId"),
                        target(gone, "resourceId"),
                        String.valueOf(gone.text("appRoleId")));
        edit.remove(gone);
    }

    /** Gives a directory role at once; answers the assignment and the instance of its schedule. */
    public List<DirectoryObject> assignRole(String roleId, String principalId, RoleScope scope, Term term) {
        List<DirectoryObject> made = objects.role(roleId, principalId, scope, term, false);
        made.forEach(edit.draft()::put);
        edit.audit().held("Add member to role", edit.required(principalId), edit.required(roleId), true);
        made.forEach(edit::noteAdded);
        return made;
    }

    /** Makes a principal eligible for a directory role; answers the instance of the schedule. */
    public DirectoryObject makeEligible(String roleId, String principalId, RoleScope scope, Term term) {
        DirectoryObject made = objects.eligibility(roleId, principalId, scope, term);
        edit.audit().held("Add eligible member to role", edit.required(principalId), edit.required(roleId), true);
        return put(made);
    }

    /** Makes a principal eligible to join or own a group; answers the instance of the schedule. */
    public DirectoryObject makeEligibleForGroup(String groupId, String principalId, String accessId, Term term) {
        DirectoryObject made =
                objects.groupEligibility(edit.required(groupId), edit.required(principalId), accessId, term);
        edit.audit().held("Add eligible member to group", edit.required(principalId), edit.required(groupId), true);
        return put(made);
    }

    /** Lets a principal be in a group, or own it, for a time; answers the instance of the schedule. */
    public DirectoryObject assignInGroup(String groupId, String principalId, String accessId, Term term) {
        edit.links().add(accessId.equals("owner") ? Link.OWNERS : Link.MEMBERS, groupId, principalId);
        return scheduleInGroup(groupId, principalId, accessId, term);
    }

    /** The same from a later time on, until which there is nothing but the schedule. */
    public DirectoryObject scheduleInGroup(String groupId, String principalId, String accessId, Term term) {
        return put(objects.groupAssignment(edit.required(groupId), edit.required(principalId), accessId, term, false));
    }

    private DirectoryObject put(DirectoryObject made) {
        edit.draft().put(made);
        edit.noteAdded(made);
        return made;
    }

    /** Ends a directory role, an eligibility for one, or one for a group, by the id of the schedule's instance. */
    public void end(String instanceId) {
        DirectoryObject gone = edit.required(instanceId);
        ended(gone);
        edit.remove(gone);
        if (gone.type() == ObjectType.ROLE_ASSIGNMENT_INSTANCE) {
            edit.remove(target(gone, "roleAssignmentOriginId"));
        }
    }

    private void ended(DirectoryObject instance) {
        boolean ofGroup = instance.type().properties().find("groupId") != null;
        boolean eligible = instance.type() == ObjectType.ROLE_ELIGIBILITY_INSTANCE
                || instance.type() == ObjectType.GROUP_ELIGIBILITY_INSTANCE;
        edit.audit()
                .held(
                        "Remove " + (eligible ? "eligible " : "") + "member from " + (ofGroup ? "group" : "role"),
                        target(instance, "principalId"),
                        target(instance, ofGroup ? "groupId" : "roleDefinitionId"),
                        false);
    }

    private DirectoryObject target(DirectoryObject object, String property) {
        return edit.required(String.valueOf(object.text(property)));
    }
}
