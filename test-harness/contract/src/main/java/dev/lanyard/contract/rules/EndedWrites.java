package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.PendingCall;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A change that the host no longer waits for.
 *
 * @param change one that has been made already, so that nothing differs if the system carries it out after all
 * @param calls the calls that it takes
 */
record EndedWrites(Change change, Set<String> calls) {

    /** Empty if nothing is offered or nothing may be changed. */
    static Optional<EndedWrites> of(Trial trial) {
        if (trial.subject().changes().isEmpty() || trial.subject().testBed().isEmpty()) {
            return Optional.empty();
        }
        try (Changer changer = new Changer(trial)) {
            return Reversible.of(trial, changer).map(reversible -> {
                Change back = reversible.back().apply(changer.require(reversible.there()));
                trial.bed().resetTraffic();
                changer.require(back);
                return new EndedWrites(back, trial.bed().traffic().endpoints().keySet());
            });
        }
    }

    /** Cancels it while the system does not answer; how it ended is answered. */
    Outcome<ChangeResult> cancelled(Trial trial, OpenConnector open) {
        PendingCall<ChangeResult> pending = withoutAnswer(trial, open, "a cancelled change");
        open.cancellation().cancel();
        return pending.await(trial.subject().patience());
    }

    /** Lets its deadline pass while the system does not answer; how it ended is answered. */
    Outcome<ChangeResult> late(Trial trial, OpenConnector open) {
        return withoutAnswer(trial, open, "a change with a deadline")
                .await(trial.subject().patience());
    }

    /** Asks for it; what failed is answered as if it had been thrown, as either is allowed. */
    Outcome<ChangeResult> ask(OpenConnector open) {
        return Outcome.of(() -> result(open));
    }

    private ChangeResult result(OpenConnector open) {
        ChangeResult result =
                open.connector().apply(List.of(ChangeRequest.of(change))).get(0);
        if (result.outcome() instanceof dev.lanyard.spi.provision.Outcome.Failed failed) {
            throw failed.error();
        }
        return result;
    }

    private PendingCall<ChangeResult> withoutAnswer(Trial trial, OpenConnector open, String what) {
        Fault silence = Fault.of(Kind.DELAY)
                .with("delayMillis", trial.subject().patience().multipliedBy(2).toMillis());
        trial.bed().faults(calls.stream().map(silence::on).toList());
        trial.bed().resetTraffic();
        PendingCall<ChangeResult> pending = new PendingCall<>(what, () -> result(open));
        Instant end = Instant.now().plus(trial.subject().patience());
        while (trial.bed().traffic().requests() == 0
                && !pending.ended()
                && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return pending;
    }
}
