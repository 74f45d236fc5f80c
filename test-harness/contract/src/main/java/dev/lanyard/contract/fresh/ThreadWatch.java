package dev.lanyard.contract.fresh;

import java.util.List;
import java.util.Set;

/** Tells the threads that were started since. */
final class ThreadWatch {

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    List<String> started() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .sorted()
                .toList();
    }
}
