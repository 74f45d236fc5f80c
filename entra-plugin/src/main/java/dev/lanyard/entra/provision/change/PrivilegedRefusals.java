package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.WriteReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes sense of what Privileged Identity Management (PIM) answers to a request. */
public final class PrivilegedRefusals {

    private static final Pattern RULE = Pattern.compile("[A-Za-z]+Rule");
    private static final Duration WAIT = Duration.ofMinutes(5);

    private static final Map<String, String> REMEDIES = new TreeMap<>(
            Map.of(
                    "ExpirationRule",
                    "give an end, and one that is near enough (by default a year for eligibility, half a year otherwise)",
                    "JustificationRule",
                    "give a justification",
                    "TicketingRule",
                    "give " + Ticket.NUMBER + " and " + Ticket.SYSTEM,
                    "MfaRule",
                    "switch multifactor authentication off in PIM's settings for those who assign, as an application has none"));

    private PrivilegedRefusals() {}

    /**
     * Settles a request that breaks the rules that the tenant has set.
     *
     * @param pending the change
     * @param reply what PIM answered
     * @param what what was asked for, in words
     * @return whether it was that
     */
    public static boolean settlePolicy(PendingChange pending, WriteReply reply, String what) {
        if (!reply.says("policy rules failed")) {
            return false;
        }
        List<String> rules = RULE.matcher(reply.message())
                .results()
                .map(match -> match.group())
                .distinct()
                .toList();
        List<String> remedies = rules.stream()
                .map(rule -> REMEDIES.getOrDefault(rule, "change " + rule + " in PIM's settings"))
                .toList();
        pending.refused(
                "policy",
                what + " breaks PIM's rules: " + String.join(", ", rules),
                remedies.isEmpty() ? "look at PIM's settings" : String.join("; ", remedies));
        return true;
    }

    /**
     * Settles a request that PIM has taken, but not carried out.
     *
     * @param pending the change
     * @param status what PIM says of the request, for example {@code PendingApproval}; empty in a dry run
     * @param what what was asked for, in words
     * @return whether it was that
     */
    public static boolean settleUnfinished(PendingChange pending, String status, String what) {
        if (status.startsWith("Pending")) {
            pending.inProgress("PIM has yet to carry out " + what + ": " + status, WAIT);
            return true;
        }
        boolean refused = List.of("Denied", "AdminDenied", "Failed", "Canceled", "TimedOut", "Invalid")
                .contains(status);
        if (refused) {
            pending.refused("denied", "PIM has not carried out " + what + ": " + status, "look at PIM's audit history");
        }
        return refused;
    }
}
