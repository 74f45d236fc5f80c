package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AccessLink;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Membership or ownership of a group under PIM, until a set end or as a right to activate it.
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
                    new JsonBody().put("startDateTime", now.toString()).put("expiration", expiration));
        }
        return GraphWrite.of(HttpMethod.POST, path() + "ScheduleRequests", body);
    }

    private Optional<String> justification() {
        return pending.change() instanceof Change.GrantAccess granting
                ? granting.justification()
                : ((Change.RevokeAccess) pending.change()).justification();
    }

    /** What there is of it. Whoever is in for good has something else, which is neither given nor taken here. */
    Optional<ScheduleInstance> among(List<ScheduleInstance> instances) {
        return instances.stream()
                .filter(each -> each.direct()
                        && each.access().equals(grant.entitlement().slug())
                        && (eligible() || each.end().isPresent()))
                .findFirst();
    }

    /** Whether this is so. */
    boolean isSo(List<ScheduleInstance> instances) {
        Optional<ScheduleInstance> there = among(instances);
        return giving ? there.filter(each -> endsAsAsked(each.end())).isPresent() : there.isEmpty();
    }

    private boolean endsAsAsked(Optional<Instant> end) {
        // PIM keeps no fractions of a second.
        return end.map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                .equals(validity().until().map(time -> time.truncatedTo(ChronoUnit.SECONDS)));
    }

    Sight sight(GraphDoor door) {
        return new Sight(() -> ScheduleInstance.request(door, this), reply -> isShown(door, reply));
    }

    private boolean isShown(GraphDoor door, BatchReply reply) {
        // What must not be read will never show anything.
        return reply.failure().isPresent() || isSo(ScheduleInstance.read(door, reply.bodyOrThrow()));
    }
}
