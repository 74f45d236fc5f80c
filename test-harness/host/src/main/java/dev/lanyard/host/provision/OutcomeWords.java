package dev.lanyard.host.provision;

import dev.lanyard.host.store.OperationState;
import dev.lanyard.spi.provision.Outcome;
import java.util.Optional;

/** What there is to say of an outcome, whichever it is. */
public final class OutcomeWords {

    private OutcomeWords() {}

    /**
     * How far the operation has come.
     *
     * @param outcome what came of it
     * @return its state; empty for a plan, after which nothing has come of it
     */
    public static Optional<OperationState> state(Outcome outcome) {
        if (outcome instanceof Outcome.Changed) {
            return Optional.of(OperationState.CHANGED);
        } else if (outcome instanceof Outcome.AlreadySo) {
            return Optional.of(OperationState.ALREADY_SO);
        } else if (outcome instanceof Outcome.Refused) {
            return Optional.of(OperationState.REFUSED);
        } else if (outcome instanceof Outcome.InProgress) {
            return Optional.of(OperationState.IN_PROGRESS);
        } else if (outcome instanceof Outcome.Failed) {
            return Optional.of(OperationState.FAILED);
        }
        return Optional.empty();
    }

    /**
     * The word for an outcome.
     *
     * @param outcome what came of a request
     * @return for example {@code already-so}, or {@code planned}
     */
    public static String word(Outcome outcome) {
        return state(outcome).map(OperationState::word).orElse("planned");
    }

    /**
     * Why it came so.
     *
     * @param outcome what came of a request
     * @return one line, empty where the word says all
     */
    public static String reason(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.refusal().reason();
        } else if (outcome instanceof Outcome.InProgress waiting) {
            return waiting.reason();
        } else if (outcome instanceof Outcome.Failed failed) {
            return String.valueOf(failed.error().getMessage());
        }
        return "";
    }

    /**
     * What a person can do about it.
     *
     * @param outcome what came of a request
     * @return one line, empty where there is nothing to do
     */
    public static String remedy(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.remedy();
        } else if (outcome instanceof Outcome.InProgress waiting) {
            return "repeat it with the same operation id after "
                    + waiting.askAgainAfter().toSeconds() + " s";
        } else if (outcome instanceof Outcome.Failed failed) {
            return failed.error().remedy();
        }
        return "";
    }
}
