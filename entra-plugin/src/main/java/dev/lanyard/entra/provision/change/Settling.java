package dev.lanyard.entra.provision.change;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.spi.error.ConnectorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Waits until Graph's reads have caught up with writes, which mostly takes no time and at times some seconds. Safe for
 * use by many threads.
 */
public final class Settling {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final GraphDoor door;
    private final Patience patience;
    private final Duration atMost;

    /**
     * Waits for so long.
     *
     * @param door reads
     * @param patience waits
     * @param atMost the longest that reads may take to catch up
     */
    public Settling(GraphDoor door, Patience patience, Duration atMost) {
        this.door = door;
        this.patience = patience;
        this.atMost = atMost;
    }

    /**
     * Asks again and again until the answer is yes.
     *
     * @param question what to ask
     * @param reason what is being waited for, in words for a person
     * @return whether the answer was yes before the time was over
     */
    public boolean until(BooleanSupplier question, String reason) {
        Duration waited = Duration.ZERO;
        Duration next = FIRST;
        while (!question.getAsBoolean()) {
            Duration left = atMost.minus(waited);
            if (left.isZero() || left.isNegative()) {
                return false;
            }
            Duration pause = next.compareTo(left) < 0 ? next : left;
            patience.pause(pause, reason);
            waited = waited.plus(pause);
            next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        }
        return true;
    }

    /**
     * Looks at each change until it is seen; those that stay unseen have a note of it. They are made all the same, so
     * that nothing which happens while looking takes their results away.
     */
    void awaitSight(List<PendingChange> changes) {
        List<PendingChange> unseen = new ArrayList<>(
                changes.stream().filter(change -> change.sight().isPresent()).toList());
        if (unseen.isEmpty()) {
            return;
        }
        String why = "reads do not show it after " + atMost.toSeconds() + " s";
        try {
            until(() -> lookAt(unseen), "reads of Microsoft Graph have yet to show what was changed");
        } catch (ConnectorException failure) {
            why = "whether reads show it is not known: " + failure.getMessage();
        }
        for (PendingChange change : unseen) {
            change.note(
                    "Microsoft Graph",
                    "the change is made, but " + why,
                    "wait a little before the next sync; settleTime sets how long is waited");
        }
    }

    private boolean lookAt(List<PendingChange> unseen) {
        List<RequestInformation> reads = unseen.stream()
                .map(change -> {
                    RequestInformation read =
                            change.sight().orElseThrow().read().get();
                    read.headers.add("Cache-Control", "no-cache");
                    return read;
                })
                .toList();
        List<BatchReply> replies = door.batchOfEach(reads);
        for (int i = unseen.size() - 1; i >= 0; i--) {
            if (shows(replies.get(i), unseen.get(i).sight().orElseThrow())) {
                unseen.remove(i);
            }
        }
        return unseen.isEmpty();
    }

    private static boolean shows(BatchReply reply, Sight sight) {
        try {
            return sight.shown().test(reply);
        } catch (ConnectorException unreadable) {
            return false;
        }
    }
}
