package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.provision.change.ActionArguments;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.List;

/** The actions that concern accounts. */
public final class AccountActions implements ChangeHandler {

    private static final List<Action> ACTIONS = List.of(
            new EnablingAction(true),
            new EnablingAction(false),
            UpdateAction.ofUser(),
            UpdateAction.ofProfile(),
            new ManagerAction(),
            new PrincipalNameCheck(),
            new SessionRevocation(),
            new MethodRevocation());

    private static final List<ActionDescriptor> DESCRIPTORS =
            ACTIONS.stream().map(Action::descriptor).toList();

    /** For everyone: it keeps nothing. */
    public AccountActions() {}

    @Override
    public List<ChangeDescriptor> descriptors() {
        return List.of();
    }

    @Override
    public List<ActionDescriptor> actions() {
        return DESCRIPTORS;
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        OneByOne.carryOut(changes, pending -> {
            Action action = named(((Change.RunAction) pending.change()).action());
            ActionArguments.fitting(pending, action.descriptor())
                    .ifPresent(arguments -> action.run(pending, arguments, session));
        });
    }

    private static Action named(String id) {
        return ACTIONS.stream()
                .filter(action -> action.descriptor().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The account that an action with a target is run on. */
    static ResourceId account(PendingChange pending) {
        return ((Change.RunAction) pending.change()).target().orElseThrow();
    }
}
