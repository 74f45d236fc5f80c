package dev.lanyard.simulator.tenant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes directory roles, built in and custom, who holds them, and the rules that PIM sets for each. */
final class RoleGenerator {

    private final SplittableRandom random;
    private final DirectoryDraft draft;
    private final AccessObjects objects;
    private List<String> roles = List.of();

    RoleGenerator(SplittableRandom random, DirectoryDraft draft, AccessObjects objects) {
        this.random = random;
        this.draft = draft;
        this.objects = objects;
    }

    void make(int[] users, int[] groups, int[] servicePrincipals) {
        for (int number = 0; number < 3; number++) {
            String id = Ids.next(random);
            definition(id, "Custom role " + number, false, number != 2);
            draft.put(policy(id));
        }
        BuiltInRoles.all().forEach(role -> {
            definition(role.id(), role.name(), true, true);
            draft.put(policy(role.id()));
        });
        if (users.length == 0) {
            return;
        }
        roles = draft.ids(ObjectType.ROLE_DEFINITION);
        for (int number = 0; number < Math.min(40, 4 + users.length / 20); number++) {
            String role = role(number);
            String user = draft.object(users[number * 13 % users.length]).id();
            RoleScope scope = RoleScope.directory(number % 5 == 3 ? "/administrativeUnits/" + Ids.next(random) : "/");
            if (number % 3 == 1) {
                draft.put(objects.eligibility(role, user, scope, Term.old(number % 2 == 0)));
            } else if (number % 8 == 2) {
                // Whoever has activated a role stays eligible for it.
                draft.put(objects.eligibility(role, user, scope, Term.old(false)));
                objects.role(role, user, scope, Term.old(true), true).forEach(draft::put);
            } else {
                objects.role(role, user, scope, Term.old(number % 8 == 6), false)
                        .forEach(draft::put);
            }
        }
        for (int number = 0; number < Math.min(6, groups.length); number++) {
            String group = draft.object(groups[number]).id();
            objects.role(role(number + 3), group, RoleScope.directory("/"), Term.old(false), false)
                    .forEach(draft::put);
            draft.put(objects.eligibility(role(number + 4), group, RoleScope.directory("/"), Term.old(true)));
        }
        for (int number = 0; number < Math.min(5, servicePrincipals.length); number++) {
            String software = draft.object(servicePrincipals[number * 3 % servicePrincipals.length])
                    .id();
            objects.role(
                            role(number + 7),
                            software,
                            RoleScope.directory("/" + Ids.next(random)),
                            Term.old(false),
                            false)
                    .forEach(draft::put);
        }
    }

    /** A role to give, so that built-in ones of every kind and custom ones have their turn. */
    private String role(int number) {
        return roles.get(number * 7 % roles.size());
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
