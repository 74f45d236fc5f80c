package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.accounts.AccountUpdate;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.model.Attributes;
import java.util.Map;
import java.util.Set;

/** Lets an account sign in, or no longer. */
final class EnablingAction implements Action {

    private static final String ENABLED = "accountEnabled";

    private final boolean enabled;
    private final ActionDescriptor descriptor;

    EnablingAction(boolean enabled) {
        this.enabled = enabled;
        this.descriptor = Descriptors.onAccount(
                enabled ? "enable-user" : "disable-user",
                enabled ? "Enable a user" : "Disable a user",
                enabled
                        ? "Lets the account sign in."
                        : "Lets the account sign in no longer; sessions that are open are ended by revoke-sessions.",
                ConfigSchema.EMPTY,
                Descriptors.schema(Descriptors.flag(ENABLED, "Account enabled", "Whether the account can sign in.")),
                new Permission(WritePermissions.ENABLING_USERS, "to switch accounts on and off", false),
                Descriptors.READING);
    }

    @Override
    public ActionDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void run(PendingChange pending, Map<String, String> arguments, ChangeSession session) {
        new AccountUpdate(session)
                .update(
                        pending,
                        AccountActions.account(pending),
                        Attributes.builder().put(ENABLED, enabled).build(),
                        Set.of());
        if (pending.isSo()) {
            pending.value(ENABLED, Boolean.toString(enabled));
        }
    }
}
