package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tenant whose directory changes over time.
 *
 * <p>Changes take effect at once in {@link #current()} and, when a read lag is set, later in {@link #visible()}, which
 * is what Graph answers from. Safe for use by many threads.
 */
public final class Tenant {

    private static final String DELETED = "deletedDateTime";
    private static final Duration RESTORABLE = Duration.ofDays(30);

    private final String id;
    private final InstantSource clock;
    private final Instant made;
    private final DirectoryHistory history;
    private final Map<String, Deleted> deleted = new LinkedHashMap<>();
    private final AuditLog audit;
    private final SignInLog signIns;
    private final Passwords passwords = new Passwords();
    private final SplittableRandom random;
    private Optional<AuditLog.Initiator> acting = Optional.empty();
    private int administrators;
    private volatile Premium premium = Premium.P2;
    private volatile boolean external;
    private volatile boolean guests = true;
    private volatile Duration exchangeLag = Duration.ZERO;

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
        this.made = clock.instant();
        this.audit = new AuditLog(clock);
        this.signIns = new SignInLog(id, first, clock);
        this.random = new SplittableRandom(id.hashCode());
        this.history = new DirectoryHistory(first, clock);
        first.removals().stream()
                .map(Directory.Removal::object)
                .flatMap(Optional::stream)
                .forEach(gone -> deleted.put(gone.id(), new Deleted(gone, List.of(), List.of())));
    }

    /** The tenant's id, a GUID. */
    public String id() {
        return id;
    }

    /** The truth: every change included. */
    public Directory current() {
        return history.current();
    }

    /** What a read sees now: the truth as it was one read lag ago. */
    public Directory visible() {
        return history.visible();
    }

    /** The directory as it was at this version, if it is still kept. */
    public Optional<Directory> at(long version) {
        return history.at(version);
    }

    /** The changes after one version, up to and including another, oldest first. */
    public List<Change> changes(long after, long upTo) {
        return history.changes(after, upTo);
    }

    /** How long a change takes to be seen by reads; zero at first. */
    public void setReadLag(Duration lag) {
        history.setReadLag(lag);
    }

    /** How long a new user is unknown to Exchange; zero at first. */
    public Duration exchangeLag() {
        return exchangeLag;
    }

    /** Sets how long a new user is unknown to Exchange. */
    public void setExchangeLag(Duration lag) {
        if (lag.isNegative()) {
            throw new IllegalArgumentException("exchange lag must not be negative");
        }
        exchangeLag = lag;
    }

    /** What the tenant has bought; everything at first. */
    public Premium premium() {
        return premium;
    }

    /** Sets what the tenant has bought. */
    public void setPremium(Premium bought) {
        premium = bought;
    }

    /** Whether it is for customers and partners, as external-ID and B2C tenants are; not at first. */
    public boolean isExternal() {
        return external;
    }

    /** Sets whether it is for customers and partners. */
    public void setExternal(boolean forCustomers) {
        external = forCustomers;
    }

    /** Whether guests may be invited, as external collaboration settings say; so at first. */
    public boolean takesGuests() {
        return guests;
    }

    /** Sets whether guests may be invited. */
    public void setGuests(boolean allowed) {
        guests = allowed;
    }

    /** Who did what, as far as it is told. */
    public AuditLog audit() {
        return audit;
    }

    /** Who signed in to what. */
    public SignInLog signIns() {
        return signIns;
    }

    /** The users' passwords. */
    public Passwords passwords() {
        return passwords;
    }

    /** Makes one change, whole or, if it is refused with an exception, not at all. */
    public synchronized void change(Consumer<DirectoryEdit> work) {
        Directory before = current();
        DirectoryEdit edit = new DirectoryEdit(current(), deleted, this::newId, clock.instant());
        work.accept(edit);
        history.add(edit.draft().finish(), edit.changes());
        edit.audit().writeTo(audit, acting.orElseGet(() -> administrator(before)));
    }

    /** Lets nobody else change the tenant meanwhile: for what must look before it changes. */
    public synchronized <T> T exclusively(Supplier<T> work) {
        return work.get();
    }

    /** As {@link #exclusively}, in the name of a program: what it changes is put down to it in the audit log. */
    public synchronized <T> T as(AuditLog.Initiator program, Supplier<T> work) {
        Optional<AuditLog.Initiator> before = acting;
        acting = Optional.of(program);
        try {
            return work.get();
        } finally {
            acting = before;
        }
    }

    /** Whoever changes something past Graph is one of a few people. */
    private AuditLog.Initiator administrator(Directory directory) {
        int[] users = directory.slots(ObjectType.USER);
        for (int number = 0; number < users.length; number++) {
            DirectoryObject user = directory.object(users[(administrators + number) % users.length]);
            if (user != null) {
                administrators = (administrators + 1) % 3;
                return new AuditLog.Initiator(true, user.id(), String.valueOf(user.text("userPrincipalName")));
            }
        }
        return new AuditLog.Initiator(false, null, "Microsoft Azure AD Internal");
    }

    /** A GUID; the same for the same tenant and the same changes, so that what went wrong can be played again. */
    public synchronized String newId() {
        return Ids.next(random);
    }

    /** Adds a user or other object. The id must be new. */
    public void add(DirectoryObject object) {
        change(edit -> edit.add(object));
    }

    /** Sets properties of an object; a null value unsets. */
    public void update(String objectId, Map<String, ? extends @Nullable Object> properties) {
        change(edit -> edit.update(objectId, properties));
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
    public synchronized void delete(String objectId, boolean permanent) {
        Optional<String> servicePrincipal = servicePrincipalOf(current().object(objectId));
        change(edit -> edit.delete(objectId, permanent));
        servicePrincipal.ifPresent(other -> change(edit -> edit.delete(other, permanent)));
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

    /** Brings a deleted object back, with its links to whatever is still there and everything that it had. */
    public void restore(String objectId) {
        change(edit -> edit.restore(objectId));
    }

    /** Deletes for good what could still be restored. */
    public void purge(String objectId) {
        change(edit -> edit.purge(objectId));
    }

    /** What can be restored as of a version, each with the time of its deletion: for thirty days from then on. */
    public List<DirectoryObject> deletedItems(Directory directory) {
        Instant now = clock.instant();
        return directory.removals().stream()
                .filter(removal -> removal.at().orElse(made).plus(RESTORABLE).isAfter(now))
                .flatMap(removal -> removal
                        .object()
                        .map(object -> dated(object, removal.at().orElse(made)))
                        .stream())
                .toList();
    }

    private static DirectoryObject dated(DirectoryObject object, Instant at) {
        return object.type().properties().find(DELETED) == null
                ? object
                : object.with(Map.of(DELETED, at.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** The ids of what can be restored, however long ago it was deleted. */
    public synchronized List<String> restorable() {
        return List.copyOf(deleted.keySet());
    }

    /** Assigns an app role to a user, group or service principal; answers the id of the assignment. */
    public String assignAppRole(String principalId, String resourceId, String roleId) {
        return made(edit -> edit.access().assignAppRole(principalId, resourceId, roleId));
    }

    /** Takes an app role away. */
    public void removeAppRoleAssignment(String assignmentId) {
        change(edit -> edit.access().removeAppRoleAssignment(assignmentId));
    }

    /** Adds a federated credential to an app registration or a user-assigned managed identity; answers its id. */
    public String addFederatedCredential(String ownerId, String name, String subject) {
        DirectoryObject credential = ApplicationGenerator.federatedCredential(newId(), name, subject);
        change(edit -> edit.attachments().add(ownerId, Link.FEDERATED_CREDENTIALS, credential));
        return credential.id();
    }

    /** Sets up provisioning for a service principal, as a job in this state; answers the job's id. */
    public String addProvisioningJob(String servicePrincipalId, String state) {
        DirectoryObject job = DirectoryObject.of(
                ObjectType.SYNCHRONIZATION_JOB, "scim." + newId(), ApplicationGenerator.jobProperties(state, now()));
        change(edit -> edit.attachments().add(servicePrincipalId, Link.JOBS, job));
        return job.id();
    }

    /** Says that a provisioning job has just run, and which state that led to. */
    public void setJobState(String jobId, String state) {
        update(jobId, ApplicationGenerator.jobProperties(state, now()));
    }

    /** Takes a federated credential or a provisioning job away. */
    public void detach(String attachedId) {
        change(edit -> edit.attachments().remove(attachedId));
    }

    /** The time as Graph writes it, to the second. */
    public String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Gives a directory role at once, for good or until a set end; answers the id of the schedule's instance. */
    public String assignRole(String roleId, String principalId, String scope, boolean ends) {
        return made(edit -> edit.access()
                .assignRole(roleId, principalId, RoleScope.directory(scope), Term.old(ends))
                .get(1));
    }

    /** Makes a principal eligible for a directory role; answers the id of the schedule's instance. */
    public String makeEligible(String roleId, String principalId, String scope, boolean ends) {
        return made(
                edit -> edit.access().makeEligible(roleId, principalId, RoleScope.directory(scope), Term.old(ends)));
    }

    /** Makes a principal eligible to join or own a group; answers the id of the schedule's instance. */
    public String makeEligibleForGroup(String groupId, String principalId, String accessId) {
        return made(edit -> edit.access().makeEligibleForGroup(groupId, principalId, accessId, Term.old(true)));
    }

    /** Ends a directory role, an eligibility for one, or one for a group, by the id of the schedule's instance. */
    public void end(String instanceId) {
        change(edit -> edit.access().end(instanceId));
    }

    /** Assigns a product to a user or a group, and through the group to its direct users. */
    public void assignLicence(String userOrGroupId, String product) {
        change(edit -> edit.licences().assign(userOrGroupId, product, List.of()));
    }

    /** Takes a directly assigned product away. */
    public void removeLicence(String userOrGroupId, String product) {
        change(edit -> edit.licences().remove(userOrGroupId, product));
    }

    /** Adds a member to a group. */
    public void addMember(String groupId, String memberId) {
        change(edit -> edit.links().add(Link.MEMBERS, groupId, memberId));
    }

    /** Takes a member out of a group. */
    public void removeMember(String groupId, String memberId) {
        change(edit -> edit.links().remove(Link.MEMBERS, groupId, memberId));
    }

    /** Adds an owner to a group. */
    public void addOwner(String groupId, String ownerId) {
        change(edit -> edit.links().add(Link.OWNERS, groupId, ownerId));
    }

    /** Takes an owner away from a group. */
    public void removeOwner(String groupId, String ownerId) {
        change(edit -> edit.links().remove(Link.OWNERS, groupId, ownerId));
    }

    /** Sets a user's manager, or takes it away with null. */
    public void setManager(String userId, @Nullable String managerId) {
        change(edit -> edit.links().setManager(userId, managerId));
    }

    private String made(Function<DirectoryEdit, DirectoryObject> work) {
        String[] made = new String[1];
        change(edit -> made[0] = work.apply(edit).id());
        return made[0];
    }
}
