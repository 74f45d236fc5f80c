package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.bed.Traffic;
import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What becomes of a change when the system is in trouble. */
final class TroubledWrites {

    private final TestBed bed;
    private final Changer changer;
    private final Reversible change;
    private final Set<String> calls;
    private final List<String> wrong = new ArrayList<>();

    private TroubledWrites(Trial trial, Changer changer, Reversible change) {
        this.bed = trial.bed();
        this.changer = changer;
        this.change = change;
        this.calls = change.calls(trial, changer);
    }

    /** Some trouble. */
    interface Trouble {
        void make(TroubledWrites writes);
    }

    /**
     * Makes trouble for a connector's changes.
     *
     * @return what is wrong, in words; nothing if it changes nothing, which has been asserted then
     */
    static List<String> in(Trial trial, Trouble trouble) {
        try (Changer changer = new Changer(trial)) {
            return Reversible.of(trial, changer)
                    .map(change -> {
                        TroubledWrites writes = new TroubledWrites(trial, changer, change);
                        trouble.make(writes);
                        return writes.wrong;
                    })
                    .orElse(List.of());
        }
    }

    /** Throttles a write once. */
    void throttle(int seconds) {
        bed.resetTraffic();
        ChangeResult first = changer.require(change.there());
        long usual = bed.traffic().requests();
        changer.require(change.back().apply(first));
        OperationId operation = OperationId.random();
        Truth before = bed.truth();
        faults(Fault.of(Kind.THROTTLE).with("retryAfterSeconds", seconds).times(1), writes());
        bed.resetTraffic();
        long start = System.nanoTime();
        ChangeResult result = changer.ask(operation, change.there());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Traffic traffic = bed.traffic();
        bed.faults(List.of());
        requireDone("throttled once, ", result, before);
        if (traffic.throttled() == 0) {
            throw new RuleNotRun("the test bed throttled no write");
        }
        if (took.compareTo(Duration.ofSeconds(seconds)) < 0) {
            wrong.add("told to wait for " + seconds + " s, a change was done after " + took.toMillis() + " ms");
        }
        if (traffic.requests() > usual + 2 * traffic.throttled()) {
            wrong.add("throttled " + traffic.throttled() + " times, a change took " + traffic.requests()
                    + " requests instead of " + usual);
        }
        finish("throttled once, ", operation, before);
    }

    /** Has each call of a change fail once, in a certain way. */
    void failOnce(Fault fault, String when) {
        OperationId operation = OperationId.random();
        Truth before = bed.truth();
        faults(fault.times(1), calls);
        ChangeResult result = changer.ask(operation, change.there());
        bed.faults(List.of());
        requireDone(when, result, before);
        finish(when, operation, before);
    }

    /** Has every write fail for as long as it takes to give up. */
    void failForLong(Fault fault, String when) {
        OperationId operation = OperationId.random();
        Truth before = bed.truth();
        faults(fault, writes());
        ChangeResult result = changer.ask(operation, change.there());
        if (!unavailable(result)
                || !StateDifference.between(before, bed.truth()).none()) {
            wrong.add(when + "a change must fail as UNAVAILABLE with a remedy, but: " + Changer.describe(result));
        }
        bed.faults(List.of());
        finish(when, operation, before);
    }

    /** Lets tokens expire between two changes; a second renewal would find the login closed. */
    void expireTokens() {
        bed.expireTokens();
        bed.faults(List.of(
                Fault.of(Kind.STATUS).with("status", 503).on(Fault.SIGN_IN).after(1)));
        Truth before = bed.truth();
        ChangeResult result = changer.ask(change.there());
        if (!done(result)) {
            wrong.add("after its token had expired, a change came to " + Changer.describe(result));
        }
        finish("after its token had expired, ", OperationId.random(), before);
    }

    private Set<String> writes() {
        return Changer.writesAmong(calls);
    }

    private void faults(Fault fault, Set<String> endpoints) {
        bed.faults(endpoints.stream().map(fault::on).toList());
    }

    private void requireDone(String when, ChangeResult result, Truth before) {
        if (!done(result) && !unavailable(result)) {
            wrong.add(when + "a change must be done or fail as UNAVAILABLE with a remedy, but: "
                    + Changer.describe(result));
        } else if (done(result) && StateDifference.between(before, bed.truth()).none()) {
            wrong.add(when + "a change is said to be done that is not: " + Changer.describe(result));
        }
    }

    /** Asks again, as a platform would, looks at what has come of it, and takes it back. */
    private void finish(String when, OperationId operation, Truth before) {
        ChangeResult result = changer.ask(operation, change.there());
        if (!done(result)) {
            wrong.add(when + "a change, asked for again when all is well, came to " + Changer.describe(result));
            return;
        }
        String[] ids = change.ids(result);
        wrong.addAll(StateDifference.between(before, bed.truth())
                .notNaming(ids)
                .notCounting(ids)
                .describe(when + "after a change"));
        changer.ask(change.back().apply(result));
        wrong.addAll(StateDifference.between(before, bed.truth())
                .notNaming(ids.length == 1 ? ids : new String[] {""})
                .describe(when + "after a change was taken back"));
    }

    private static boolean done(ChangeResult result) {
        return result.outcome() instanceof Outcome.Changed || result.outcome() instanceof Outcome.AlreadySo;
    }

    private static boolean unavailable(ChangeResult result) {
        return result.outcome() instanceof Outcome.Failed failed
                && failed.error().kind() == ErrorKind.UNAVAILABLE
                && !failed.error().remedy().isBlank();
    }
}
