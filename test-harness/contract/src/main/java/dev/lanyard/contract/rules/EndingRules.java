package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.PendingCall;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** How calls end that the host no longer waits for. */
public final class EndingRules {

    /** A person who presses stop does not wait for a system that does not answer. */
    @Rule(
            number = 504,
            sentence = "A read or a change that is cancelled while the system does not answer ends soon, as CANCELLED,"
                    + " without a page and without a thread; every later call is refused as CANCELLED.",
            testBed = Bed.HELPS)
    public void cancellingEndsCalls(Trial trial) {
        Optional<EndedWrites> writes = EndedWrites.of(trial);
        Set<String> endpoints = endpointsOfFirstPage(trial);
        Set<Thread> before = threadsOf(trial);
        try (OpenConnector open = trial.open()) {
            SyncPartition first = open.plan(trial.subject().pageSize()).get(0);
            if (trial.subject().testBed().isPresent()) {
                PendingCall<SyncPage> read = readWithoutAnswer(trial, open, endpoints, "a cancelled read");
                open.cancellation().cancel();
                requireCancelled(read.await(trial.subject().patience()), "a read under way when the host cancelled");
            } else {
                open.cancellation().cancel();
            }
            requireAllCancelled(trial, open, first, "after cancelling, ");
            writes.ifPresent(write -> requireCancelled(write.ask(open), "after cancelling, apply()"));
        }
        if (writes.isPresent()) {
            try (OpenConnector open = trial.open()) {
                requireCancelled(writes.get().cancelled(trial, open), "a change under way when the host cancelled");
            }
        }
        List<String> left = threadsLeft(trial, before);
        int opened = writes.isPresent() ? 2 : 1;
        if (!left.isEmpty() && left.size() > opened * threadsLeftWithoutCancelling(trial)) {
            throw new RuleBroken("after cancelling and closing, these threads still live: " + left);
        }
    }

    /** What a connector leaves behind in any case is the question of another rule. */
    private static int threadsLeftWithoutCancelling(Trial trial) {
        trial.subject().testBed().ifPresent(bed -> bed.faults(List.of()));
        Set<Thread> before = threadsOf(trial);
        try (OpenConnector open = trial.open()) {
            readFirstPage(trial, open);
        }
        return threadsLeft(trial, before).size();
    }

    /** A job with a time slot must give it back. */
    @Rule(
            number = 505,
            sentence =
                    "A read or a change whose deadline passes while the system does not answer ends soon, as CANCELLED,"
                            + " without a page; every later call is refused as CANCELLED.",
            testBed = Bed.HELPS)
    public void deadlineIsKept(Trial trial) {
        Optional<EndedWrites> writes = EndedWrites.of(trial);
        Instant past = Instant.now().minusSeconds(1);
        SyncPartition first;
        try (OpenConnector open = trial.open()) {
            first = open.plan(trial.subject().pageSize()).get(0);
        }
        try (OpenConnector late = trial.openUntil(past)) {
            requireAllCancelled(trial, late, first, "with a deadline in the past, ");
            writes.ifPresent(write -> requireCancelled(write.ask(late), "with a deadline in the past, apply()"));
        }
        if (trial.subject().testBed().isPresent()) {
            Set<String> endpoints = endpointsOfFirstPage(trial);
            Instant soon = Instant.now().plus(trial.subject().patience().dividedBy(10));
            try (OpenConnector open = trial.openUntil(soon)) {
                PendingCall<SyncPage> read = readWithoutAnswer(trial, open, endpoints, "a read with a deadline");
                requireCancelled(read.await(trial.subject().patience()), "a read under way at its deadline");
            }
            if (writes.isPresent()) {
                Instant next = Instant.now().plus(trial.subject().patience().dividedBy(10));
                try (OpenConnector open = trial.openUntil(next)) {
                    requireCancelled(writes.get().late(trial, open), "a change under way at its deadline");
                }
            }
        }
    }

    /** The calls that reading a first page takes; signing in is none of them, as test beds do not count it. */
    private static Set<String> endpointsOfFirstPage(Trial trial) {
        if (trial.subject().testBed().isEmpty()) {
            return Set.of();
        }
        trial.bed().resetTraffic();
        try (OpenConnector open = trial.open()) {
            readFirstPage(trial, open);
        }
        return trial.bed().traffic().endpoints().keySet();
    }

    private static SyncPage readFirstPage(Trial trial, OpenConnector open) {
        SyncPartition first = open.plan(trial.subject().pageSize()).get(0);
        return open.connector().read(first, Cursor.start());
    }

    /** Starts a read that gets no answer before patience ends, and waits until the system has its request. */
    private static PendingCall<SyncPage> readWithoutAnswer(
            Trial trial, OpenConnector open, Set<String> endpoints, String what) {
        Fault silence = Fault.of(Kind.DELAY)
                .with("delayMillis", trial.subject().patience().multipliedBy(2).toMillis());
        trial.bed().faults(endpoints.stream().map(silence::on).toList());
        trial.bed().resetTraffic();
        PendingCall<SyncPage> read = new PendingCall<>(what, () -> readFirstPage(trial, open));
        long end = System.nanoTime() + trial.subject().patience().toNanos();
        while (trial.bed().traffic().requests() == 0 && !read.ended() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        if (read.ended()
                && trial.bed().traffic().requests() == 0
                && open.cancellation().deadline().isEmpty()) {
            throw new RuleNotRun("reading the first page calls the system at no endpoint that the test bed counts");
        }
        return read;
    }

    private static void requireAllCancelled(Trial trial, OpenConnector open, SyncPartition partition, String when) {
        requireCancelled(
                soon(trial, when + "read()", () -> open.connector().read(partition, Cursor.start())), when + "read()");
        requireCancelled(
                soon(trial, when + "plan()", () -> open.plan(trial.subject().pageSize())), when + "plan()");
        Outcome<CheckReport> check =
                soon(trial, when + "check()", () -> open.connector().check());
        requireCancelled(check, when + "check()");
    }

    private static <T> Outcome<T> soon(Trial trial, String what, Callable<T> call) {
        return new PendingCall<>(what, call).await(trial.subject().patience());
    }

    private static void requireCancelled(Outcome<?> outcome, String what) {
        if (!outcome.refusedAs(ErrorKind.CANCELLED)) {
            throw new RuleBroken(what + " must end as CANCELLED, but: " + outcome.describe());
        }
    }

    private static Set<Thread> threadsOf(Trial trial) {
        ClassLoader plugin = trial.plugin().classLoader().orElseThrow();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == plugin
                        || thread.getClass().getClassLoader() == plugin)
                .collect(Collectors.toSet());
    }

    private static List<String> threadsLeft(Trial trial, Set<Thread> before) {
        long end = System.nanoTime() + trial.subject().patience().toNanos();
        while (true) {
            List<String> left = threadsOf(trial).stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .toList();
            if (left.isEmpty() || System.nanoTime() > end) {
                return left;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
