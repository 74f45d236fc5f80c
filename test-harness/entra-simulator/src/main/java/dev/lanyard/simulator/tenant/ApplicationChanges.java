package dev.lanyard.simulator.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The ways in which applications and managed identities change at random, besides being renamed, deleted and assigned
 * to people. Each does nothing where there is nothing to change.
 *
 * <p>Provisioning is only set up together with a new application: nothing in Graph tells that it was set up for an
 * older one.
 */
final class ApplicationChanges {

    private static final int MOST_FEDERATED_CREDENTIALS = 20;

    private final Tenant tenant;
    private final SplittableRandom random;
    private int made;

    ApplicationChanges(Tenant tenant, SplittableRandom random) {
        this.tenant = tenant;
        this.random = random;
    }

    /** Adds an enterprise application, some with a registration, some with provisioning. */
    void addApplication() {
        int number = made++;
        String appId = Ids.next(random);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("appId", appId);
        properties.put("displayName", "New app " + number);
        properties.put("appDisplayName", "New app " + number);
        properties.put("accountEnabled", true);
        properties.put("appRoleAssignmentRequired", number % 2 == 0);
        properties.put("servicePrincipalNames", List.of(appId));
        properties.put("servicePrincipalType", "Application");
        properties.put("signInAudience", "AzureADMyOrg");
        properties.put("tags", List.of(ApplicationGenerator.INTEGRATED_APP));
        properties.put("appRoles", number % 3 == 0 ? List.of() : List.of(role("User"), role("Application")));
        String id = Ids.next(random);
        tenant.add(DirectoryObject.of(ObjectType.SERVICE_PRINCIPAL, id, properties));
        if (number % 2 == 0) {
            tenant.add(DirectoryObject.of(
                    ObjectType.APPLICATION,
                    Ids.next(random),
                    Map.of("appId", appId, "displayName", "New app " + number, "signInAudience", "AzureADMyOrg")));
        }
        if (number % 4 == 1) {
            tenant.addProvisioningJob(id, "Active");
        }
    }

    /** Adds a managed identity of either kind. */
    void addManagedIdentity() {
        int number = made++;
        boolean userAssigned = random.nextBoolean();
        String appId = Ids.next(random);
        String resource = "/subscriptions/" + Ids.next(random) + "/resourcegroups/new/providers/"
                + (userAssigned
                        ? "Microsoft.ManagedIdentity/userAssignedIdentities/identity"
                        : "Microsoft.Web/sites/site")
                + number;
        String id = Ids.next(random);
        tenant.add(DirectoryObject.of(
                ObjectType.SERVICE_PRINCIPAL,
                id,
                Map.of(
                        "appId",
                        appId,
                        "displayName",
                        "New identity " + number,
                        "accountEnabled",
                        true,
                        "appRoleAssignmentRequired",
                        false,
                        "alternativeNames",
                        List.of("isExplicit=" + (userAssigned ? "True" : "False"), resource),
                        "servicePrincipalNames",
                        List.of(appId),
                        "servicePrincipalType",
                        "ManagedIdentity")));
    }

    /** Changes what an application is marked as, and whether it can be used. */
    void change() {
        any(ObjectType.SERVICE_PRINCIPAL)
                .ifPresent(application -> tenant.update(
                        application.id(),
                        switch (random.nextInt(3)) {
                            case 0 -> Map.of("accountEnabled", random.nextBoolean());
                            case 1 -> Map.of("notes", "Note " + made++);
                            default -> Map.of("appRoleAssignmentRequired", random.nextBoolean());
                        }));
    }

    /** Adds a role to an application, or disables one that it has. */
    void changeRoles() {
        any(ObjectType.SERVICE_PRINCIPAL)
                .filter(each -> !"ManagedIdentity".equals(each.text("servicePrincipalType")))
                .ifPresent(application -> {
                    JsonNode known =
                            application.value(application.type().properties().get("appRoles"));
                    ArrayNode roles = known.isArray() ? known.deepCopy() : JsonNodeFactory.instance.arrayNode();
                    if (!roles.isEmpty() && random.nextBoolean()) {
                        ((ObjectNode) roles.get(random.nextInt(roles.size()))).put("isEnabled", false);
                    } else {
                        roles.addPOJO(role(random.nextBoolean() ? "User" : "Application"));
                    }
                    tenant.update(application.id(), Map.of("appRoles", roles));
                });
    }

    private Map<String, Object> role(String memberType) {
        int number = made++;
        return Map.of(
                "id",
                Ids.next(random),
                "displayName",
                "New role " + number,
                "description",
                "A new role",
                "value",
                "new." + number,
                "isEnabled",
                true,
                "origin",
                "Application",
                "allowedMemberTypes",
                List.of(memberType));
    }

    /** Gives a service principal or managed identity a role of an application. */
    void assignSoftware() {
        Optional<DirectoryObject> resource = any(ObjectType.SERVICE_PRINCIPAL);
        Optional<DirectoryObject> principal = any(ObjectType.SERVICE_PRINCIPAL);
        if (resource.isEmpty() || principal.isEmpty() || resource.get() == principal.get()) {
            return;
        }
        List<String> roles = AccessObjects.roles(resource.get(), "Application");
        if (!roles.isEmpty()) {
            String role = roles.get(random.nextInt(roles.size()));
            if (!has(principal.get(), resource.get(), role)) {
                tenant.assignAppRole(principal.get().id(), resource.get().id(), role);
            }
        }
    }

    private boolean has(DirectoryObject principal, DirectoryObject resource, String role) {
        Directory directory = tenant.current();
        return Arrays.stream(directory.linked(Link.ASSIGNMENTS, directory.slot(principal.id())))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .anyMatch(each -> resource.id().equals(each.text("resourceId")) && role.equals(each.text("appRoleId")));
    }

    /** Gives a service principal another certificate or secret, or none. */
    void changeCredentials() {
        int number = made++;
        any(ObjectType.SERVICE_PRINCIPAL)
                .ifPresent(owner -> tenant.update(
                        owner.id(),
                        Map.of(
                                number % 2 == 0 ? "passwordCredentials" : "keyCredentials",
                                number % 5 == 0 ? List.of() : List.of(credential(number)))));
    }

    private Map<String, Object> credential(int number) {
        Map<String, Object> credential = new LinkedHashMap<>();
        credential.put("keyId", Ids.next(random));
        credential.put("displayName", "credential " + number);
        credential.put("startDateTime", "2026-01-01T00:00:00Z");
        credential.put("endDateTime", number % 3 == 0 ? "2026-03-01T00:00:00Z" : "2030-01-01T00:00:00Z");
        if (number % 2 != 0) {
            credential.put("type", "AsymmetricX509Cert");
            credential.put("usage", "Verify");
        }
        return credential;
    }

    /** Adds a federated credential to a registration or to a user-assigned managed identity. */
    void federate() {
        int number = made++;
        any(number % 2 == 0 ? ObjectType.APPLICATION : ObjectType.SERVICE_PRINCIPAL)
                .filter(this::takesFederatedCredentials)
                .ifPresent(owner -> tenant.addFederatedCredential(owner.id(), "new" + number, "subject:" + number));
    }

    private boolean takesFederatedCredentials(DirectoryObject owner) {
        Directory directory = tenant.current();
        return directory.linked(Link.FEDERATED_CREDENTIALS, directory.slot(owner.id())).length
                        < MOST_FEDERATED_CREDENTIALS
                && (owner.type() == ObjectType.APPLICATION
                        || owner.value(owner.type().properties().get("alternativeNames"))
                                .toString()
                                .contains("isExplicit=True"));
    }

    /** Takes a federated credential away. */
    void endFederation() {
        any(ObjectType.FEDERATED_CREDENTIAL).ifPresent(each -> tenant.detach(each.id()));
    }

    /** Ends the provisioning of an application. */
    void endProvisioning() {
        any(ObjectType.SYNCHRONIZATION_JOB).ifPresent(each -> tenant.detach(each.id()));
    }

    private Optional<DirectoryObject> any(ObjectType type) {
        return RandomChanges.any(tenant.current(), type, random);
    }
}
