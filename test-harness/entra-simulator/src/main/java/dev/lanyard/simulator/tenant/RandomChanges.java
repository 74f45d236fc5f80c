package dev.lanyard.simulator.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes a tenant at random, in every way that it can be changed; the same seed makes the same changes. */
public final class RandomChanges {

    /** One way to change a tenant; does nothing where there is nothing to change in this way. */
    private interface Kind {
        void make();
    }

    private final Tenant tenant;
    private final SplittableRandom random;
    private final List<Kind> kinds = new ArrayList<>();
    private final Map<String, Kind> named = new LinkedHashMap<>();
    private int made;

    /**
     * Prepares changes of a tenant.
     *
     * @param tenant what to change
     * @param seed decides everything
     */
    public RandomChanges(Tenant tenant, long seed) {
        this.tenant = tenant;
        // A tenant may have been made from the same seed: it must not be given the same ids again.
        this.random = new SplittableRandom(~seed * 31);
        add(6, "rename a user", this::renameUser);
        add(3, "add a user", this::addUser);
        add(3, "move a user", this::moveUser);
        add(3, "disable or enable a user", this::disableUser);
        add(2, "delete a user", () -> delete(ObjectType.USER));
        add(8, "a user into a group", () -> link(ObjectType.GROUP, ObjectType.USER, false));
        add(2, "a group into a group", () -> link(ObjectType.GROUP, ObjectType.GROUP, false));
        add(6, "a member out of a group", () -> unlink(ObjectType.GROUP, Link.MEMBERS));
        add(2, "an owner of a group", () -> link(ObjectType.GROUP, ObjectType.USER, true));
        add(2, "an owner of a group less", () -> unlink(ObjectType.GROUP, Link.OWNERS));
        add(2, "add a group", this::addGroup);
        add(3, "rename a group", () -> rename(ObjectType.GROUP));
        add(1, "delete a group", () -> delete(ObjectType.GROUP));
        add(3, "restore something", this::restore);
        add(2, "rename a service principal", () -> rename(ObjectType.SERVICE_PRINCIPAL));
        add(1, "rename an app registration", () -> rename(ObjectType.APPLICATION));
        add(1, "delete a service principal", () -> delete(ObjectType.SERVICE_PRINCIPAL));
        add(1, "delete an app registration", () -> delete(ObjectType.APPLICATION));
        add(4, "assign an app role", this::assign);
        add(3, "take an app role away", this::unassign);
        add(1, "an owner of a service principal", () -> link(ObjectType.SERVICE_PRINCIPAL, ObjectType.USER, true));
        add(1, "an owner of a service principal less", () -> unlink(ObjectType.SERVICE_PRINCIPAL, Link.OWNERS));
        add(2, "change credentials", this::changeCredentials);
        add(2, "run a provisioning job", this::runJob);
        ApplicationChanges applications = new ApplicationChanges(tenant, random);
        add(2, "add an application", applications::addApplication);
        add(1, "add a managed identity", applications::addManagedIdentity);
        add(2, "change an application", applications::change);
        add(1, "change app roles", applications::changeRoles);
        add(2, "assign software", applications::assignSoftware);
        add(1, "change credentials of an application", applications::changeCredentials);
        add(1, "add a federated credential", applications::federate);
        add(1, "take a federated credential away", applications::endFederation);
        add(1, "end provisioning", applications::endProvisioning);
        add(1, "an owner of an app registration", () -> link(ObjectType.APPLICATION, ObjectType.USER, true));
        add(1, "an owner of an app registration less", () -> unlink(ObjectType.APPLICATION, Link.OWNERS));
        add(3, "give a directory role", this::giveRole);
        add(2, "take a directory role away", this::endRole);
        add(3, "change licences", this::licence);
        add(1, "put a group under PIM", this::manageGroup);
    }

    private void add(int weight, String name, Kind kind) {
        named.put(name, kind);
        for (int time = 0; time < weight; time++) {
            kinds.add(kind);
        }
    }

    /** Makes so many changes; a few of them find nothing to change. */
    public void make(int count) {
        for (int change = 0; change < count; change++) {
            kinds.get(random.nextInt(kinds.size())).make();
        }
    }

    /** What can be changed, a few words for each kind. */
    public List<String> kinds() {
        return List.copyOf(named.keySet());
    }

    /**
     * Makes one change of a kind, if there is something to change in this way.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public void make(String kind) {
        Kind wanted = named.get(kind);
        if (wanted == null) {
            throw new IllegalArgumentException("no such kind of change: " + kind);
        }
        wanted.make();
    }

    private void renameUser() {
        rename(ObjectType.USER);
    }

    private void rename(ObjectType type) {
        any(type).ifPresent(object -> tenant.rename(object.id(), "Renamed " + made++));
    }

    private void addUser() {
        int number = made++;
        tenant.add(DirectoryObject.of(
                ObjectType.USER,
                Ids.next(random),
                Map.of(
                        "displayName",
                        "Newcomer " + number,
                        "userPrincipalName",
                        "newcomer" + number + "." + random.nextInt(1 << 20) + "@fabrikam.example",
                        "accountEnabled",
                        true,
                        "userType",
                        number % 5 == 0 ? "Guest" : "Member")));
    }

    private void moveUser() {
        Optional<DirectoryObject> user = any(ObjectType.USER);
        Optional<DirectoryObject> manager = any(ObjectType.USER);
        if (user.isPresent() && manager.isPresent() && user.get() != manager.get()) {
            tenant.setManager(
                    user.get().id(), made++ % 4 == 0 ? null : manager.get().id());
            tenant.update(user.get().id(), Map.of("department", "Department " + made));
        }
    }

    private void disableUser() {
        any(ObjectType.USER)
                .ifPresent(user -> tenant.update(user.id(), Map.of("accountEnabled", random.nextBoolean())));
    }

    private void addGroup() {
        tenant.add(DirectoryObject.of(
                ObjectType.GROUP,
                Ids.next(random),
                Map.of(
                        "displayName",
                        "New group " + made++,
                        "mailEnabled",
                        false,
                        "securityEnabled",
                        true,
                        "mailNickname",
                        "new" + made)));
    }

    private void delete(ObjectType type) {
        if (type != ObjectType.USER && current().count(type) < 5) {
            return;
        }
        any(type).ifPresent(object -> tenant.delete(object.id(), random.nextInt(4) == 0 || livesInExchange(object)));
    }

    /** Graph keeps no owners of such groups, and nothing of them to restore. */
    private static boolean livesInExchange(DirectoryObject object) {
        return object.type() == ObjectType.GROUP
                && object.value(ObjectType.GROUP.properties().get("mailEnabled"))
                        .asBoolean()
                && !object.value(ObjectType.GROUP.properties().get("groupTypes"))
                        .toString()
                        .contains("\"Unified\"");
    }

    private static boolean isSynced(DirectoryObject object) {
        return object.type() == ObjectType.GROUP
                && object.value(ObjectType.GROUP.properties().get("onPremisesSyncEnabled"))
                        .asBoolean();
    }

    private void restore() {
        List<String> deleted = tenant.restorable();
        if (!deleted.isEmpty()) {
            tenant.restore(deleted.get(random.nextInt(deleted.size())));
        }
    }

    private void link(ObjectType fromType, ObjectType toType, boolean owner) {
        Optional<DirectoryObject> from = any(fromType);
        Optional<DirectoryObject> to = any(toType);
        if (from.isEmpty()
                || to.isEmpty()
                || from.get() == to.get()
                || (owner && (livesInExchange(from.get()) || isSynced(from.get())))) {
            return;
        }
        Link link = owner ? Link.OWNERS : Link.MEMBERS;
        int end = current().slot(to.get().id());
        if (Arrays.stream(current().linked(link, current().slot(from.get().id())))
                .noneMatch(known -> known == end)) {
            if (owner) {
                tenant.addOwner(from.get().id(), to.get().id());
            } else {
                tenant.addMember(from.get().id(), to.get().id());
            }
        }
    }

    private void unlink(ObjectType type, Link link) {
        any(type).ifPresent(from -> {
            int[] linked = current().linked(link, current().slot(from.id()));
            DirectoryObject to = linked.length == 0 ? null : current().object(linked[random.nextInt(linked.length)]);
            if (to != null && link == Link.OWNERS) {
                tenant.removeOwner(from.id(), to.id());
            } else if (to != null) {
                tenant.removeMember(from.id(), to.id());
            }
        });
    }

    private void assign() {
        Optional<DirectoryObject> resource = any(ObjectType.SERVICE_PRINCIPAL);
        Optional<DirectoryObject> principal = any(random.nextInt(3) == 0 ? ObjectType.GROUP : ObjectType.USER);
        if (resource.isEmpty() || principal.isEmpty()) {
            return;
        }
        List<String> roles = AccessObjects.roles(resource.get(), "User");
        String role = roles.isEmpty() ? AccessObjects.DEFAULT_ACCESS : roles.get(random.nextInt(roles.size()));
        boolean known = assignments(resource.get())
                .anyMatch(each ->
                        principal.get().id().equals(each.text("principalId")) && role.equals(each.text("appRoleId")));
        if (!known) {
            tenant.assignAppRole(principal.get().id(), resource.get().id(), role);
        }
    }

    private void unassign() {
        any(ObjectType.APP_ROLE_ASSIGNMENT).ifPresent(each -> tenant.removeAppRoleAssignment(each.id()));
    }

    private Stream<DirectoryObject> assignments(DirectoryObject resource) {
        Directory directory = current();
        return Arrays.stream(directory.linked(Link.ASSIGNED_TO, directory.slot(resource.id())))
                .mapToObj(directory::object)
                .filter(Objects::nonNull);
    }

    private void changeCredentials() {
        any(ObjectType.APPLICATION).ifPresent(application -> {
            List<Map<String, Object>> secrets = made++ % 3 == 0
                    ? List.of()
                    : List.of(Map.of(
                            "keyId",
                            Ids.next(random),
                            "displayName",
                            "rotated " + made,
                            "startDateTime",
                            "2026-01-01T00:00:00Z",
                            "endDateTime",
                            made % 2 == 0 ? "2026-06-01T00:00:00Z" : "2029-01-01T00:00:00Z"));
            tenant.update(application.id(), Map.of("passwordCredentials", secrets));
        });
    }

    private void runJob() {
        any(ObjectType.SYNCHRONIZATION_JOB).ifPresent(job -> {
            String state = List.of("Active", "Paused", "Quarantine").get(random.nextInt(3));
            Instant run = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * made++);
            tenant.update(job.id(), ApplicationGenerator.jobProperties(state, run.toString()));
        });
    }

    private void giveRole() {
        Optional<DirectoryObject> role = any(ObjectType.ROLE_DEFINITION);
        Optional<DirectoryObject> principal =
                any(random.nextInt(5) == 0 ? ObjectType.SERVICE_PRINCIPAL : ObjectType.USER);
        if (role.isEmpty() || principal.isEmpty()) {
            return;
        }
        String scope = random.nextInt(4) == 0 ? "/administrativeUnits/" + Ids.next(random) : "/";
        if (holds(role.get().id(), principal.get().id())) {
            return;
        }
        if (random.nextBoolean()) {
            tenant.assignRole(role.get().id(), principal.get().id(), scope, random.nextBoolean());
        } else {
            tenant.makeEligible(role.get().id(), principal.get().id(), scope, random.nextBoolean());
        }
    }

    private boolean holds(String role, String principal) {
        for (ObjectType type : List.of(ObjectType.ROLE_ASSIGNMENT_INSTANCE, ObjectType.ROLE_ELIGIBILITY_INSTANCE)) {
            for (int slot : current().slots(type)) {
                DirectoryObject held = current().object(slot);
                if (held != null
                        && role.equals(held.text("roleDefinitionId"))
                        && principal.equals(held.text("principalId"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void endRole() {
        any(random.nextBoolean() ? ObjectType.ROLE_ASSIGNMENT_INSTANCE : ObjectType.ROLE_ELIGIBILITY_INSTANCE)
                .ifPresent(instance -> tenant.end(instance.id()));
    }

    private void licence() {
        Optional<DirectoryObject> user = any(random.nextInt(4) == 0 ? ObjectType.GROUP : ObjectType.USER);
        Optional<DirectoryObject> product = any(ObjectType.SUBSCRIBED_SKU);
        if (user.isPresent() && product.isPresent()) {
            String id = String.valueOf(product.get().text("skuId"));
            if (random.nextInt(3) == 0) {
                tenant.removeLicence(user.get().id(), id);
            } else if (user.get().type() == ObjectType.USER
                    || !user.get()
                            .value(ObjectType.GROUP.properties().get("assignedLicenses"))
                            .toString()
                            .contains(id)) {
                tenant.assignLicence(user.get().id(), id);
            }
        }
    }

    private void manageGroup() {
        Optional<DirectoryObject> user = any(ObjectType.USER);
        List<DirectoryObject> managed = new ArrayList<>();
        for (int slot : current().slots(ObjectType.GROUP)) {
            DirectoryObject group = current().object(slot);
            if (group != null
                    && group.value(ObjectType.GROUP.properties().get("isAssignableToRole"))
                            .asBoolean()) {
                managed.add(group);
            }
        }
        if (user.isPresent() && !managed.isEmpty()) {
            tenant.makeEligibleForGroup(
                    managed.get(random.nextInt(managed.size())).id(), user.get().id(), "member");
        }
    }

    private Optional<DirectoryObject> any(ObjectType type) {
        return any(current(), type, random);
    }

    static Optional<DirectoryObject> any(Directory directory, ObjectType type, SplittableRandom random) {
        int[] slots = directory.slots(type);
        for (int attempt = 0; attempt < 20 && slots.length > 0; attempt++) {
            @Nullable DirectoryObject object = directory.object(slots[random.nextInt(slots.length)]);
            if (object != null) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    private Directory current() {
        return tenant.current();
    }
}
