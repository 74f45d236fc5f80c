package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

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
        carryOut(changes, pending -> pending, work);
    }

    /**
     * Carries out one after another. What goes wrong with one is its own, unless the host no longer waits.
     *
     * @param all what belongs to a change each
     * @param changeOf answers the change
     * @param work settles it, or throws
     * @param <T> what is carried out
     */
    public static <T> void carryOut(List<T> all, Function<T, PendingChange> changeOf, Consumer<T> work) {
        for (T each : all) {
            try {
                work.accept(each);
            } catch (ConnectorException failure) {
                if (failure.kind() == ErrorKind.CANCELLED) {
                    throw failure;
                }
                changeOf.apply(each).failed(failure);
            }
        }
    }
}
