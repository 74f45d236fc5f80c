package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
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
    private final Map<String, Deleted> deleted = new LinkedHashMap<>();
    private final AuditLog audit;
    private final SplittableRandom random;
    private final AccessObjects access = new AccessObjects(this::nextId);
    private volatile Premium premium = Premium.P2;
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
        this.audit = new AuditLog(clock);
        this.random = new SplittableRandom(id.hashCode());
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

    /** What the tenant has bought; everything at first. */
    public Premium premium() {
        return premium;
    }

    /** Sets what the tenant has bought. */
    public void setPremium(Premium bought) {
        premium = bought;
    }

    /** Who did what, as far as it is told. */
    public AuditLog audit() {
        return audit;
    }

    /** Adds a user or other object. The id must be new. */
    public void add(DirectoryObject object) {
        change(draft -> {
            if (current().object(object.id()) != null) {
                throw new IllegalArgumentException("an object with id " + object.id() + " exists already");
            }
            draft.put(object);
            audit.add("Add " + AuditLog.word(object.type()), object);
            return List.of(put(object, Set.of()));
        });
    }

    /** Sets properties of an object; a null value unsets. */
    public void update(String objectId, Map<String, ? extends @Nullable Object> properties) {
        change(draft -> {
            DirectoryObject updated = required(objectId).with(properties);
            draft.put(updated);
            audit.updated(updated, properties.keySet());
            return List.of(put(updated, Set.copyOf(properties.keySet())));
        });
    }

    /** Sets the display name. */
    public void rename(String objectId, String displayName) {
        update(objectId, Map.of("displayName", displayName));
    }

    /**
     * Deletes an object with every link to it and everything that it has. Unless the deletion is permanent, it can be
     * restored with all of this.
     *
     * <p>The service principal of an app registration goes with it, and does not come back with it.
     */
    public void delete(String objectId, boolean permanent) {
        Optional<String> servicePrincipal = servicePrincipalOf(current().object(objectId));
        deleteOne(objectId, permanent);
        servicePrincipal.ifPresent(id -> deleteOne(id, permanent));
    }

    private Optional<String> servicePrincipalOf(@Nullable DirectoryObject application) {
        if (application == null || application.type() != ObjectType.APPLICATION) {
            return Optional.empty();
        }
        Directory directory = current();
        return Arrays.stream(directory.slots(ObjectType.SERVICE_PRINCIPAL))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .filter(each -> Objects.equals(each.text("appId"), application.text("appId")))
                .map(DirectoryObject::id)
                .findFirst();
    }

    private void deleteOne(String objectId, boolean permanent) {
        change(draft -> {
            DirectoryObject gone = required(objectId);
            Deletion deletion = new Deletion(draft, current(), gone, nextVersion());
            List<Change> made = deletion.make(permanent);
            if (!permanent) {
                deleted.put(gone.id(), deletion.deleted());
            }
            audit.deleted(gone, permanent);
            return made;
        });
    }

    /** Brings a deleted object back, with its links to whatever is still there and everything that it had. */
    public void restore(String objectId) {
        change(draft -> {
            Deleted back = deleted.remove(objectId);
            if (back == null) {
                throw new IllegalArgumentException("no restorable object with id " + objectId);
            }
            audit.add("Restore " + AuditLog.word(back.object().type()), back.object());
            return back.restore(draft, nextVersion(), deleted);
        });
    }

    /** The ids of what can be restored. */
    public synchronized List<String> restorable() {
        return List.copyOf(deleted.keySet());
    }

    /** Assigns an app role to a user, group or service principal; answers the id of the assignment. */
    public String assignAppRole(String principalId, String resourceId, String roleId) {
        DirectoryObject assignment = access.assignment(required(principalId), required(resourceId), roleId);
        change(draft -> {
            int slot = draft.put(assignment);
            append(draft, Link.ASSIGNED_TO, draft.slot(resourceId), slot);
            append(draft, Link.ASSIGNMENTS, draft.slot(principalId), slot);
            audit.assigned(required(principalId), required(resourceId));
            return List.of(put(assignment, Set.of()));
        });
        return assignment.id();
    }

    /** Takes an app role away. */
    public void removeAppRoleAssignment(String assignmentId) {
        change(draft -> {
            DirectoryObject gone = required(assignmentId);
            DirectoryObject principal = required(String.valueOf(gone.text("principalId")));
            DirectoryObject resource = required(String.valueOf(gone.text("resourceId")));
            audit.unassigned(principal, resource);
            return new Deletion(draft, current(), gone, nextVersion()).make(true);
        });
    }

    /** Adds a federated credential to an app registration or a user-assigned managed identity; answers its id. */
    public String addFederatedCredential(String ownerId, String name, String subject) {
        DirectoryObject credential = ApplicationGenerator.federatedCredential(nextId(), name, subject);
        attach(ownerId, Link.FEDERATED_CREDENTIALS, credential);
        return credential.id();
    }

    /** Sets up provisioning for a service principal, as a job in this state; answers the job's id. */
    public String addProvisioningJob(String servicePrincipalId, String state) {
        DirectoryObject job = DirectoryObject.of(
                ObjectType.SYNCHRONIZATION_JOB,
                "scim." + nextId(),
                ApplicationGenerator.jobProperties(state, lastRun()));
        attach(servicePrincipalId, Link.JOBS, job);
        return job.id();
    }

    /** Says that a provisioning job has just run, and which state that led to. */
    public void setJobState(String jobId, String state) {
        update(jobId, ApplicationGenerator.jobProperties(state, lastRun()));
    }

    /** Takes a federated credential or a provisioning job away. */
    public void detach(String id) {
        change(draft -> {
            DirectoryObject gone = required(id);
            Directory before = current();
            int slot = before.slot(id);
            for (ObjectType type : List.of(ObjectType.APPLICATION, ObjectType.SERVICE_PRINCIPAL)) {
                for (int owner : before.slots(type)) {
                    if (Arrays.stream(before.linked(Link.FEDERATED_CREDENTIALS, owner))
                            .anyMatch(each -> each == slot)) {
                        audit.updated(draft.object(owner), Set.of());
                    }
                }
            }
            return new Deletion(draft, before, gone, nextVersion()).make(true);
        });
    }

    private void attach(String ownerId, Link link, DirectoryObject attached) {
        change(draft -> {
            DirectoryObject owner = required(ownerId);
            append(draft, link, draft.slot(ownerId), draft.put(attached));
            if (link == Link.FEDERATED_CREDENTIALS) {
                audit.updated(owner, Set.of());
            }
            return List.of(put(attached, Set.of()));
        });
    }

    private String lastRun() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Gives a directory role at once, for good or until a set end; answers the id of the schedule's instance. */
    public String assignRole(String roleId, String principalId, String scope, boolean ends) {
        List<DirectoryObject> made = access.role(roleId, principalId, scope, ends, false);
        change(draft -> {
            made.forEach(draft::put);
            audit.add("Add member to role", required(principalId), required(roleId));
            return made.stream().map(each -> put(each, Set.of())).toList();
        });
        return made.get(1).id();
    }

    /** Makes a principal eligible for a directory role; answers the id of the schedule's instance. */
    public String makeEligible(String roleId, String principalId, String scope, boolean ends) {
        DirectoryObject made = access.eligibility(roleId, principalId, scope, ends);
        change(draft -> {
            draft.put(made);
            audit.add("Add eligible member to role", required(principalId), required(roleId));
            return List.of(put(made, Set.of()));
        });
        return made.id();
    }

    /** Makes a principal eligible to join or own a group; answers the id of the schedule's instance. */
    public String makeEligibleForGroup(String groupId, String principalId, String accessId) {
        DirectoryObject made = access.groupEligibility(required(groupId), required(principalId), accessId);
        change(draft -> {
            draft.put(made);
            audit.add("Add eligible member to group", required(principalId), required(groupId));
            return List.of(put(made, Set.of()));
        });
        return made.id();
    }

    /** Ends a directory role, an eligibility for one, or one for a group, by the id of the schedule's instance. */
    public void end(String instanceId) {
        change(draft -> {
            DirectoryObject gone = required(instanceId);
            List<Change> made = new ArrayList<>(new Deletion(draft, current(), gone, nextVersion()).make(true));
            if (gone.type() == ObjectType.ROLE_ASSIGNMENT_INSTANCE) {
                DirectoryObject origin = required(String.valueOf(gone.text("roleAssignmentOriginId")));
                made.addAll(new Deletion(draft, current(), origin, nextVersion()).make(true));
            }
            ended(gone);
            return made;
        });
    }

    private void ended(DirectoryObject instance) {
        String about = instance.type().properties().find("groupId") == null ? "roleDefinitionId" : "groupId";
        DirectoryObject target = required(String.valueOf(instance.text(about)));
        boolean eligible = instance.type() == ObjectType.ROLE_ELIGIBILITY_INSTANCE
                || instance.type() == ObjectType.GROUP_ELIGIBILITY_INSTANCE;
        audit.add(
                "Remove " + (eligible ? "eligible " : "") + "member from "
                        + (about.equals("groupId") ? "group" : "role"),
                required(String.valueOf(instance.text("principalId"))),
                target);
    }

    /** Assigns a product to a user or a group, and through the group to its direct users. */
    public void assignLicence(String userOrGroupId, String product) {
        licences(userOrGroupId, (licences, slot) -> licences.assign(slot, product, List.of()));
    }

    /** Takes a directly assigned product away. */
    public void removeLicence(String userOrGroupId, String product) {
        licences(userOrGroupId, (licences, slot) -> licences.remove(slot, product));
    }

    private void licences(String id, ObjIntConsumer<Licences> work) {
        change(draft -> {
            Licences licences = new Licences(draft);
            work.accept(licences, draft.slot(required(id).id()));
            licences.count();
            audit.add(
                    required(id).type() == ObjectType.USER ? "Change user license" : "Set group license", required(id));
            List<Change> made = new ArrayList<>(licenceChanges(licences));
            made.add(put(required(id), Set.of("assignedLicenses")));
            return made;
        });
    }

    private List<Change> licenceChanges(Licences licences) {
        return licences.touched().stream()
                .map(user -> put(required(user), Set.of("assignedLicenses", "licenseAssignmentStates")))
                .toList();
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
            audit.add("Update user", user);
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
            audit.linked(link, required(fromId), required(toId), true);
            List<Change> made = new ArrayList<>(inherited(draft, link, from, to, true));
            made.add(linked(required(fromId), link, required(toId)));
            return made;
        });
    }

    private void unlink(Link link, String fromId, String toId) {
        change(draft -> {
            int from = current().slot(required(fromId).id());
            int to = current().slot(required(toId).id());
            int[] before = current().linked(link, from);
            int[] after = Arrays.stream(before).filter(other -> other != to).toArray();
            if (after.length == before.length) {
                throw new IllegalArgumentException(toId + " is not in " + link.graphName() + " of " + fromId);
            }
            draft.link(link, from, after);
            audit.linked(link, required(fromId), required(toId), false);
            List<Change> made = new ArrayList<>(inherited(draft, link, from, to, false));
            made.add(unlinked(required(fromId), link, required(toId)));
            return made;
        });
    }

    /** What a user gains or loses by joining or leaving a group that has licences. */
    private List<Change> inherited(DirectoryDraft draft, Link link, int group, int member, boolean joined) {
        if (link != Link.MEMBERS
                || draft.object(group).type() != ObjectType.GROUP
                || draft.object(member).type() != ObjectType.USER) {
            return List.of();
        }
        Licences licences = new Licences(draft);
        licences.membershipChanged(group, member, joined);
        licences.count();
        return licenceChanges(licences);
    }

    private static void append(DirectoryDraft draft, Link link, int from, int to) {
        int[] before = draft.linked(link, from);
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = to;
        draft.link(link, from, after);
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

    /** The same for the same tenant and the same changes, so that what went wrong can be played again. */
    private synchronized String nextId() {
        return Ids.next(random);
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
