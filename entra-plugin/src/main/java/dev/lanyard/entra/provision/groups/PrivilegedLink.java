package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AccessLink;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.PrivilegedSchedule;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.provision.change.Ticket;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Membership or ownership of a group under PIM, until a set end, or as a right to activate it.
 *
 * @param pending the change
 * @param grant who is or may become what
 * @param giving whether it is to be given
 */
record PrivilegedLink(PendingChange pending, GrantKey grant, boolean giving) implements AccessLink {

    private static final String PATH = "/identityGovernance/privilegedAccess/group/";

    static PrivilegedLink of(PendingChange pending) {
        return new PrivilegedLink(
                pending, AccessLink.grantOf(pending.change()), pending.change() instanceof Change.GrantAccess);
    }

    String groupId() {
        return grant.entitlement().resource().id();
    }

    boolean eligible() {
        return grant.holding() == Holding.ELIGIBLE;
    }

    boolean ofOwner() {
        return grant.entitlement().slug().equals(EntraTypes.OWNER);
    }

    Validity validity() {
        return pending.change() instanceof Change.GrantAccess granting ? granting.validity() : Validity.PERMANENT;
    }

    /** What is asked for, in the words of a sentence. */
    String words() {
        String slug = grant.entitlement().slug();
        return (eligible() ? "eligibility as " + slug : "being " + slug + " for a time") + " of " + groupId() + " for "
                + principal().text();
    }

    /** The beginning of the names of PIM's collections. */
    String path() {
        return PATH + (eligible() ? "eligibility" : "assignment");
    }

    /** The call; PIM refuses to give what is there and to take what is not, so that it may be repeated. */
    GraphWrite request(String action, Instant now) {
        JsonBody body = new JsonBody()
                .put("accessId", grant.entitlement().slug())
                .put("groupId", groupId())
                .put("principalId", principal().id())
                .put("action", action);
        justification().ifPresent(text -> body.put("justification", text));
        if (giving) {
            JsonBody expiration = validity()
                    .until()
                    .map(end -> new JsonBody().put("type", "afterDateTime").put("endDateTime", end.toString()))
                    .orElseGet(() -> new JsonBody().put("type", "noExpiration"));
            body.put(
                    "scheduleInfo",
                    new JsonBody()
                            .put("startDateTime", validity().from().orElse(now).toString())
                            .put("expiration", expiration));
            Ticket.of(((Change.GrantAccess) pending.change()).options())
                    .ifPresent(ticket -> body.put("ticketInfo", ticket.body()));
        }
        return GraphWrite.of(HttpMethod.POST, path() + "ScheduleRequests", body);
    }

    private Optional<String> justification() {
        return pending.change() instanceof Change.GrantAccess granting
                ? granting.justification()
                : ((Change.RevokeAccess) pending.change()).justification();
    }

    /** What there is of it. Whoever is in for good has something else, which is neither given nor taken here. */
    List<PrivilegedSchedule> among(List<GroupSchedule> schedules) {
        return schedules.stream()
                .filter(each -> each.access().equals(grant.entitlement().slug()))
                .map(GroupSchedule::term)
                .filter(term -> term.direct() && (eligible() || !term.endless()))
                .toList();
    }

    /** What somebody has given of it, which can be given until another time; what was activated cannot. */
    Optional<PrivilegedSchedule> given(List<GroupSchedule> schedules) {
        return among(schedules).stream().filter(term -> !term.activated()).findFirst();
    }

    /** Whether this is so. */
    boolean isSo(List<GroupSchedule> schedules, Instant now) {
        return giving
                ? given(schedules).filter(term -> term.fits(validity(), now)).isPresent()
                : among(schedules).isEmpty();
    }

    Sight sight(GraphDoor door, Instant now) {
        return new Sight(() -> GroupSchedule.request(door, this), reply -> isShown(door, reply, now));
    }

    private boolean isShown(GraphDoor door, BatchReply reply, Instant now) {
        // What must not be read will never show anything.
        return reply.failure().isPresent() || isSo(GroupSchedule.read(door, reply.bodyOrThrow()), now);
    }
}
