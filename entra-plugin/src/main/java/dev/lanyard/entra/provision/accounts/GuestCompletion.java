package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What follows an invitation: attributes that it does not take, and the manager. A guest who was there before stays as
 * they are; only what a fresh guest lacks is added, which an earlier attempt may have left undone.
 */
final class GuestCompletion {

    private static final Duration FRESH = Duration.ofDays(1);
    private static final String UNANSWERED = "PendingAcceptance";

    private final ChangeSession session;
    private final UserReading users;

    GuestCompletion(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
    }

    /** Settles with a user of this address that reads show. */
    void settleWith(PendingChange pending, AskedAccount asked, Attributes there) {
        String id = there.text(UserReading.ID).orElseThrow();
        boolean guest = there.text(UserReading.INVITED).isPresent()
                || there.text("userType").filter(GuestInvitation.GUEST::equals).isPresent();
        if (!guest) {
            pending.refused(
                    "exists",
                    "the address " + asked.text("mail") + " belongs to the account " + id + ", which is no guest",
                    "use that account, or choose another address");
            return;
        }
        NavigableSet<String> different = asked.differences(there);
        Optional<String> manager = asked.manager().filter(name -> !isManager(there, name));
        boolean onlyLacking =
                different.stream().noneMatch(name -> there.get(name).isPresent());
        if ((!different.isEmpty() || manager.isPresent())
                && onlyLacking
                && there.text(AskedAccount.MANAGER).isEmpty()
                && isFresh(there)) {
            complete(pending, asked, id, different, manager);
            return;
        }
        pending.concerns(new ResourceId(EntraTypes.USER, id));
        manager.ifPresent(name -> different.add(AskedAccount.MANAGER));
        if (!different.isEmpty()) {
            pending.note(
                    String.join(", ", different),
                    "the guest was there before, and is not as asked in this",
                    "update the account if it should be");
        }
        pending.alreadySo();
    }

    private boolean isManager(Attributes there, String name) {
        Optional<String> wanted = name.isEmpty() ? Optional.empty() : new ManagerLink(session).find(name);
        return there.text(AskedAccount.MANAGER).equals(wanted);
    }

    private boolean isFresh(Attributes there) {
        Instant oldest = session.clock().instant().minus(FRESH);
        return there.text(UserReading.INVITED).filter(UNANSWERED::equals).isPresent()
                && there.get(UserReading.CREATED)
                        .filter(value -> value instanceof AttributeValue.Time time
                                && time.value().isAfter(oldest))
                        .isPresent();
    }

    /** Goes on with a guest who has just been invited: enabled, with the name and address of the invitation. */
    void complete(PendingChange pending, AskedAccount asked, String id) {
        NavigableSet<String> rest = new TreeSet<>(asked.names());
        rest.remove("mail");
        rest.remove("userType");
        rest.remove("displayName");
        if (asked.values().get("accountEnabled") instanceof AttributeValue.Flag enabled && enabled.value()) {
            rest.remove("accountEnabled");
        }
        complete(pending, asked, id, rest, asked.manager().filter(name -> !name.isEmpty()));
    }

    private void complete(
            PendingChange pending, AskedAccount asked, String id, NavigableSet<String> rest, Optional<String> manager) {
        pending.concerns(new ResourceId(EntraTypes.USER, id));
        boolean set = !rest.isEmpty() && isSet(pending, asked, id, rest);
        new ManagerSetting(session)
                .setOrNote(manager.map(name -> new ManagerSetting.Wanted(pending, id, name)).stream()
                        .toList());
        NavigableSet<String> toSee = set ? rest : new TreeSet<>();
        pending.visibleThrough(new Sight(
                () -> users.request(id, toSee),
                reply -> users.answer(reply, toSee)
                        .filter(guest -> asked.differences(guest).stream().noneMatch(toSee::contains))
                        .isPresent()));
        pending.changed();
    }

    /** The guest is invited in any case; if the rest cannot be set, the result says so. */
    private boolean isSet(PendingChange pending, AskedAccount asked, String id, NavigableSet<String> rest) {
        GraphWrite write =
                GraphWrite.of(HttpMethod.PATCH, GraphPath.of("/users/{}", id), asked.body(rest, Attributes.NONE));
        WriteReply reply = session.writer().write(write);
        if (reply.status() == 404
                && session.settling().until(() -> users.exists(id), "Microsoft Graph has yet to find the new guest")) {
            reply = session.writer().write(write);
        }
        if (!reply.succeeded()) {
            pending.note(
                    String.join(", ", rest),
                    "this could not be set: " + reply.failureOrThrow().getMessage(),
                    "update the account once that is mended");
        }
        return reply.succeeded();
    }
}
