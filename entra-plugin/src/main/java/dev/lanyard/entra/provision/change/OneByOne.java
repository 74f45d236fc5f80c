package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.List;
import java.util.function.Consumer;

/** Carries out changes that Graph does not take together, so that one that fails harms no other. */
public final class OneByOne {

    private OneByOne() {}

    /**
     * Carries out one after another. What goes wrong with one is its own, unless the host no longer waits.
     *
     * @param changes to be settled
     * @param work settles one of them, or throws
     */
    public static void carryOut(List<PendingChange> changes, Consumer<PendingChange> work) {
        for (PendingChange pending : changes) {
            try {
                work.accept(pending);
            } catch (ConnectorException failure) {
                if (failure.kind() == ErrorKind.CANCELLED) {
                    throw failure;
                }
                pending.failed(failure);
            }
        }
    }
}
