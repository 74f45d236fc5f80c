package dev.lanyard.simulator.graph.writing;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.graph.call.Permissions;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.AuditLog;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Every endpoint that changes something, with its permissions. */
public final class WritingApi {

    private static final String REF = "/$ref";

    private final Supplier<Tenant> tenant;
    private final Links links;
    private final AuditLog.Initiator caller;
    private final List<Operation> operations = new ArrayList<>();

    /** Answers the calls of one endpoint. */
    private interface Handler {
        Answer answer(WriteCall call);
    }

    private WritingApi(Supplier<Tenant> tenant, Links links, AuditLog.Initiator caller) {
        this.caller = caller;
        this.tenant = tenant;
        this.links = links;
    }

    /**
     * All of them.
     *
     * @param tenant the tenant that is changed, which may be another one from call to call
     * @param links writes addresses
     * @param clock the time
     * @param caller in whose name changes are logged
     */
    public static List<Operation> operations(
            Supplier<Tenant> tenant, Links links, InstantSource clock, AuditLog.Initiator caller) {
        WritingApi api = new WritingApi(tenant, links, caller);
        api.users();
        api.authenticationMethods(new AuthenticationMethodsEndpoint(clock));
        api.groups();
        api.appRoles("/servicePrincipals/{id}/appRoleAssignedTo", ObjectType.SERVICE_PRINCIPAL, Link.ASSIGNED_TO);
        api.appRoles("/servicePrincipals/{id}/appRoleAssignments", ObjectType.SERVICE_PRINCIPAL, Link.ASSIGNMENTS);
        api.appRoles("/users/{id}/appRoleAssignments", ObjectType.USER, Link.ASSIGNMENTS);
        api.appRoles("/groups/{id}/appRoleAssignments", ObjectType.GROUP, Link.ASSIGNMENTS);
        api.write(
                "POST", "/users/{id}/assignLicense", WritePermissions.LICENCES_OF_USERS, LicencesWriting::assignToUser);
        api.write(
                "POST",
                "/groups/{id}/assignLicense",
                WritePermissions.LICENCES_OF_GROUPS,
                LicencesWriting::assignToGroup);
        api.synchronization(new SynchronizationWriting(clock));
        api.roles();
        api.groupSchedules();
        api.credentials("/applications/{id}", new CredentialsWriting(ObjectType.APPLICATION));
        api.credentials("/servicePrincipals/{id}", new CredentialsWriting(ObjectType.SERVICE_PRINCIPAL));
        return api.operations;
    }

    private void users() {
        write("POST", "/users", WritePermissions.USERS, UsersWriting::create);
        write("PATCH", "/users/{id}", WritePermissions.ANYTHING_OF_USERS, UsersWriting::update);
        write("DELETE", "/users/{id}", WritePermissions.DELETE_USERS, UsersWriting::delete);
        write("PUT", "/users/{id}/manager" + REF, WritePermissions.USERS, UsersWriting::setManager);
        write("DELETE", "/users/{id}/manager" + REF, WritePermissions.USERS, UsersWriting::removeManager);
        write(
                "POST",
                "/users/{id}/revokeSignInSessions",
                WritePermissions.REVOKE_SESSIONS,
                UsersWriting::revokeSessions);
        write("POST", "/invitations", WritePermissions.INVITE, InvitationsWriting::create);
        write(
                "POST",
                "/directory/deletedItems/{id}/restore",
                WritePermissions.ANY_DELETION,
                DeletedItemsWriting::restore);
        write("DELETE", "/directory/deletedItems/{id}", WritePermissions.ANY_DELETION, DeletedItemsWriting::purge);
    }

    private void authenticationMethods(AuthenticationMethodsEndpoint methods) {
        String path = "/users/{id}/authentication";
        read(path + "/methods", Permissions.READ_METHODS, methods::list);
        for (AuthenticationMethodsEndpoint.Kind kind : AuthenticationMethodsEndpoint.KINDS) {
            write(
                    "DELETE",
                    path + "/" + kind.segment() + "/{id}",
                    WritePermissions.toDeleteMethod(kind.permission()),
                    call -> methods.delete(call, kind.type()));
        }
        for (String segment : List.of("/methods/{id}", "/passwordMethods/{id}")) {
            // Graph knows these paths, but never deletes there.
            write("DELETE", path + segment, Permissions.READ_METHODS, call -> {
                throw new GraphException(
                        405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
            });
        }
    }

    private void groups() {
        String members = "/groups/{id}/members";
        String owners = "/groups/{id}/owners";
        write("POST", "/groups", WritePermissions.CREATE_GROUPS, GroupsWriting::create);
        write("PATCH", "/groups/{id}", WritePermissions.MEMBERS, GroupsWriting::change);
        write("DELETE", "/groups/{id}", WritePermissions.DELETE_GROUPS, GroupsWriting::delete);
        write("POST", members + REF, WritePermissions.MEMBERS, GroupLinksWriting::addMember);
        write("DELETE", members + "/{id}" + REF, WritePermissions.MEMBERS, GroupLinksWriting::removeMember);
        write("DELETE", members + "/{id}", WritePermissions.MEMBERS, GroupLinksWriting::deleteMember);
        write("POST", owners + REF, WritePermissions.GROUPS, GroupLinksWriting::addOwner);
        write("DELETE", owners + "/{id}" + REF, WritePermissions.GROUPS, GroupLinksWriting::removeOwner);
        for (String forgotten : List.of(members, owners)) {
            write("POST", forgotten, WritePermissions.GROUPS, call -> {
                throw Refusals.notContained();
            });
        }
    }

    private void appRoles(String path, ObjectType type, Link link) {
        AppRoleAssignmentsWriting assignments = new AppRoleAssignmentsWriting(type, link);
        write("POST", path, WritePermissions.APP_ROLES, assignments::create);
        write("DELETE", path + "/{id}", WritePermissions.APP_ROLES, assignments::delete);
    }

    private void credentials(String path, CredentialsWriting credentials) {
        write("POST", path + "/addPassword", WritePermissions.CREDENTIALS, credentials::addPassword);
        write("POST", path + "/removePassword", WritePermissions.CREDENTIALS, credentials::removePassword);
        write("POST", path + "/addKey", WritePermissions.CREDENTIALS, credentials::addKey);
    }

    private void synchronization(SynchronizationWriting jobs) {
        String job = "/servicePrincipals/{id}/synchronization/jobs/{id}";
        write("POST", job + "/start", WritePermissions.JOBS, call -> SynchronizationWriting.set(call, "Active"));
        write("POST", job + "/restart", WritePermissions.JOBS, call -> SynchronizationWriting.set(call, "Active"));
        write("POST", job + "/pause", WritePermissions.JOBS, call -> SynchronizationWriting.set(call, "Paused"));
        read(job + "/schema", Permissions.READ_JOBS, SynchronizationWriting::schema);
        write("POST", job + "/provisionOnDemand", WritePermissions.JOBS, jobs::provisionOnDemand);
    }

    private void roles() {
        String roles = "/roleManagement/directory";
        write("POST", roles + "/roleAssignments", WritePermissions.ROLES, RoleAssignmentsWriting::create);
        write("DELETE", roles + "/roleAssignments/{id}", WritePermissions.ROLES, RoleAssignmentsWriting::delete);
        write(
                "POST",
                roles + "/roleAssignmentScheduleRequests",
                WritePermissions.ROLE_SCHEDULES,
                new RoleSchedulesWriting(false)::create);
        write(
                "POST",
                roles + "/roleEligibilityScheduleRequests",
                WritePermissions.ROLE_ELIGIBILITIES,
                new RoleSchedulesWriting(true)::create);
    }

    private void groupSchedules() {
        String path = "/identityGovernance/privilegedAccess/group";
        write(
                "POST",
                path + "/assignmentScheduleRequests",
                WritePermissions.either(WritePermissions.GROUP_ASSIGNMENTS, WritePermissions.END_GROUP_ASSIGNMENTS),
                new GroupSchedulesWriting(false)::create);
        write(
                "POST",
                path + "/eligibilityScheduleRequests",
                WritePermissions.either(WritePermissions.GROUP_ELIGIBILITIES, WritePermissions.END_GROUP_ELIGIBILITIES),
                new GroupSchedulesWriting(true)::create);
    }

    private void write(String method, String template, Set<String> permissions, Handler handler) {
        operations.add(Operation.writing(method, template, permissions, request -> {
            Tenant changed = tenant.get();
            return changed.as(caller, () -> handler.answer(new WriteCall(request, changed, links)));
        }));
    }

    private void read(String template, Set<String> permissions, Handler handler) {
        operations.add(Operation.of(
                "GET",
                template,
                1,
                permissions,
                request -> handler.answer(new WriteCall(request, tenant.get(), links))));
    }
}
