package dev.lanyard.entra.provision.applications;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.AccessDescription;
import dev.lanyard.entra.provision.change.AccessGiving;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.GroupSecurity;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may use enterprise applications, and in which of their roles. */
public final class AppRoleAssignment implements ChangeHandler {

    private static final Set<String> TYPES = Set.of(EntraTypes.USER, EntraTypes.GROUP, EntraTypes.SERVICE_PRINCIPAL);

    private static final Permission PROVISIONING =
            new Permission(WritePermissions.SYNCHRONIZATION_JOBS, "to provision at once, if that is set", true);

    private static final List<Permission> PERMISSIONS = List.of(
            new Permission(WritePermissions.APP_ROLE_ASSIGNMENTS, "to assign and to find assignments", false),
            new Permission(GraphPermissions.APPLICATIONS, "to see which roles an application has", false),
            new Permission(GraphPermissions.GROUPS, "to see whether a group can be assigned", true),
            PROVISIONING);

    private static final AccessDescription ACCESS = new AccessDescription(
            "app-role",
            EntraTypes.SERVICE_PRINCIPAL,
            Set.of(EntraTypes.DEFAULT_ACCESS, EntraTypes.APP_ROLE_PREFIX + "*"),
            Set.of(Holding.ACTIVE),
            "In one of the application's roles, or with default access where it has none for such principals. Not for"
                    + " groups that are not security-enabled.",
            PERMISSIONS,
            List.of());

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            ACCESS.granting("Assign to an application", "Lets someone use it.", ConfigSchema.EMPTY),
            ACCESS.revoking("Remove from an application", "Ends an assignment."));

    /** For everyone: it keeps nothing. */
    public AppRoleAssignment() {}

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public List<Permission> permissions(ChangeDescriptor descriptor, EntraSettings settings) {
        return descriptor.permissions().stream()
                .filter(permission -> settings.scimProvisioning() || !permission.equals(PROVISIONING))
                .toList();
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        List<AppRoleLink> links = changes.stream().map(AppRoleLink::of).toList();
        List<AppRoleLink> giving =
                new ArrayList<>(links.stream().filter(AppRoleLink::giving).toList());
        List<AppRoleLink> taking =
                new ArrayList<>(links.stream().filter(link -> !link.giving()).toList());
        giving.removeIf(AppRoleAssignment::isForeign);
        taking.removeIf(AppRoleAssignment::isForeign);
        removeRefused(giving, session);
        new AccessGiving<AppRoleLink>(
                        session,
                        AppRoleLink::assigning,
                        AccessGiving.existing("Permission being assigned already exists"),
                        reply -> reply.status() == 404 || reply.says("Not a valid reference update"))
                .give(giving);
        new AppRoleTaking(session).take(taking);
        Assignments assignments = new Assignments(session.door());
        links.stream()
                .filter(link -> link.pending().settled())
                .forEach(link -> link.pending().visibleThrough(assignments.sight(link)));
        if (session.settings().scimProvisioning()) {
            new ScimProvisioning(session)
                    .provision(links.stream()
                            .filter(link -> link.pending().hasChanged())
                            .toList());
        }
    }

    /** Settles what Graph has no way to write. */
    private static boolean isForeign(AppRoleLink link) {
        if (link.isPlain()) {
            return false;
        }
        link.pending()
                .failed(
                        ErrorKind.UNSUPPORTED,
                        "access to the application " + link.applicationId() + " is given for good and everywhere only",
                        "leave out holding, scope, start and end");
        return true;
    }

    private static void removeRefused(List<AppRoleLink> giving, ChangeSession session) {
        Map<String, ApplicationFacts> applications = ApplicationFacts.read(
                session.door(), giving.stream().map(AppRoleLink::applicationId).toList());
        Map<String, GroupSecurity> groups = GroupSecurity.read(
                session.door(), giving.stream().map(AppRoleLink::principal).toList());
        giving.removeIf(link -> {
            ApplicationFacts application = applications.get(link.applicationId());
            if (application == null) {
                link.pending()
                        .failed(
                                ErrorKind.NOT_FOUND,
                                "the application " + link.applicationId() + " does not exist",
                                "check the id, which is that of the service principal, or read applications again");
                return true;
            }
            Optional<Refusal> refusal =
                    refusal(link, application, groups.get(link.principal().id()));
            refusal.ifPresent(why -> link.pending()
                    .refused(
                            why.code(),
                            why.reason(),
                            "choose a role or a principal that fits, or change the application"));
            return refusal.isPresent();
        });
    }

    private static Optional<Refusal> refusal(
            AppRoleLink link, ApplicationFacts application, @Nullable GroupSecurity group) {
        if (!TYPES.contains(link.principal().type())) {
            return Optional.of(new Refusal(
                    "principal-type",
                    "a " + link.principal().type() + " cannot be assigned to the application '" + application.name()
                            + "'"));
        }
        if (group != null && !group.securityEnabled()) {
            return Optional.of(new Refusal(
                    "not-security-enabled",
                    "the group '" + group.name() + "' is not security-enabled, so it cannot be assigned to the"
                            + " application '" + application.name() + "'"));
        }
        return application.refusal(link.roleId(), link.principal().type());
    }
}
