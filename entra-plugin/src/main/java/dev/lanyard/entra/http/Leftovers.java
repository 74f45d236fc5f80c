package dev.lanyard.entra.http;

import com.azure.core.util.SharedExecutorService;
import dev.lanyard.spi.sync.ReadCost;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.runtime.ObjectMethods;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.internal.concurrent.TaskRunner;
import okio.AsyncTimeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what libraries and the JDK would keep of this plugin, once its last connector is closed: as long as they
 * hold on to one class or thread of it, its class loader cannot be collected.
 *
 * <ul>
 *   <li>azure-core's shared executor, with a hook that the JVM keeps until it ends: it takes an executor of our own.
 *   <li>OkHttp's task runner and Okio's watchdog, threads that offer no way to end them: reached by reflection. Should
 *       the libraries change inside, the threads end by themselves after a minute without work, and the log says so.
 *   <li>The JDK (17) remembers the record type whose {@code equals} was linked last: it is given one of the host's.
 * </ul>
 *
 * <p>What stays out of this class: JSON buffers (see {@link Json}) and what the authentication library leaves in
 * thread-locals (it runs on threads that end).
 */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private static int users;
    private static Optional<ScheduledThreadPoolExecutor> azureExecutor = Optional.empty();

    private Leftovers() {}

    /** Counts a connector that is about to use the libraries. */
    static synchronized void acquire() {
        if (users++ == 0) {
            ScheduledThreadPoolExecutor executor = daemons();
            SharedExecutorService.getInstance().setExecutorService(executor);
            azureExecutor = Optional.of(executor);
            keepIdleTasksOfOkHttp(60_000);
        }
    }

    /** Counts a connector that has used them for the last time. */
    static synchronized void release() {
        if (--users == 0) {
            azureExecutor.ifPresent(ScheduledThreadPoolExecutor::shutdownNow);
            keepIdleTasksOfOkHttp(1);
            endWatchdogOfOkio();
            letTheJdkRememberAnotherRecord();
        }
    }

    private static ScheduledThreadPoolExecutor daemons() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lanyard-entra-azure");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private static void keepIdleTasksOfOkHttp(long millis) {
        try {
            TaskRunner.Backend backend = TaskRunner.INSTANCE.getBackend();
            Field executor = backend.getClass().getDeclaredField("executor");
            executor.setAccessible(true);
            ((ThreadPoolExecutor) executor.get(backend)).setKeepAliveTime(millis, TimeUnit.MILLISECONDS);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            LOG.debug("OkHttp's threads end by themselves a minute after their last use", changed);
        }
    }

    /** The watchdog leaves as soon as it wakes, finds nothing to watch, and no mark that says that it is wanted. */
    private static void endWatchdogOfOkio() {
        try {
            ReentrantLock lock = (ReentrantLock) watchdogs("lock").get(null);
            Condition wake = (Condition) watchdogs("condition").get(null);
            lock.lock();
            try {
                watchdogs("idleSentinel").set(null, null);
                wake.signalAll();
            } finally {
                lock.unlock();
            }
        } catch (ReflectiveOperationException | RuntimeException changed) {
            LOG.debug("Okio's watchdog ends by itself a minute after its last use", changed);
        }
    }

    private static void letTheJdkRememberAnotherRecord() {
        try {
            ObjectMethods.bootstrap(
                    MethodHandles.lookup(),
                    "equals",
                    MethodType.methodType(boolean.class, ReadCost.class, Object.class),
                    ReadCost.class,
                    "");
        } catch (Throwable changed) {
            LOG.debug("the JDK may keep one class of this plugin until it links another record", changed);
        }
    }

    private static Field watchdogs(String name) throws ReflectiveOperationException {
        Field field = AsyncTimeout.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
