package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.provision.accounts.AccountUpdate;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.model.Attributes;
import java.util.Map;
import java.util.Set;

/** Sets or takes away the manager of an account. */
final class ManagerAction implements Action {

    private static final String MANAGER = "manager";

    private static final ActionDescriptor DESCRIPTOR = Descriptors.onAccount(
            "set-manager",
            "Set the manager of a user",
            "Makes somebody the manager of the account, or takes the manager away.",
            Descriptors.schema(Descriptors.text(
                            MANAGER,
                            "Manager",
                            "The manager's object id, principal name or employee id; empty for no manager.")
                    .build()),
            Descriptors.schema(AttributeChanges.FIELD),
            Descriptors.CHANGING);

    @Override
    public ActionDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void run(PendingChange pending, Map<String, String> arguments, ChangeSession session) {
        String manager = arguments.getOrDefault(MANAGER, "");
        AttributeChanges.tell(
                pending,
                new AccountUpdate(session)
                        .update(
                                pending,
                                AccountActions.account(pending),
                                manager.isEmpty()
                                        ? Attributes.NONE
                                        : Attributes.builder()
                                                .put(MANAGER, manager)
                                                .build(),
                                manager.isEmpty() ? Set.of(MANAGER) : Set.of()));
    }
}
