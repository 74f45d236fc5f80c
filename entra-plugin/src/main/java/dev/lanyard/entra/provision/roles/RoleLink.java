package dev.lanyard.entra.provision.roles;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Ticket;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A directory role to be given or taken away.
 *
 * @param pending the change
 * @param grant who has which role where, and in which way
 * @param giving whether it is to be given
 * @param validity from when until when; of no meaning where it is taken away
 * @param justification why, or empty
 * @param options the ticket, where PIM's rules want one
 */
record RoleLink(
        PendingChange pending,
        GrantKey grant,
        boolean giving,
        Validity validity,
        Optional<String> justification,
        Attributes options) {

    static final String TENANT = "/";
    private static final String ROLES = "/roleManagement/directory/";

    /** An administrative unit, or an application or service principal; what else there is only applications know. */
    private static final Pattern OF_THE_DIRECTORY = Pattern.compile("/|(/administrativeUnits)?/" + EntraSchema.GUID);

    static RoleLink of(PendingChange pending) {
        if (pending.change() instanceof Change.GrantAccess granting) {
            return new RoleLink(
                    pending, granting.grant(), true, granting.validity(), granting.justification(), granting.options());
        }
        Change.RevokeAccess revoking = (Change.RevokeAccess) pending.change();
        return new RoleLink(
                pending, revoking.grant(), false, Validity.PERMANENT, revoking.justification(), Attributes.NONE);
    }

    String roleId() {
        return grant.entitlement().resource().id();
    }

    ResourceId principal() {
        return grant.principal();
    }

    boolean eligible() {
        return grant.holding() == Holding.ELIGIBLE;
    }

    /** Where the role holds, as Graph writes it. */
    String scope() {
        return grant.scope().orElse(TENANT);
    }

    /** Whether it is another way of having the same role; Graph gives it in one way at a time. */
    boolean isInTheWayOf(RoleLink other) {
        return grant.entitlement().equals(other.grant.entitlement())
                && principal().equals(other.principal())
                && scope().equals(other.scope());
    }

    /** Whether only PIM can do it: to be eligible, and for a time. */
    boolean throughPim(Instant now) {
        return grant.holding() != Holding.ACTIVE
                || validity.from().filter(now::isBefore).isPresent();
    }

    /** The call that gives the role for good and at once. */
    GraphWrite assigning() {
        return GraphWrite.of(HttpMethod.POST, ROLES + "roleAssignments", body());
    }

    /** The call that ends what stands among the plain assignments. */
    static GraphWrite removing(String assignmentId) {
        return GraphWrite.delete(GraphPath.of(ROLES + "roleAssignments/{}", assignmentId));
    }

    /** The request to PIM that gives the role, or changes until when it is given. */
    GraphWrite scheduling(String action, Instant now) {
        JsonBody expiration = new JsonBody();
        validity.until()
                .ifPresentOrElse(
                        end -> expiration.put("type", "afterDateTime").put("endDateTime", end.toString()),
                        () -> expiration.put("type", "noExpiration"));
        JsonBody body = requesting(action)
                .put(
                        "scheduleInfo",
                        new JsonBody()
                                .put(
                                        "startDateTime",
                                        validity.from().orElse(now).toString())
                                .put("expiration", expiration));
        Ticket.of(options).ifPresent(ticket -> body.put("ticketInfo", ticket.body()));
        return GraphWrite.of(HttpMethod.POST, requests(), body);
    }

    /** The request to PIM that takes the role away. */
    GraphWrite unscheduling() {
        return GraphWrite.of(HttpMethod.POST, requests(), requesting("adminRemove"));
    }

    private String requests() {
        return ROLES + (eligible() ? "roleEligibilityScheduleRequests" : "roleAssignmentScheduleRequests");
    }

    private JsonBody requesting(String action) {
        JsonBody body = body().put("action", action);
        justification.ifPresent(why -> body.put("justification", why));
        return body;
    }

    private JsonBody body() {
        return new JsonBody()
                .put("principalId", principal().id())
                .put("roleDefinitionId", roleId())
                .put(OF_THE_DIRECTORY.matcher(scope()).matches() ? "directoryScopeId" : "appScopeId", scope());
    }

    /** The list of plain assignments in which the role stands. */
    String assignments() {
        return ROLES + "roleAssignments" + filter();
    }

    /** The list of PIM's schedules in which the role stands. */
    String schedules() {
        return ROLES + (eligible() ? "roleEligibilitySchedules" : "roleAssignmentSchedules") + filter();
    }

    private String filter() {
        return GraphPath.of(
                "?$filter=principalId%20eq%20'{}'%20and%20roleDefinitionId%20eq%20'{}'",
                principal().id(), roleId());
    }
}
