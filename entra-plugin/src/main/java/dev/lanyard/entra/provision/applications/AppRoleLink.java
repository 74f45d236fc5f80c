package dev.lanyard.entra.provision.applications;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AccessLink;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.provision.Change;

/**
 * Access to an application, to be given or taken away.
 *
 * @param pending the change
 * @param grant who has which role of which application
 * @param giving whether it is to be given
 */
record AppRoleLink(PendingChange pending, GrantKey grant, boolean giving) implements AccessLink {

    /** The role that Graph writes where someone has access without any. */
    static final String NO_ROLE = "00000000-0000-0000-0000-000000000000";

    static AppRoleLink of(PendingChange pending) {
        return new AppRoleLink(
                pending, AccessLink.grantOf(pending.change()), pending.change() instanceof Change.GrantAccess);
    }

    String applicationId() {
        return grant.entitlement().resource().id();
    }

    String roleId() {
        String slug = grant.entitlement().slug();
        return slug.equals(EntraTypes.DEFAULT_ACCESS) ? NO_ROLE : slug.substring(EntraTypes.APP_ROLE_PREFIX.length());
    }

    /** The call that gives it. */
    GraphWrite assigning() {
        return GraphWrite.of(
                HttpMethod.POST,
                GraphPath.of("/servicePrincipals/{}/appRoleAssignedTo", applicationId()),
                new JsonBody()
                        .put("principalId", principal().id())
                        .put("resourceId", applicationId())
                        .put("appRoleId", roleId()));
    }

    /** The call that takes it away. */
    GraphWrite removing(String assignmentId) {
        return GraphWrite.delete(
                GraphPath.of("/servicePrincipals/{}/appRoleAssignedTo/{}", applicationId(), assignmentId));
    }

    /**
     * The list in which it stands: what the principal may use is mostly a short list, while an application can be used
     * by a whole tenant.
     */
    RequestInformation list(GraphDoor door) {
        String id = principal().id();
        String path = switch (principal().type()) {
            case EntraTypes.USER -> GraphPath.of("/users/{}/appRoleAssignments", id);
            case EntraTypes.GROUP -> GraphPath.of("/groups/{}/appRoleAssignments", id);
            case EntraTypes.SERVICE_PRINCIPAL -> GraphPath.of("/servicePrincipals/{}/appRoleAssignments", id);
            default -> GraphPath.of("/servicePrincipals/{}/appRoleAssignedTo", applicationId());
        };
        return door.requests().get(path + "?$top=999");
    }
}
