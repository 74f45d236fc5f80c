package dev.lanyard.contract.trial;

/** A rule cannot be put to the test here; the message says what is missing. Never thrown for what a connector lacks. */
public final class RuleNotRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Gives the reason.
     *
     * @param reason what is missing, in words
     */
    public RuleNotRun(String reason) {
        super(reason);
    }
}
