package dev.lanyard.spi.provision;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.model.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What came of a change: one of a closed set. */
public sealed interface Outcome {

    /** It was not so before, and is now. A read that lags behind writes may show it later. */
    record Changed() implements Outcome {}

    /** It was so before; nothing was changed. */
    record AlreadySo() implements Outcome {}

    /**
     * The system, or what the connector knows of it, does not allow it. Nothing was changed, and asking again is
     * pointless until something else is.
     *
     * @param refusal why, for programs and for people
     * @param remedy what a person can do, one line
     */
    record Refused(Refusal refusal, String remedy) implements Outcome {
        /** Refuses null. */
        public Refused {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(remedy, "remedy");
        }
    }

    /**
     * It has begun, or waits for the system to be ready. Asking again under the same operation id goes on with it.
     *
     * @param reason what is being waited for, one line
     * @param askAgainAfter when asking again makes sense
     */
    record InProgress(String reason, Duration askAgainAfter) implements Outcome {
        /** Refuses null. */
        public InProgress {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(askAgainAfter, "askAgainAfter");
        }
    }

    /**
     * It could not be done, or whether it was done is not known; its kind says whether asking again makes sense. If it
     * does, the same operation id finds out what is so and does only what is missing.
     *
     * @param error what went wrong
     */
    record Failed(ConnectorException error) implements Outcome {
        /** Refuses null. */
        public Failed {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * The answer to a dry run: what would be sent.
     *
     * @param calls every call that would change something, in their order; empty if nothing needs to be changed
     */
    record Planned(List<PlannedCall> calls) implements Outcome {
        /** Keeps a copy. */
        public Planned {
            calls = List.copyOf(calls);
        }
    }
}
