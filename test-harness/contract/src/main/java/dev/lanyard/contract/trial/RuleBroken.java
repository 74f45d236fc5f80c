package dev.lanyard.contract.trial;

import java.util.List;

/** A connector does not keep a rule. The message is the evidence, a line for each breach. */
public final class RuleBroken extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final transient List<String> evidence;

    /**
     * Reports a breach.
     *
     * @param evidence what was seen, at least one line
     */
    public RuleBroken(List<String> evidence) {
        super(String.join("\n", evidence));
        this.evidence = List.copyOf(evidence);
    }

    /**
     * Reports a breach.
     *
     * @param evidence what was seen
     */
    public RuleBroken(String evidence) {
        this(List.of(evidence));
    }

    /**
     * Reports breaches, if there are any.
     *
     * @param evidence what was seen; empty if all is well
     */
    public static void ifAny(List<String> evidence) {
        if (!evidence.isEmpty()) {
            throw new RuleBroken(evidence);
        }
    }

    /**
     * What was seen.
     *
     * @return at least one line
     */
    public List<String> evidence() {
        return evidence;
    }
}
