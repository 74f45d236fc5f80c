package dev.lanyard.simulator.tenant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes directory roles, built in and custom, who holds them, and the rules that PIM sets for each. */
final class RoleGenerator {

    /** Built-in roles under the ids that every tenant has them by. */
    private static final Map<String, String> BUILT_IN = Map.ofEntries(
            Map.entry("62e90394-69f5-4237-9190-012177145e10", "Global Administrator"),
            Map.entry("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"),
            Map.entry("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"),
            Map.entry("729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator"),
            Map.entry("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator"),
            Map.entry("158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator"),
            Map.entry("29232cdf-9323-42fd-ade2-1d097af3e4de", "Exchange Administrator"),
            Map.entry("e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator"),
            Map.entry("194ae4cb-b126-40b2-bd5b-6091b380977d", "Security Administrator"),
            Map.entry("5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader"),
            Map.entry("fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator"),
            Map.entry("4d6ac14f-3453-41d0-bef9-a3e0c569773a", "License Administrator"));

    private final SplittableRandom random;
    private final DirectoryDraft draft;
    private final AccessObjects objects;

    RoleGenerator(SplittableRandom random, DirectoryDraft draft, AccessObjects objects) {
        this.random = random;
        this.draft = draft;
        this.objects = objects;
    }

    void make(int[] users, int[] groups, int[] servicePrincipals) {
        BUILT_IN.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(role -> {
            definition(role.getKey(), role.getValue(), true, true);
            draft.put(policy(role.getKey()));
        });
        for (int number = 0; number < 3; number++) {
            String id = Ids.next(random);
            definition(id, "Custom role " + number, false, number != 2);
            draft.put(policy(id));
        }
        if (users.length == 0) {
            return;
        }
        List<String> roles = draft.ids(ObjectType.ROLE_DEFINITION);
        for (int number = 0; number < Math.min(40, 4 + users.length / 20); number++) {
            String role = roles.get(number % roles.size());
            String user = draft.object(users[number * 13 % users.length]).id();
            RoleScope scope = RoleScope.directory(number % 5 == 3 ? "/administrativeUnits/" + Ids.next(random) : "/");
            if (number % 3 == 1) {
                draft.put(objects.eligibility(role, user, scope, Term.old(number % 2 == 0)));
            } else {
                objects.role(role, user, scope, Term.old(number % 4 == 2), number % 8 == 2)
                        .forEach(draft::put);
            }
        }
        for (int number = 0; number < Math.min(6, groups.length); number++) {
            String group = draft.object(groups[number]).id();
            objects.role(roles.get(number % roles.size()), group, RoleScope.directory("/"), Term.old(false), false)
                    .forEach(draft::put);
            draft.put(objects.eligibility(
                    roles.get((number + 1) % roles.size()), group, RoleScope.directory("/"), Term.old(true)));
        }
        for (int number = 0; number < Math.min(5, servicePrincipals.length); number++) {
            String software = draft.object(servicePrincipals[number * 3 % servicePrincipals.length])
                    .id();
            objects.role(
                            roles.get((number + 4) % roles.size()),
                            software,
                            RoleScope.directory("/" + Ids.next(random)),
                            Term.old(false),
                            false)
                    .forEach(draft::put);
        }
    }

    private void definition(String id, String name, boolean builtIn, boolean enabled) {
        draft.put(DirectoryObject.of(
                ObjectType.ROLE_DEFINITION,
                id,
                Map.of(
                        "displayName", name,
                        "description", "Can do what a " + name + " does.",
                        "isBuiltIn", builtIn,
                        "isEnabled", enabled,
                        "templateId", id,
                        "resourceScopes", List.of("/"),
                        "version", "1")));
    }

    /** The rules of PIM, as many of them as bound a role. */
    private DirectoryObject policy(String role) {
        String policyId = "DirectoryRole_" + Ids.next(random) + "_" + Ids.next(random);
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("id", policyId);
        policy.put("scopeId", "/");
        policy.put("scopeType", "DirectoryRole");
        policy.put("displayName", "DirectoryRole");
        policy.put(
                "rules",
                List.of(
                        expiration("Expiration_EndUser_Assignment", true, "PT" + (1 + random.nextInt(12)) + "H"),
                        expiration("Expiration_Admin_Eligibility", random.nextBoolean(), "P365D"),
                        expiration("Expiration_Admin_Assignment", random.nextBoolean(), "P180D"),
                        Map.of(
                                "@odata.type",
                                "#microsoft.graph.unifiedRoleManagementPolicyEnablementRule",
                                "id",
                                "Enablement_EndUser_Assignment",
                                "enabledRules",
                                random.nextBoolean()
                                        ? List.of("MultiFactorAuthentication", "Justification")
                                        : List.of("Justification")),
                        Map.of(
                                "@odata.type",
                                "#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
                                "id",
                                "Approval_EndUser_Assignment",
                                "setting",
                                Map.of("isApprovalRequired", random.nextBoolean()))));
        return DirectoryObject.of(
                ObjectType.ROLE_POLICY_ASSIGNMENT,
                policyId + "_" + role,
                Map.of(
                        "policyId", policyId,
                        "roleDefinitionId", role,
                        "scopeId", "/",
                        "scopeType", "DirectoryRole",
                        "policy", policy));
    }

    private static Map<String, Object> expiration(String id, boolean required, String longest) {
        return Map.of(
                "@odata.type",
                "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
                "id",
                id,
                "isExpirationRequired",
                required,
                "maximumDuration",
                longest);
    }
}
