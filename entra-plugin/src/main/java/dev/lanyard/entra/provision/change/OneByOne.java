package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.List;
import java.util.function.Consumer;

/** Carries out changes that Graph does not take together, so that one that fails harms no other. */
public final class OneByOne {

    private OneByOne() {}

    /**
     * Carries out changes in their order.
     *
     * @param changes what to do
     * @param work carries out one and settles it; an exception counts for that one, unless the host no longer waits
     */
    public static void apply(List<PendingChange> changes, Consumer<PendingChange> work) {
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
