package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AskedTexts;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.provision.change.ObjectPresence;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes groups, each exactly once: a group's unique name carries the operation's id, and Graph makes no second group of
 * that name. So whatever happened to an answer, the group of that name is the one that this operation has made.
 *
 * @see "Microsoft Graph v1.0 reference: Upsert group"
 */
final class GroupCreation {

    private static final String NAMESPACE = "lanyard-";
    private static final int ATTEMPTS = 3;

    private static final PageReader MADE = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", GroupSchema.MAIL_NICKNAME)
                    .build(),
            Set.of());

    private final ChangeSession session;

    GroupCreation(ChangeSession session) {
        this.session = session;
    }

    void create(PendingChange pending, AskedTexts texts) {
        List<String> problems = AskedGroup.problems(texts);
        if (!problems.isEmpty()) {
            pending.refused(
                    "invalid", "the group cannot be made: " + String.join("; ", problems), "correct these values");
            return;
        }
        AskedGroup asked = new AskedGroup(texts.config().orElseThrow());
        FirstPrincipals principals = FirstPrincipals.find(asked, session);
        if (!principals.problems().isEmpty()) {
            pending.refused(
                    "invalid",
                    "the group '" + asked.name() + "' cannot be made: " + String.join("; ", principals.problems()),
                    "name others, or make these first");
            return;
        }
        new Attempt(pending, asked, principals).run();
    }

    /**
     * A group that Graph has made.
     *
     * @param id its id
     * @param nickname its mail nickname
     */
    private record Made(String id, String nickname) {
        static Made of(byte[] body) {
            return Facts.one(MADE, body, row -> new Made(row.text("id"), row.text(GroupSchema.MAIL_NICKNAME)));
        }
    }

    /** One group on its way. */
    private final class Attempt {
        private final PendingChange pending;
        private final AskedGroup asked;
        private final FirstPrincipals principals;
        private final String path;
        private boolean inDoubt;

        Attempt(PendingChange pending, AskedGroup asked, FirstPrincipals principals) {
            this.pending = pending;
            this.asked = asked;
            this.principals = principals;
            this.path = GraphPath.of(
                    "/groups(uniqueName='{}')", NAMESPACE + pending.operation().value());
        }

        void run() {
            Optional<Made> before = find();
            if (before.isPresent()) {
                made(before.get());
                return;
            }
            Iterator<String> nicknames = asked.nicknames(pending.operation()).iterator();
            WriteReply reply = send(nicknames.next());
            while (reply.says("already exists") && !inDoubt && nicknames.hasNext()) {
                reply = send(nicknames.next());
            }
            reply.requestId().ifPresent(pending::decidedBy);
            if (reply.succeeded() && reply.body().length > 0) {
                made(Made.of(reply.body()));
                return;
            }
            // An upsert of a group that is there answers nothing or refuses; then it is our own from an earlier call.
            Optional<Made> seen = reply.succeeded() || inDoubt ? seen() : Optional.empty();
            if (seen.isPresent()) {
                made(seen.get());
            } else if (reply.succeeded()) {
                pending.failed(
                        ErrorKind.UNAVAILABLE,
                        "the group '" + asked.name() + "' was made, but its id did not arrive",
                        "repeat this with the same operation id");
            } else {
                GroupRefusals.settle(pending, reply, "the group '" + asked.name() + "'");
            }
        }

        private WriteReply send(String nickname) {
            JsonBody body = asked.body(nickname);
            principals.put(body, session.door().requests());
            GraphWrite write = GraphWrite.of(HttpMethod.PATCH, path, body)
                    .with("Prefer", "create-if-missing")
                    .once();
            WriteReply reply = session.writer().write(write);
            for (int attempt = 1; attempt < ATTEMPTS && reply.status() == 0 && reply.inDoubt(); attempt++) {
                inDoubt = true;
                if (seen().isPresent()) {
                    return reply;
                }
                reply = session.writer().write(write);
            }
            inDoubt |= reply.inDoubt();
            return reply;
        }

        private Optional<Made> seen() {
            session.settling()
                    .until(
                            () -> find().isPresent(),
                            "whether the group '" + asked.name() + "' was made is not known yet");
            return find();
        }

        private Optional<Made> find() {
            BatchReply reply = session.door()
                    .batch(List.of(session.door().requests().get(path + "?$select=id,mailNickname")))
                    .get(0);
            return reply.status() == 404 ? Optional.empty() : Optional.of(Made.of(reply.bodyOrThrow()));
        }

        private void made(Made group) {
            pending.concerns(new ResourceId(EntraTypes.GROUP, group.id()));
            if (pending.change() instanceof Change.RunAction) {
                pending.value(GroupSchema.ID, group.id());
                pending.value(GroupSchema.MAIL_NICKNAME, group.nickname());
            }
            if (asked.kind() == GroupKind.MICROSOFT_365 && principals.owners().isEmpty()) {
                pending.note(
                        GroupSchema.OWNERS,
                        "a Microsoft 365 group without an owner may get no site",
                        "make a user its owner");
            }
            pending.visibleThrough(principals
                    .addRest(pending, group.id(), session)
                    .orElse(new ObjectPresence(session.door(), ObjectPresence.Kind.GROUP).sight(group.id(), true)));
            pending.changed();
        }
    }
}
