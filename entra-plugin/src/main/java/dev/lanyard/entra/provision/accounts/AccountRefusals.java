package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.List;

/** Makes sense of what Graph refuses about users. */
final class AccountRefusals {

    private AccountRefusals() {}

    /**
     * Settles a change that Graph has not carried out.
     *
     * @param what what was to be changed, in words
     * @param needed what the change needs, the least privileged first
     */
    static void settle(PendingChange pending, WriteReply reply, String what, List<String> needed) {
        reply.requestId().ifPresent(pending::decidedBy);
        if (reply.says("already exists")) {
            pending.refused("exists", what + ": " + reply.message(), "choose another value for that property");
            return;
        }
        if (reply.status() == 400 && reply.says("password")) {
            pending.refused("password-policy", what + ": " + reply.message(), "choose a stronger password");
            return;
        }
        ConnectorException failure = reply.failureOrThrow();
        if (failure.kind() != ErrorKind.PERMISSION) {
            pending.failed(failure);
            return;
        }
        if (!needed.equals(WritePermissions.INVITATIONS)) {
            pending.note(
                    "directory role",
                    "for administrators and for passwords the application needs a directory role as well as the"
                            + " permission",
                    "assign User Administrator to the application; Privileged Authentication Administrator for"
                            + " accounts with higher roles");
        }
        pending.failed(forbidden(what, needed.get(0), reply));
    }

    /** The call alone does not tell what it was that may not be changed. */
    private static ConnectorException forbidden(String what, String permission, WriteReply reply) {
        return ConnectorException.of(
                        ErrorKind.PERMISSION,
                        what + ": changing this needs the application permission " + permission
                                + (reply.message().isBlank()
                                        ? ""
                                        : ": "
                                                + reply.message()
                                                        .lines()
                                                        .findFirst()
                                                        .orElse("")),
                        "grant " + permission + " to the app registration, with admin consent")
                .service(reply.failureOrThrow().serviceCode(), reply.requestId())
                .build();
    }
}
