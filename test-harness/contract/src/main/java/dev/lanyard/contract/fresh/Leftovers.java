package dev.lanyard.contract.fresh;

import dev.lanyard.host.plugin.LoadedPlugin;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads and class loaders of plugins that outlive them.
 *
 * <p>In this JVM only plugins have class loaders besides the JVM's own, so a thread whose class or context class loader
 * is any other is a plugin's.
 */
final class Leftovers {

    private final Duration patience;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    /** Lets threads and class loaders go for so long that only what never goes is still there. */
    Leftovers(Duration patience) {
        this.patience = patience;
    }

    void watch(LoadedPlugin plugin) {
        loaders.add(new WeakReference<>(plugin.classLoader().orElseThrow()));
    }

    List<String> threads() {
        await(() -> plugins().isEmpty());
        return plugins();
    }

    int loaders() {
        await(() -> {
            System.gc();
            return reachable() == 0;
        });
        return reachable();
    }

    private int reachable() {
        return (int) loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static List<String> plugins() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> isForeign(thread.getContextClassLoader())
                        || isForeign(thread.getClass().getClassLoader()))
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static boolean isForeign(@Nullable ClassLoader loader) {
        return loader != null
                && loader != ClassLoader.getSystemClassLoader()
                && loader != ClassLoader.getPlatformClassLoader();
    }

    private void await(BooleanSupplier gone) {
        long end = System.nanoTime() + patience.toNanos();
        while (!gone.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
