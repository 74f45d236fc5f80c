package dev.lanyard.entra.provision.change;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Deletes objects, for a while or for good, and brings them back. What reads do not show may have been made a moment
 * ago, so that it counts as gone only when Graph has nothing to delete; a dry run has to believe its reads.
 */
public final class ObjectRemoval {

    /** Makes sense of what Graph refuses about one kind of object. */
    public interface Refusals {

        /**
         * Settles a change that Graph has not carried out.
         *
         * @param pending the change
         * @param reply what Graph answered
         * @param what what was to be changed, in words
         */
        void settle(PendingChange pending, WriteReply reply, String what);
    }

    private final ChangeSession session;
    private final ObjectPresence.Kind kind;
    private final ObjectPresence presence;
    private final Refusals refusals;

    /**
     * Removes one kind of object.
     *
     * @param session how to read and write
     * @param kind which kind
     * @param refusals makes sense of what Graph refuses
     */
    public ObjectRemoval(ChangeSession session, ObjectPresence.Kind kind, Refusals refusals) {
        this.session = session;
        this.kind = kind;
        this.presence = new ObjectPresence(session.door(), kind);
        this.refusals = refusals;
    }

    /**
     * Deletes an object, which can be restored for a while, and settles the change.
     *
     * @param pending the change
     * @param object which
     */
    public void delete(PendingChange pending, ResourceId object) {
        delete(List.of(pending), any -> object);
    }

    /**
     * Deletes objects, up to twenty in a request, and settles each change.
     *
     * @param changes asks for one object each, no two for the same
     * @param objects answers which
     */
    public void delete(List<PendingChange> changes, Function<PendingChange, ResourceId> objects) {
        List<PendingChange> open = new ArrayList<>();
        for (PendingChange pending : changes) {
            ResourceId object = objects.apply(pending);
            pending.concerns(object);
            if (pending.dryRun() && !presence.exists(object.id())) {
                pending.alreadySo();
            } else {
                open.add(pending);
            }
        }
        List<WriteReply> replies = session.writer()
                .write(open.stream()
                        .map(pending -> GraphWrite.delete(
                                kind.path(objects.apply(pending).id())))
                        .toList());
        List<Integer> numbers = IntStream.range(0, replies.size()).boxed().toList();
        OneByOne.carryOut(numbers, open::get, number -> settleDeletion(open.get(number), objects, replies.get(number)));
    }

    private void settleDeletion(PendingChange pending, Function<PendingChange, ResourceId> objects, WriteReply reply) {
        ResourceId object = objects.apply(pending);
        reply.requestId().ifPresent(pending::decidedBy);
        if (reply.succeeded() || (reply.status() == 404 && isGone(object.id()))) {
            pending.settleAs(reply.succeeded() || reply.inDoubt());
            pending.visibleThrough(presence.sight(object.id(), false));
        } else {
            refusals.settle(pending, reply, live(object));
        }
    }

    /**
     * Deletes an object, live or deleted, so that it cannot be restored, and settles the change.
     *
     * @param pending the change
     * @param object which
     */
    public void purge(PendingChange pending, ResourceId object) {
        pending.concerns(object);
        boolean live = presence.exists(object.id());
        boolean deleted = !live && presence.isRestorable(object.id());
        if (pending.dryRun() && !live && !deleted) {
            pending.alreadySo();
            return;
        }
        if (!deleted) {
            WriteReply reply = session.writer().write(GraphWrite.delete(kind.path(object.id())));
            if (!reply.succeeded() && reply.status() != 404) {
                refusals.settle(pending, reply, live(object));
                return;
            }
            live |= reply.succeeded();
        }
        GraphWrite forGood = GraphWrite.delete(GraphPath.of("/directory/deletedItems/{}", object.id()));
        WriteReply reply = session.writer().write(forGood);
        if (reply.status() == 404 && live && !reply.inDoubt() && becomesRestorable(object.id())) {
            reply = session.writer().write(forGood);
        }
        reply.requestId().ifPresent(pending::decidedBy);
        if (reply.succeeded() || (reply.status() == 404 && isGone(object.id()))) {
            pending.settleAs(reply.succeeded() || live || deleted);
            pending.visibleThrough(presence.sight(object.id(), false));
        } else {
            refusals.settle(pending, reply, "the deleted " + kind.noun() + " " + object.id());
        }
    }

    /**
     * Brings a deleted object back, and settles the change.
     *
     * @param pending the change
     * @param object which
     */
    public void restore(PendingChange pending, ResourceId object) {
        pending.concerns(object);
        if (presence.exists(object.id())) {
            pending.alreadySo();
            return;
        }
        if (!becomesRestorable(object.id())) {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    "the " + kind.noun() + " " + object.id() + " is not among those that can be restored",
                    "Entra ID keeps a deleted " + kind.noun() + " for 30 days; make a new one");
            return;
        }
        WriteReply reply = session.writer()
                .write(GraphWrite.of(
                        HttpMethod.POST,
                        GraphPath.of("/directory/deletedItems/{}/restore", object.id()),
                        new JsonBody()));
        reply.requestId().ifPresent(pending::decidedBy);
        boolean restoredBefore = reply.status() == 404 && reply.inDoubt() && becomesLive(object.id());
        if (reply.succeeded() || restoredBefore) {
            pending.visibleThrough(presence.sight(object.id(), true));
            pending.changed();
        } else {
            refusals.settle(pending, reply, "the deleted " + kind.noun() + " " + object.id());
        }
    }

    private String live(ResourceId object) {
        return "the " + kind.noun() + " " + object.id();
    }

    /** A 404 alone does not tell what is gone, nor does one read that lags behind. */
    private boolean isGone(String id) {
        return session.settling()
                .until(() -> !presence.exists(id), "Microsoft Graph's reads still show the " + kind.noun());
    }

    private boolean becomesLive(String id) {
        return session.settling()
                .until(() -> presence.exists(id), "Microsoft Graph has yet to show the restored " + kind.noun());
    }

    private boolean becomesRestorable(String id) {
        return session.settling()
                .until(() -> presence.isRestorable(id), "Microsoft Graph has yet to list the deleted " + kind.noun());
    }
}
