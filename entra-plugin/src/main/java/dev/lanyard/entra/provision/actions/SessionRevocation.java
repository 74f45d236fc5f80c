package dev.lanyard.entra.provision.actions;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import java.util.Map;

/** Ends the sessions of an account: every time, so that it is never so already. */
final class SessionRevocation implements Action {

    private static final String REVOKED = "revoked";

    private static final ActionDescriptor DESCRIPTOR = Descriptors.onAccount(
            "revoke-sessions",
            "Revoke sessions",
            "Makes refresh tokens and browser sessions of the account invalid; it has to sign in again. Access tokens"
                    + " work until they expire, and sessions of guests in their own tenants go on.",
            ConfigSchema.EMPTY,
            Descriptors.schema(Descriptors.flag(REVOKED, "Revoked", "Whether the sessions have ended.")),
            new Permission(WritePermissions.SESSIONS, "to end sessions", false));

    @Override
    public ActionDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void run(PendingChange pending, Map<String, String> arguments, ChangeSession session) {
        ResourceId account = AccountActions.account(pending);
        // Ending them twice is the same as ending them once.
        WriteReply reply = session.writer()
                .write(GraphWrite.of(
                        HttpMethod.POST, GraphPath.of("/users/{}/revokeSignInSessions", account.id()), new JsonBody()));
        reply.requestId().ifPresent(pending::decidedBy);
        if (reply.succeeded()) {
            pending.concerns(account);
            pending.value(REVOKED, "true");
            pending.changed();
        } else if (reply.status() == 404) {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    "the account " + account.id() + " does not exist, or was deleted",
                    "check the id; a deleted account has no sessions");
        } else {
            pending.failed(reply.failureOrThrow());
        }
    }
}
