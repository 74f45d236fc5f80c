package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant with a role that anyone can be given, and somebody who has none. */
final class RoleTenant implements AutoCloseable {

    static final String ROLES = "/roleManagement/directory/";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2099-01-01T00:00:00Z");
    static final Instant LATER = Instant.parse("2099-06-01T00:00:00Z");

    final ChangingTenant tenant = new ChangingTenant();
    final String role = tenant.find(
            ObjectType.ROLE_DEFINITION,
            each -> tenant.stateOf(each).contains("\"isBuiltIn\":true") && holders(each.id()) == 0);

    RoleTenant() {
        rules(false, "P365D");
    }

    /** Sets PIM's rules for those who give the role. */
    void rules(boolean endRequired, String longest) {
        String policy =
                tenant.find(ObjectType.ROLE_POLICY_ASSIGNMENT, each -> role.equals(each.text("roleDefinitionId")));
        tenant.simulator()
                .tenant()
                .update(
                        policy,
                        Map.of(
                                "policy",
                                Map.of(
                                        "rules",
                                        List.of(
                                                rule("Expiration_Admin_Assignment", endRequired, longest),
                                                rule("Expiration_Admin_Eligibility", endRequired, longest)))));
    }

    private static Map<String, Object> rule(String id, boolean required, String longest) {
        return Map.of("id", id, "isExpirationRequired", required, "maximumDuration", longest);
    }

    private long holders(String roleId) {
        return tenant.all(ObjectType.ROLE_ASSIGNMENT_INSTANCE, each -> roleId.equals(each.text("roleDefinitionId")))
                        .count()
                + tenant.all(ObjectType.ROLE_ELIGIBILITY_INSTANCE, each -> roleId.equals(each.text("roleDefinitionId")))
                        .count();
    }

    ResourceId principal(String type) {
        String id = switch (type) {
            case "group" ->
                tenant.find(ObjectType.GROUP, each -> tenant.stateOf(each).contains("\"isAssignableToRole\":true"));
            case "service-principal" -> tenant.find(ObjectType.SERVICE_PRINCIPAL, each -> true);
            default -> tenant.find(ObjectType.USER, each -> true);
        };
        return new ResourceId(type, id);
    }

    /** An administrative unit, an application, or the whole tenant. */
    Optional<String> scope(String kind) {
        return switch (kind) {
            case "unit" -> Optional.of("/administrativeUnits/00000000-0000-4000-8000-000000000001");
            case "application" -> Optional.of("/" + tenant.find(ObjectType.APPLICATION, each -> true));
            case "app" -> Optional.of("/payroll");
            default -> Optional.empty();
        };
    }

    GrantKey key(Holding holding) {
        return key(role, principal("user"), holding, Optional.empty());
    }

    GrantKey key(String roleId, ResourceId principal, Holding holding, Optional<String> scope) {
        return new GrantKey(
                new EntitlementId(new ResourceId("role", roleId), "assigned"),
                principal,
                holding,
                scope,
                Optional.empty());
    }

    /** Gives the role in this way, until the usual end if it is temporary. */
    Change give(Holding holding) {
        return give(key(holding), holding == Holding.TEMPORARY ? Optional.of(END) : Optional.empty());
    }

    static Change give(GrantKey key, Optional<Instant> end) {
        return give(key, new Validity(Optional.empty(), end));
    }

    static Change give(GrantKey key, Validity validity) {
        return new Change.GrantAccess(key, validity, Attributes.NONE, Optional.of("for the audit"));
    }

    Change take(Holding holding) {
        return new Change.RevokeAccess(key(holding));
    }

    Outcome apply(Change change) {
        return tenant.apply(change).outcome();
    }

    /** What somebody else does meanwhile. */
    void assignBehindOurBack(boolean ends) {
        tenant.simulator().tenant().assignRole(role, principal("user").id(), "/", ends);
    }

    /** The lines of the state that speak of the role. */
    List<String> held() {
        return tenant.simulator().state().stream()
                .filter(line -> line.contains("\"roleDefinitionId\":\"" + role) && !line.contains("\"policy\""))
                .toList();
    }

    DirectoryObject instance() {
        return tenant.all(ObjectType.ROLE_ASSIGNMENT_INSTANCE, each -> role.equals(each.text("roleDefinitionId")))
                .findFirst()
                .orElseThrow();
    }

    long writes() {
        return tenant.simulator().stats().endpoints().entrySet().stream()
                .filter(endpoint -> endpoint.getKey().contains("roleManagement")
                        && !endpoint.getKey().startsWith("GET "))
                .mapToLong(endpoint -> endpoint.getValue().requests())
                .sum();
    }

    @Override
    public void close() {
        tenant.close();
    }
}
