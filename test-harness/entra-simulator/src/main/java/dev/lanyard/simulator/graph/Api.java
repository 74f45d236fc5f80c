package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.graph.budget.CallBucket;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.graph.call.Permissions;
import dev.lanyard.simulator.graph.delta.DeltaEndpoint;
import dev.lanyard.simulator.graph.delta.DeltaLinks;
import dev.lanyard.simulator.graph.logs.AuditEndpoint;
import dev.lanyard.simulator.graph.logs.LogEndpoint;
import dev.lanyard.simulator.graph.logs.SignInsEndpoint;
import dev.lanyard.simulator.graph.reading.DeletedItemsEndpoint;
import dev.lanyard.simulator.graph.reading.DirectoryObjectsEndpoint;
import dev.lanyard.simulator.graph.reading.GovernanceEndpoint;
import dev.lanyard.simulator.graph.reading.LinkedObjectsEndpoint;
import dev.lanyard.simulator.graph.reading.Listing;
import dev.lanyard.simulator.graph.reading.ObjectsEndpoint;
import dev.lanyard.simulator.graph.reading.PeopleEndpoint;
import dev.lanyard.simulator.graph.reading.SchedulesEndpoint;
import dev.lanyard.simulator.graph.writing.WritingApi;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.AuditLog;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Every endpoint that is played, with its price and permissions. */
final class Api {

    private static final String ROLES = "/roleManagement/directory";
    private static final String PIM = "/identityGovernance/privilegedAccess/group";

    private static final List<ObjectType> CASTS = List.of(
            ObjectType.USER, ObjectType.GROUP, ObjectType.SERVICE_PRINCIPAL, ObjectType.DEVICE, ObjectType.ORG_CONTACT);

    private final List<Operation> operations = new ArrayList<>();

    /** Answers a call on a group's links, of all types or of one. */
    private interface LinkHandler {
        Answer answer(GraphRequest request, Optional<ObjectType> cast);
    }

    private Api() {}

    static List<Operation> operations(
            Supplier<Tenant> tenant,
            PageTokens tokens,
            Links links,
            DeltaLinks deltaLinks,
            InstantSource clock,
            AuditLog.Initiator caller,
            Operation batch) {
        Listing listing = new Listing(tokens, links);
        CallBucket logCalls = new CallBucket(5, Duration.ofSeconds(10), clock);
        ObjectsEndpoint users = new ObjectsEndpoint(ObjectType.USER, "users", listing, links);
        ObjectsEndpoint groups = new ObjectsEndpoint(ObjectType.GROUP, "groups", listing, links);
        LinkedObjectsEndpoint ofUsers = new LinkedObjectsEndpoint(users, listing, links);
        LinkedObjectsEndpoint ofGroups = new LinkedObjectsEndpoint(groups, listing, links);
        DirectoryObjectsEndpoint objects = new DirectoryObjectsEndpoint(listing, links);
        DeltaEndpoint userDelta = new DeltaEndpoint(ObjectType.USER, "users", tenant, tokens, links, deltaLinks);
        ObjectsEndpoint principals =
                new ObjectsEndpoint(ObjectType.SERVICE_PRINCIPAL, "servicePrincipals", listing, links);
        ObjectsEndpoint applications = new ObjectsEndpoint(ObjectType.APPLICATION, "applications", listing, links);
        LinkedObjectsEndpoint ofPrincipals = new LinkedObjectsEndpoint(principals, listing, links);
        LinkedObjectsEndpoint ofApplications = new LinkedObjectsEndpoint(applications, listing, links);
        DeltaEndpoint principalDelta =
                new DeltaEndpoint(ObjectType.SERVICE_PRINCIPAL, "servicePrincipals", tenant, tokens, links, deltaLinks);
        DeltaEndpoint applicationDelta =
                new DeltaEndpoint(ObjectType.APPLICATION, "applications", tenant, tokens, links, deltaLinks);
        LogEndpoint<?> audit = AuditEndpoint.of(tenant, tokens, links, clock, logCalls);
        LogEndpoint<?> signIns = SignInsEndpoint.of(tenant, tokens, links, clock, logCalls);
        PeopleEndpoint people = new PeopleEndpoint(tenant, users, links, clock);
        GovernanceEndpoint governance = new GovernanceEndpoint(tenant, listing);
        SchedulesEndpoint schedules = new SchedulesEndpoint(tenant, links);
        ObjectsEndpoint roles = new ObjectsEndpoint(
                ObjectType.ROLE_DEFINITION, "roleManagement/directory/roleDefinitions", listing, links);
        DeletedItemsEndpoint deleted = new DeletedItemsEndpoint(tenant, listing, links);
        Set<String> apps = Permissions.READ_APPLICATIONS;
        DeltaEndpoint groupDelta = new DeltaEndpoint(ObjectType.GROUP, "groups", tenant, tokens, links, deltaLinks);

        Api api = new Api();
        api.get("/users", 2, Permissions.READ_USERS_BASIC, people::list);
        api.get("/users/$count", 2, Permissions.READ_USERS_BASIC, users::count);
        api.get("/users/delta", 2, Permissions.READ_USERS, userDelta::answer);
        api.get("/users/{id}", 2, Permissions.READ_USERS_BASIC, people::one);
        api.get("/users/{id}/manager", 2, Permissions.READ_USERS, ofUsers::manager);
        api.links("/users/{id}/memberOf", 2, Permissions.READ_MEMBERSHIPS, ofUsers::memberOf);
        api.links("/users/{id}/ownedObjects", 2, Permissions.READ_USERS, ofUsers::ownedObjects);
        api.get("/users/{id}/memberOf/{id}", 2, Permissions.READ_ONE_MEMBERSHIP, ofUsers::oneMemberOf);
        api.get("/users/{id}/mailboxSettings", 1, Permissions.READ_MAILBOX_SETTINGS, people::mailboxSettings);
        api.get(
                "/users/{id}/appRoleAssignments",
                1,
                Permissions.READ_ASSIGNMENTS_OF_PRINCIPALS,
                ofUsers::assignmentsOfUser);
        api.get(
                "/groups/{id}/appRoleAssignments",
                1,
                Permissions.READ_ASSIGNMENTS_OF_PRINCIPALS,
                request -> ofGroups.attached(request, Link.ASSIGNMENTS, ObjectType.APP_ROLE_ASSIGNMENT));
        api.get("/servicePrincipals", 1, apps, principals::list);
        api.get("/servicePrincipals/$count", 1, apps, principals::count);
        api.get("/servicePrincipals/delta", 1, apps, principalDelta::answer);
        api.get("/servicePrincipals/{id}", 1, apps, principals::one);
        api.get(
                "/servicePrincipals/{id}/appRoleAssignedTo",
                1,
                apps,
                request -> ofPrincipals.attached(request, Link.ASSIGNED_TO, ObjectType.APP_ROLE_ASSIGNMENT));
        api.get(
                "/servicePrincipals/{id}/appRoleAssignments",
                2,
                apps,
                request -> ofPrincipals.attached(request, Link.ASSIGNMENTS, ObjectType.APP_ROLE_ASSIGNMENT));
        api.links("/servicePrincipals/{id}/memberOf", 1, apps, ofPrincipals::memberOf);
        api.links("/servicePrincipals/{id}/ownedObjects", 1, apps, ofPrincipals::ownedObjects);
        api.links("/servicePrincipals/{id}/owners", 1, apps, ofPrincipals::owners);
        api.get(
                "/servicePrincipals/{id}/federatedIdentityCredentials",
                1,
                Permissions.READ_FEDERATION,
                request -> ofPrincipals.attached(request, Link.FEDERATED_CREDENTIALS, ObjectType.FEDERATED_CREDENTIAL));
        api.get(
                "/servicePrincipals/{id}/synchronization/jobs",
                1,
                Permissions.READ_JOBS,
                request -> ofPrincipals.attached(request, Link.JOBS, ObjectType.SYNCHRONIZATION_JOB));
        api.get("/applications", 2, apps, applications::list);
        api.get("/applications/$count", 2, apps, applications::count);
        api.get("/applications/delta", 2, apps, applicationDelta::answer);
        api.get("/applications/{id}", 2, apps, applications::one);
        api.links("/applications/{id}/owners", 2, apps, ofApplications::owners);
        api.get(
                "/applications/{id}/federatedIdentityCredentials",
                2,
                Permissions.READ_FEDERATION,
                request ->
                        ofApplications.attached(request, Link.FEDERATED_CREDENTIALS, ObjectType.FEDERATED_CREDENTIAL));
        api.get("/auditLogs/directoryAudits", 1, Permissions.READ_AUDIT, audit::list);
        api.get("/auditLogs/signIns", 1, Permissions.READ_AUDIT, signIns::list);
        api.governed(ROLES + "/roleDefinitions", Permissions.READ_ROLES, governance.free(ObjectType.ROLE_DEFINITION));
        api.governed(ROLES + "/roleDefinitions/{id}", Permissions.READ_ROLES, roles::one);
        api.governed(ROLES + "/roleAssignments", Permissions.READ_ROLES, governance.free(ObjectType.ROLE_ASSIGNMENT));
        api.governed(
                ROLES + "/roleAssignmentScheduleInstances",
                Permissions.READ_ROLE_SCHEDULES,
                governance.premium(ObjectType.ROLE_ASSIGNMENT_INSTANCE));
        api.governed(
                ROLES + "/roleEligibilityScheduleInstances",
                Permissions.READ_ROLE_ELIGIBILITY,
                governance.premium(ObjectType.ROLE_ELIGIBILITY_INSTANCE));
        api.governed(
                ROLES + "/roleAssignmentSchedules",
                Permissions.READ_ROLE_SCHEDULES,
                governance.ifPremium(schedules.of(ObjectType.ROLE_ASSIGNMENT_INSTANCE)));
        api.governed(
                ROLES + "/roleEligibilitySchedules",
                Permissions.READ_ROLE_ELIGIBILITY,
                governance.ifPremium(schedules.of(ObjectType.ROLE_ELIGIBILITY_INSTANCE)));
        api.governed(
                "/policies/roleManagementPolicyAssignments",
                Permissions.READ_ROLE_POLICIES,
                governance.filteredByAll(ObjectType.ROLE_POLICY_ASSIGNMENT, "scopeId", "scopeType"));
        api.governed(
                PIM + "/assignmentScheduleInstances",
                Permissions.READ_GROUP_ASSIGNMENTS,
                governance.filteredByOne(ObjectType.GROUP_ASSIGNMENT_INSTANCE, "groupId", "principalId"));
        api.governed(
                PIM + "/eligibilityScheduleInstances",
                Permissions.READ_GROUP_ELIGIBILITY,
                governance.filteredByOne(ObjectType.GROUP_ELIGIBILITY_INSTANCE, "groupId", "principalId"));
        api.governed(
                PIM + "/assignmentSchedules",
                Permissions.READ_GROUP_ASSIGNMENTS,
                governance.filteredByOne(
                        ObjectType.GROUP_ASSIGNMENT_INSTANCE,
                        schedules.of(ObjectType.GROUP_ASSIGNMENT_INSTANCE),
                        "groupId",
                        "principalId"));
        api.governed(
                PIM + "/eligibilitySchedules",
                Permissions.READ_GROUP_ELIGIBILITY,
                governance.filteredByOne(
                        ObjectType.GROUP_ELIGIBILITY_INSTANCE,
                        schedules.of(ObjectType.GROUP_ELIGIBILITY_INSTANCE),
                        "groupId",
                        "principalId"));
        api.get("/subscribedSkus", 3, Permissions.READ_LICENCES, governance.products());
        for (ObjectType type :
                List.of(ObjectType.USER, ObjectType.GROUP, ObjectType.SERVICE_PRINCIPAL, ObjectType.APPLICATION)) {
            String cast = "/microsoft.graph." + type.graphName();
            Set<String> readers = Permissions.toReadDeleted(type);
            api.get("/directory/deletedItems" + cast, 1, readers, request -> deleted.list(request, type));
            api.get("/directory/deletedItems/{id}" + cast, 1, readers, request -> deleted.one(request, type));
        }
        api.get("/groups", 1, Permissions.READ_GROUPS, groups::list);
        api.get("/groups/$count", 1, Permissions.READ_GROUPS, groups::count);
        api.get("/groups/delta", 1, Permissions.READ_GROUPS, groupDelta::answer);
        api.get("/groups/{id}", 1, Permissions.READ_GROUPS, groups::one);
        api.links("/groups/{id}/members", 3, Permissions.READ_MEMBERS, ofGroups::members);
        api.links("/groups/{id}/transitiveMembers", 5, Permissions.READ_MEMBERS, ofGroups::transitiveMembers);
        api.links("/groups/{id}/memberOf", 1, Permissions.READ_MEMBERSHIPS_OF_GROUPS, ofGroups::memberOf);
        api.links("/groups/{id}/owners", 1, Permissions.READ_OWNERS, ofGroups::owners);
        api.get("/directoryObjects/{id}", 1, Permissions.READ_ANY_OBJECT, objects::one);
        api.operations.add(new Operation(
                "POST", "/directoryObjects/getByIds", 5, 3, Permissions.READ_ANY_OBJECT, objects::byIds, false));
        api.get("/organization", 1, Permissions.READ_ORGANIZATION, objects::organization);
        api.operations.add(batch);
        api.operations.addAll(WritingApi.operations(tenant, links, clock, caller));
        return List.copyOf(api.operations);
    }

    private void get(String template, int units, Set<String> permissions, Operation.Handler handler) {
        operations.add(Operation.of("GET", template, units, permissions, handler));
    }

    private void governed(String template, Set<String> permissions, Operation.Handler handler) {
        get(template, 1, permissions, handler);
    }

    private void links(String template, int units, Set<String> permissions, LinkHandler handler) {
        get(template, units, permissions, request -> handler.answer(request, Optional.empty()));
        for (ObjectType type : CASTS) {
            get(
                    template + "/microsoft.graph." + type.graphName(),
                    units,
                    permissions,
                    request -> handler.answer(request, Optional.of(type)));
        }
    }
}
