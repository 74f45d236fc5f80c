package dev.lanyard.host.provision;

import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.util.Objects;

/**
 * What a request for a change came to.
 *
 * @param request what was asked for
 * @param result what came of it
 * @param fromJournal whether this is what the connector answered to the same request before, and it was not asked again
 */
public record Answer(ChangeRequest request, ChangeResult result, boolean fromJournal) {

    /** Refuses null. */
    public Answer {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(result, "result");
    }

    /**
     * Whether what was asked for is so, or was planned.
     *
     * @return false if it was refused, has failed or is still under way
     */
    public boolean done() {
        Outcome outcome = result.outcome();
        return outcome instanceof Outcome.Changed
                || outcome instanceof Outcome.AlreadySo
                || outcome instanceof Outcome.Planned;
    }
}
