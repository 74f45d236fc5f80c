package dev.lanyard.simulator.tenant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes app registrations and service principals: enterprise applications with and without roles, Microsoft's own,
 * managed identities of both kinds, and the credentials of them all, some of which have expired.
 */
final class ApplicationGenerator {

    static final String INTEGRATED_APP = "WindowsAzureActiveDirectoryIntegratedApp";
    private static final String MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";
    /** The organization that owns Microsoft's own applications. */
    private static final String MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

    private static final String CREATED = "2021-05-04T10:00:00Z";
    private static final List<String> ENDS =
            List.of("2023-01-01T00:00:00Z", "2026-12-24T00:00:00Z", "2027-06-30T12:00:00Z", "2031-01-01T00:00:00Z");

    private final SplittableRandom random;
    private final DirectoryDraft draft;
    private final String domain;

    ApplicationGenerator(SplittableRandom random, DirectoryDraft draft, String domain) {
        this.random = random;
        this.draft = draft;
        this.domain = domain;
    }

    /** Makes so many service principals, and a registration for every third; answers the service principals' slots. */
    int[] make(int count) {
        int[] made = new int[count];
        for (int number = 0; number < count; number++) {
            made[number] = switch (number % 8) {
                case 3 -> managedIdentity(number, number % 16 == 3);
                default -> application(number);
            };
        }
        return made;
    }

    private int application(int number) {
        String appId = number == 0 ? MICROSOFT_GRAPH : Ids.next(random);
        String name = number == 0 ? "Microsoft Graph" : Names.team(random) + " app " + number;
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("appId", appId);
        properties.put("displayName", name);
        properties.put("appDisplayName", name);
        properties.put("accountEnabled", number % 11 != 7);
        properties.put("appRoleAssignmentRequired", number % 4 == 1);
        properties.put("servicePrincipalNames", List.of(appId, "https://app" + number + "." + domain));
        properties.put("servicePrincipalType", type(number));
        if (number % 5 == 0) {
            properties.put("appOwnerOrganizationId", number == 0 ? MICROSOFT : Ids.next(random));
        }
        properties.put("signInAudience", number % 5 == 0 ? "AzureADMultipleOrgs" : "AzureADMyOrg");
        properties.put("appRoles", roles(number));
        if (number > 0 && number % 6 != 5) {
            properties.put("tags", number % 4 == 0 ? List.of(INTEGRATED_APP, "HideApp") : List.of(INTEGRATED_APP));
            properties.put("preferredSingleSignOnMode", number % 2 == 0 ? "saml" : "oidc");
            properties.put("loginUrl", "https://app" + number + ".example/login");
            properties.put("notificationEmailAddresses", List.of("apps@" + domain));
            properties.put("replyUrls", List.of("https://app" + number + ".example/reply"));
        }
        if (number % 9 == 4) {
            properties.put("verifiedPublisher", Map.of("displayName", "Publisher " + number, "addedDateTime", CREATED));
        }
        if (number % 4 == 2) {
            properties.put("keyCredentials", List.of(certificate(number, "Verify")));
        }
        if (number % 16 == 9) {
            properties.put("passwordCredentials", List.of(secret(number, 0)));
        }
        int slot = draft.put(DirectoryObject.of(ObjectType.SERVICE_PRINCIPAL, Ids.next(random), properties));
        if (number % 30 == 6) {
            draft.link(Link.JOBS, slot, new int[] {job(number)});
        }
        if (number % 3 == 1) {
            registration(number, appId, name);
        }
        return slot;
    }

    private static String type(int number) {
        if (number % 97 == 50) {
            return "SocialIdp";
        }
        return number % 37 == 22 ? "Legacy" : "Application";
    }

    private List<Map<String, Object>> roles(int number) {
        List<Map<String, Object>> roles = new ArrayList<>();
        int count = number == 0 ? 3 : number % 3;
        for (int index = 0; index < count; index++) {
            boolean forSoftware = number == 0 || index == 1;
            roles.add(Map.of(
                    "id",
                    Ids.next(random),
                    "displayName",
                    (forSoftware ? "Worker " : "Reader ") + index,
                    "description",
                    "May do part " + index,
                    "value",
                    "part." + index,
                    "isEnabled",
                    index != 1 || number % 5 != 2,
                    "origin",
                    "Application",
                    "allowedMemberTypes",
                    forSoftware && number % 2 == 1
                            ? List.of("User", "Application")
                            : List.of(forSoftware ? "Application" : "User")));
        }
        return roles;
    }

    private void registration(int number, String appId, String name) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("appId", appId);
        properties.put("displayName", name);
        properties.put("signInAudience", "AzureADMyOrg");
        properties.put("publisherDomain", domain);
        properties.put("createdDateTime", CREATED);
        properties.put("identifierUris", List.of("api://" + appId));
        List<Object> secrets = new ArrayList<>();
        for (int index = 0; index < number % 4; index++) {
            secrets.add(secret(number, index));
        }
        properties.put("passwordCredentials", secrets);
        properties.put("keyCredentials", number % 2 == 0 ? List.of(certificate(number, "Verify")) : List.of());
        int slot = draft.put(DirectoryObject.of(ObjectType.APPLICATION, Ids.next(random), properties));
        if (number % 2 == 1) {
            draft.link(Link.FEDERATED_CREDENTIALS, slot, new int[] {federated(number)});
        }
    }

    private Map<String, Object> secret(int number, int index) {
        return Map.of(
                "keyId",
                Ids.next(random),
                "displayName",
                "secret " + index,
                "hint",
                "x" + index + "~",
                "startDateTime",
                CREATED,
                "endDateTime",
                ENDS.get((number + index) % ENDS.size()));
    }

    private int managedIdentity(int number, boolean userAssigned) {
        String appId = Ids.next(random);
        String resource = "/subscriptions/" + Ids.next(random) + "/resourcegroups/rg" + number + "/providers/"
                + (userAssigned
                        ? "Microsoft.ManagedIdentity/userAssignedIdentities/identity"
                        : "Microsoft.Compute/virtualMachines/vm")
                + number;
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("appId", appId);
        properties.put("displayName", (userAssigned ? "identity" : "vm") + number);
        properties.put("appDisplayName", (userAssigned ? "identity" : "vm") + number);
        properties.put("accountEnabled", true);
        properties.put("appRoleAssignmentRequired", false);
        properties.put("alternativeNames", List.of("isExplicit=" + (userAssigned ? "True" : "False"), resource));
        properties.put("servicePrincipalNames", List.of(appId));
        properties.put("servicePrincipalType", "ManagedIdentity");
        properties.put("keyCredentials", List.of(certificate(number, "Sign")));
        int slot = draft.put(DirectoryObject.of(ObjectType.SERVICE_PRINCIPAL, Ids.next(random), properties));
        if (userAssigned) {
            draft.link(Link.FEDERATED_CREDENTIALS, slot, new int[] {federated(number)});
        }
        return slot;
    }

    private Map<String, Object> certificate(int number, String usage) {
        return Map.of(
                "keyId",
                Ids.next(random),
                "displayName",
                "CN=app" + number,
                "type",
                "AsymmetricX509Cert",
                "usage",
                usage,
                "customKeyIdentifier",
                "A1B2" + number,
                "startDateTime",
                CREATED,
                "endDateTime",
                ENDS.get(number % ENDS.size()));
    }

    private int federated(int number) {
        return draft.put(federatedCredential(
                Ids.next(random), "deploy" + number, "repo:fabrikam/app" + number + ":ref:refs/heads/main"));
    }

    static DirectoryObject federatedCredential(String id, String name, String subject) {
        return DirectoryObject.of(
                ObjectType.FEDERATED_CREDENTIAL,
                id,
                Map.of(
                        "name",
                        name,
                        "issuer",
                        "https://token.actions.example",
                        "subject",
                        subject,
                        "audiences",
                        List.of("api://AzureADTokenExchange")));
    }

    private int job(int number) {
        String state = List.of("Active", "Paused", "Quarantine", "NotRun", "NotConfigured")
                .get(number / 30 % 5);
        return draft.put(DirectoryObject.of(
                ObjectType.SYNCHRONIZATION_JOB, "scim." + Ids.next(random), jobProperties(state, CREATED)));
    }

    static Map<String, Object> jobProperties(String state, String lastRun) {
        Map<String, Object> run = Map.of(
                "activityIdentifier",
                "run-" + lastRun,
                "state",
                state.equals("Quarantine") ? "Failed" : "Succeeded",
                "timeBegan",
                lastRun,
                "timeEnded",
                lastRun,
                "countExported",
                3);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("code", state);
        status.put("lastExecution", state.startsWith("Not") ? null : run);
        status.put("lastSuccessfulExecution", state.equals("Active") ? run : null);
        status.put(
                "quarantine",
                state.equals("Quarantine")
                        ? Map.of("reason", "EncounteredBaseEscrowThreshold", "currentBegan", lastRun)
                        : null);
        return Map.of(
                "templateId",
                "scim",
                "schedule",
                Map.of("interval", "PT40M", "state", state.equals("Paused") ? "Paused" : "Active"),
                "status",
                status);
    }
}
