package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Map;

/** Makes sense of what Graph refuses about users. */
final class AccountRefusals {

    private AccountRefusals() {}

    /**
     * Settles a change that Graph has not carried out.
     *
     * @param what what was to be changed, in words
     * @param refusals further words of Graph's that mean a refusal, with the code for it
     */
    static void settle(PendingChange pending, WriteReply reply, String what, Map<String, String> refusals) {
        reply.requestId().ifPresent(pending::decidedBy);
        if (reply.says("already exists")) {
            pending.refused("exists", what + ": " + reply.message(), "choose another value for that property");
            return;
        }
        if (reply.status() == 400 && reply.says("password")) {
            pending.refused("password-policy", what + ": " + reply.message(), "choose a stronger password");
            return;
        }
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            if (reply.says(refusal.getKey())) {
                pending.refused(refusal.getValue(), what + ": " + reply.message(), "change what is in the way first");
                return;
            }
        }
        ConnectorException failure = reply.failureOrThrow();
        if (failure.kind() == ErrorKind.PERMISSION) {
            pending.note(
                    "directory role",
                    "for administrators and for passwords the application needs a directory role as well as the"
                            + " permission",
                    "assign User Administrator to the application; Privileged Authentication Administrator for"
                            + " accounts with higher roles");
        }
        pending.failed(failure);
    }
}
