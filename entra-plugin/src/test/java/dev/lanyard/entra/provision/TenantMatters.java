package dev.lanyard.entra.provision;

import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What can be so or not in a tenant, of every kind that a host can switch on and off again. */
final class TenantMatters {

    private static final int PEOPLE = 4;

    private final ChangingTenant tenant;
    private final List<DirectoryObject> people;

    /** Chooses people of the tenant who have neither licences nor assignments. */
    TenantMatters(ChangingTenant tenant) {
        this.tenant = tenant;
        String state = String.join("\n", tenant.simulator().state());
        this.people = tenant.all(
                        ObjectType.USER,
                        user -> tenant.stateOf(user).contains("\"userType\":\"Member\"")
                                && tenant.stateOf(user).contains("\"accountEnabled\":true")
                                && !tenant.stateOf(user).contains("\"onPremisesSyncEnabled\":true")
                                && !tenant.stateOf(user).contains("skuId")
                                && !state.contains("\"principalId\":\"" + user.id()))
                .limit(PEOPLE)
                .toList();
    }

    /** Something that is so or not, by the simulator's own account. */
    static final class Matter {
        private final Change on;
        private final Change off;
        private final BooleanSupplier truth;

        private Matter(Change on, Change off, BooleanSupplier truth) {
            this.on = on;
            this.off = off;
            this.truth = truth;
        }

        String name() {
            return on.subject();
        }

        Change change(boolean so) {
            return so ? on : off;
        }

        boolean isSo() {
            return truth.getAsBoolean();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Every kind for each of the people. */
    List<Matter> all() {
        List<Matter> matters = new ArrayList<>();
        for (DirectoryObject person : people) {
            matters.add(membership(person));
            matters.add(assignment(person));
            matters.add(licence(person));
            matters.add(enabled(person));
        }
        return matters;
    }

    private Matter membership(DirectoryObject person) {
        String group = tenant.find(ObjectType.GROUP, each -> {
            String state = tenant.stateOf(each);
            return state.contains("\"mailEnabled\":false")
                    && !state.contains("DynamicMembership")
                    && !state.contains("\"onPremisesSyncEnabled\":true")
                    && !state.contains("\"isAssignableToRole\":true")
                    && !state.contains("skuId");
        });
        return grant("group", group, "member", person, () -> {
            int slot = tenant.truth().slot(person.id());
            int[] members = tenant.truth().linked(Link.MEMBERS, tenant.truth().slot(group));
            return Arrays.stream(members).anyMatch(member -> member == slot);
        });
    }

    private Matter assignment(DirectoryObject person) {
        String application = tenant.applicationWithoutRoles();
        return grant(
                "service-principal",
                application,
                "default-access",
                person,
                () -> tenant.all(
                                ObjectType.APP_ROLE_ASSIGNMENT,
                                each -> person.id().equals(each.text("principalId"))
                                        && application.equals(each.text("resourceId")))
                        .findAny()
                        .isPresent());
    }

    private Matter licence(DirectoryObject person) {
        tenant.simulator().tenant().update(person.id(), Map.of("usageLocation", "GB"));
        String sku = Objects.requireNonNull(tenant.product(1000).text("skuId"));
        return grant("licence", sku, "assigned", person, () -> stateOf(person).contains(sku));
    }

    private Matter enabled(DirectoryObject person) {
        ResourceId user = new ResourceId("user", person.id());
        return new Matter(
                new Change.SetEnabled(user, true),
                new Change.SetEnabled(user, false),
                () -> stateOf(person).contains("\"accountEnabled\":true"));
    }

    private String stateOf(DirectoryObject person) {
        return tenant.stateOf(Objects.requireNonNull(tenant.truth().object(person.id())));
    }

    private static Matter grant(String type, String on, String slug, DirectoryObject to, BooleanSupplier truth) {
        GrantKey key =
                GrantKey.direct(new EntitlementId(new ResourceId(type, on), slug), new ResourceId("user", to.id()));
        return new Matter(new Change.GrantAccess(key), new Change.RevokeAccess(key), truth);
    }
}
