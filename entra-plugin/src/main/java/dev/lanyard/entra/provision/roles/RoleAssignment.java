package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.check.NeededLicence;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.config.Licence;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.AccessDescription;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.GroupSecurity;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Ticket;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.ReservedRoles;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who has directory roles, for good or for a time, and who may activate them. */
public final class RoleAssignment implements ChangeHandler {

    private static final Set<String> TYPES = Set.of(EntraTypes.USER, EntraTypes.GROUP, EntraTypes.SERVICE_PRINCIPAL);

    private static final List<Permission> PERMISSIONS = List.of(
            new Permission(WritePermissions.ROLES, "to give roles for good, and to know who has them", false),
            new Permission(WritePermissions.ROLE_SCHEDULES, "to give roles for a time", true),
            new Permission(WritePermissions.ROLE_ELIGIBILITY, "to make principals eligible for roles", true),
            new Permission(GraphPermissions.GROUPS, "to see whether a group can hold roles", true));

    private static final AccessDescription ACCESS = new AccessDescription(
            "role",
            EntraTypes.ROLE,
            Set.of(EntraTypes.ASSIGNED),
            Set.of(Holding.ACTIVE, Holding.TEMPORARY, Holding.ELIGIBLE),
            "For good, for a time or to be activated; in the whole tenant, an administrative unit or an application. All"
                    + " but the first takes Privileged Identity Management.",
            PERMISSIONS,
            List.of());

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            ACCESS.granting("Assign a directory role", "Gives a role.", Ticket.OPTIONS),
            ACCESS.revoking("Remove a directory role", "Takes a role away."));

    /** For everyone: it keeps nothing. */
    public RoleAssignment() {}

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public Optional<NeededLicence> licence() {
        return Optional.of(new NeededLicence(Licence.P2, true));
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        Instant now = session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        List<RoleLink> links = changes.stream().map(RoleLink::of).toList();
        List<RoleLink> sound =
                links.stream().filter(link -> !isUnsound(link, now)).toList();
        List<RoleLink> giving =
                new ArrayList<>(sound.stream().filter(RoleLink::giving).toList());
        removeRefused(giving, session);
        RoleReading reading = new RoleReading(session.door(), now);
        // First, so that someone can be given for good what he had for a time.
        RoleTaking taking = new RoleTaking(session, reading, now);
        List<RoleLink> taken = sound.stream().filter(link -> !link.giving()).toList();
        taking.take(taken);
        taking.awaitGone(taken.stream()
                .filter(link -> link.pending().hasChanged() && giving.stream().anyMatch(link::isInTheWayOf))
                .toList());
        new RoleGiving(session, reading, now).give(giving);
        sound.forEach(link -> link.pending().visibleThrough(reading.sight(link)));
    }

    /** Settles what makes no sense, or what Graph has no way to write. */
    private static boolean isUnsound(RoleLink link, Instant now) {
        if (!TYPES.contains(link.principal().type())) {
            link.pending()
                    .refused(
                            "principal-type",
                            "a " + link.principal().type() + " cannot hold a directory role",
                            "choose a user, a service principal or a group that roles can be assigned to");
            return true;
        }
        boolean temporary = link.grant().holding() == Holding.TEMPORARY;
        Optional<Instant> end = link.validity().until();
        Optional<String> wrong = Optional.empty();
        if (!link.scope().startsWith(RoleLink.TENANT)) {
            wrong = Optional.of("has the scope '" + link.scope() + "', which begins with no slash");
        } else if (link.giving() && temporary && end.isEmpty()) {
            wrong = Optional.of("is temporary, and has no end");
        } else if (link.giving() && link.grant().holding() == Holding.ACTIVE && end.isPresent()) {
            wrong = Optional.of("has an end, and is not temporary");
        } else if (end.filter(at -> !at.isAfter(link.validity().from().orElse(now)) || !at.isAfter(now))
                .isPresent()) {
            wrong = Optional.of("ends before it begins");
        }
        wrong.ifPresent(why -> link.pending()
                .failed(
                        ErrorKind.INVALID,
                        link.grant().text() + " " + why,
                        "correct the holding, the scope or the times of the grant"));
        return wrong.isPresent();
    }

    private static void removeRefused(List<RoleLink> giving, ChangeSession session) {
        Map<String, RoleFacts> roles = RoleFacts.read(
                session.door(),
                giving.stream()
                        .map(RoleLink::roleId)
                        .filter(id -> ReservedRoles.refusal(id).isEmpty())
                        .toList());
        Map<String, GroupSecurity> groups = GroupSecurity.read(
                session.door(), giving.stream().map(RoleLink::principal).toList());
        giving.removeIf(link -> {
            Optional<Refusal> refusal = RoleRefusals.known(
                    link, roles.get(link.roleId()), groups.get(link.principal().id()));
            refusal.ifPresent(why -> link.pending()
                    .refused(why.code(), why.reason(), "choose another role, or a principal that can hold it"));
            if (refusal.isEmpty() && !roles.containsKey(link.roleId())) {
                link.pending()
                        .failed(
                                ErrorKind.NOT_FOUND,
                                "the directory role " + link.roleId() + " does not exist",
                                "check the id, or read the roles again");
            }
            return link.pending().settled();
        });
    }
}
