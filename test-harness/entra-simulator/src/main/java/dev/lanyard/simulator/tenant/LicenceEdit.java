package dev.lanyard.simulator.tenant;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Assigns products to users and groups, and takes them away. */
public final class LicenceEdit {

    private final DirectoryEdit edit;

    LicenceEdit(DirectoryEdit edit) {
        this.edit = edit;
    }

    /** Assigns a product without some of its plans; through a group to its direct users. */
    public void assign(String userOrGroupId, String product, List<String> disabledPlans) {
        make(userOrGroupId, licences -> licences.assign(edit.slot(userOrGroupId), product, disabledPlans));
    }

    /** Takes a directly assigned product away. */
    public void remove(String userOrGroupId, String product) {
        make(userOrGroupId, licences -> licences.remove(edit.slot(userOrGroupId), product));
    }

    void membershipChanged(String groupId, String userId, boolean joined) {
        Licences licences = new Licences(edit.draft());
        licences.membershipChanged(edit.slot(groupId), edit.slot(userId), joined);
        note(licences);
        inherited(licences, "");
    }

    private void make(String id, Consumer<Licences> work) {
        Licences licences = new Licences(edit.draft());
        work.accept(licences);
        DirectoryObject object = edit.required(id);
        edit.audit().add(object.type() == ObjectType.USER ? "Change user license" : "Set group license", object);
        note(licences);
        inherited(licences, id);
        edit.notePut(object, Set.of("assignedLicenses"));
    }

    /** What reaches users through a group, or leaves them, has entries of its own. */
    private void inherited(Licences licences, String except) {
        edit.audit()
                .inherited(licences.touched().stream()
                        .filter(user -> !user.equals(except))
                        .map(edit::required)
                        .toList());
    }

    private void note(Licences licences) {
        licences.count();
        licences.touched()
                .forEach(user ->
                        edit.notePut(edit.required(user), Set.of("assignedLicenses", "licenseAssignmentStates")));
    }
}
