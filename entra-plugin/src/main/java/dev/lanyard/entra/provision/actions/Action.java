package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.describe.ActionDescriptor;
import java.util.Map;

/** Something that can be run. Keeps nothing between calls. */
interface Action {

    /** What is said of it; the same every time. */
    ActionDescriptor descriptor();

    /**
     * Runs it, and settles the change; an exception is for this change alone.
     *
     * @param pending its target is of the type that the descriptor says
     * @param arguments fit the descriptor's schema; without blank ones
     */
    void run(PendingChange pending, Map<String, String> arguments, ChangeSession session);
}
