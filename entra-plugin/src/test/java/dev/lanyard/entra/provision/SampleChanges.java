package dev.lanyard.entra.provision;

import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.PasswordChoice;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One change of every kind, in the tenant that {@link ChangingTenant} always begins with. */
final class SampleChanges {

    /**
     * A change, and what has to be so before it.
     *
     * @param name what people call it
     * @param in prepares a tenant, and answers the change
     */
    record Sample(String name, Function<ChangingTenant, Change> in) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Instant END = Instant.parse("2027-03-01T00:00:00Z");
    private static final PasswordChoice RANDOM = new PasswordChoice.Random(false);

    private final ChangingTenant tenant;
    private final List<DirectoryObject> people;

    private SampleChanges(ChangingTenant tenant) {
        this.tenant = tenant;
        this.people = tenant.all(ObjectType.USER, user -> {
                    String state = tenant.stateOf(user);
                    return state.contains("\"userType\":\"Member\"")
                            && state.contains("\"accountEnabled\":true")
                            && !state.contains("\"onPremisesSyncEnabled\":true")
                            && !state.contains("skuId")
                            && user.text("mail") != null;
                })
                .toList();
    }

    static List<Sample> all() {
        return List.of(
                sample("make an account", SampleChanges::newAccount),
                sample("invite a guest", SampleChanges::newGuest),
                sample("update an account", SampleChanges::update),
                sample("disable an account", each -> new Change.SetEnabled(each.user(), false)),
                sample("delete an account", each -> new Change.DeleteResource(each.user(), false)),
                sample("delete an account for good", each -> new Change.DeleteResource(each.user(), true)),
                sample("restore an account", SampleChanges::restore),
                sample("make a group", SampleChanges::newGroup),
                sample("update a group", SampleChanges::updateGroup),
                sample("delete a group", each -> new Change.DeleteResource(each.group(), false)),
                sample("add a member", each -> each.grant(each.group(), "member")),
                sample("remove a member", each -> each.revokeMember(each.group())),
                sample("add an owner", each -> each.grant(each.group(), "owner")),
                sample("make eligible for a group", each -> each.until(each.privilegedGroup(), "member", true)),
                sample("make a member until an end", each -> each.until(each.privilegedGroup(), "member", false)),
                sample("add a member in Exchange", each -> each.grant(each.mailGroup(), "member")),
                sample("remove a member in Exchange", each -> each.revokeMember(each.mailGroup())),
                sample("assign to an application", each -> each.grant(each.application(), "default-access")),
                sample("assign a licence", each -> each.grant(each.licence(), "assigned")),
                sample("give a role", each -> each.grant(each.role(), "assigned")),
                sample("give a role until an end", each -> each.until(each.role(), "assigned", false)),
                sample("make eligible for a role", each -> each.until(each.role(), "assigned", true)),
                sample("set a manager", SampleChanges::manager),
                sample("add a secret", SampleChanges::secret));
    }

    private static Sample sample(String name, Function<SampleChanges, Change> change) {
        return new Sample(name, tenant -> change.apply(new SampleChanges(tenant)));
    }

    private ResourceId user() {
        return new ResourceId("user", people.get(0).id());
    }

    private Change newAccount() {
        return new Change.CreateResource(
                "user",
                Attributes.builder()
                        .put("displayName", "Ann")
                        .put("mailNickname", "ann.joiner")
                        .put("userPrincipalName", "ann.joiner@fabrikam.onmicrosoft.com")
                        .put("manager", people.get(1).id())
                        .build(),
                Optional.of(RANDOM));
    }

    private Change newGuest() {
        return new Change.CreateResource(
                "user",
                Attributes.builder()
                        .put("displayName", "Guest")
                        .put("userType", "Guest")
                        .put("mail", "guest@adatum.example")
                        .build(),
                Optional.empty());
    }

    private Change update() {
        return new Change.UpdateResource(
                user(), Attributes.builder().put("jobTitle", "Auditor").build(), Set.of("department"));
    }

    private Change restore() {
        ResourceId user = user();
        tenant.simulator().tenant().delete(user.id(), false);
        return new Change.RestoreResource(user);
    }

    private Change newGroup() {
        return new Change.CreateResource(
                "group",
                Attributes.builder()
                        .put("displayName", "Joiners")
                        .put("mailNickname", "joiners")
                        .put("owners", people.get(0).id())
                        .put("members", people.get(1).id())
                        .build(),
                Optional.empty());
    }

    private Change updateGroup() {
        return new Change.UpdateResource(
                group(), Attributes.builder().put("description", "For joiners").build(), Set.of());
    }

    private Change manager() {
        return new Change.RunAction(
                "set-manager",
                Optional.of(user()),
                Map.of("manager", people.get(1).id()));
    }

    private Change secret() {
        return new Change.RotateCredential(
                new ResourceId("application", tenant.find(ObjectType.APPLICATION, each -> true)), RANDOM);
    }

    /** A security group of the cloud. */
    private ResourceId group() {
        return groupOf(
                "\"mailEnabled\":false", "DynamicMembership", "\"isAssignableToRole\":true", "skuId", "Synced\":true");
    }

    private ResourceId privilegedGroup() {
        return groupOf("\"isAssignableToRole\":true", "DynamicMembership");
    }

    private ResourceId mailGroup() {
        return groupOf("\"mailEnabled\":true", "\"Unified\"", "SyncEnabled\":true");
    }

    private ResourceId groupOf(String having, String... without) {
        return new ResourceId("group", tenant.find(ObjectType.GROUP, each -> {
            String state = tenant.stateOf(each);
            return state.contains(having)
                    && !state.contains("\"onPremisesSyncEnabled\":true")
                    && Arrays.stream(without).noneMatch(state::contains);
        }));
    }

    private ResourceId application() {
        return new ResourceId("service-principal", tenant.applicationWithoutRoles());
    }

    private ResourceId licence() {
        people.forEach(person -> tenant.simulator().tenant().update(person.id(), Map.of("usageLocation", "GB")));
        return new ResourceId(
                "licence", Objects.requireNonNull(tenant.product(1000).text("skuId")));
    }

    private ResourceId role() {
        return new ResourceId(
                "role",
                tenant.find(ObjectType.ROLE_DEFINITION, role -> "Reports Reader".equals(role.text("displayName"))));
    }

    /** To the first of the people who does not have it. */
    private Change grant(ResourceId on, String slug) {
        return new Change.GrantAccess(GrantKey.direct(new EntitlementId(on, slug), new ResourceId("user", free(on))));
    }

    private Change until(ResourceId on, String slug, boolean eligible) {
        GrantKey key = new GrantKey(
                new EntitlementId(on, slug),
                new ResourceId("user", free(on)),
                eligible ? Holding.ELIGIBLE : Holding.TEMPORARY,
                Optional.empty(),
                Optional.empty());
        return new Change.GrantAccess(
                key,
                new Validity(Optional.empty(), Optional.of(END)),
                Attributes.NONE,
                Optional.of("Review of access"));
    }

    private Change revokeMember(ResourceId group) {
        String member = free(group);
        tenant.simulator().tenant().addMember(group.id(), member);
        return new Change.RevokeAccess(
                GrantKey.direct(new EntitlementId(group, "member"), new ResourceId("user", member)));
    }

    private String free(ResourceId on) {
        String state = String.join(
                "\n",
                tenant.simulator().state().stream()
                        .filter(line -> line.contains(on.id()))
                        .toList());
        Set<Integer> linked = Set.of();
        if (on.type().equals("group")) {
            linked = Set.copyOf(Arrays.stream(
                            tenant.truth().linked(Link.MEMBERS, tenant.truth().slot(on.id())))
                    .boxed()
                    .toList());
        }
        Set<Integer> members = linked;
        return people.stream()
                .filter(person -> !members.contains(tenant.truth().slot(person.id())))
                .map(DirectoryObject::id)
                .filter(id -> !state.contains(id))
                .findFirst()
                .orElseThrow();
    }
}
