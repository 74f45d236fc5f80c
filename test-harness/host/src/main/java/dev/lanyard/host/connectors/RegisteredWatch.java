package dev.lanyard.host.connectors;

import dev.lanyard.host.Problem;
import dev.lanyard.host.event.FeedListener;
import dev.lanyard.host.files.Lease;
import dev.lanyard.host.provision.Answer;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.provision.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes into a connector's state and log what is done with it. */
final class RegisteredWatch implements ConnectorWatch {

    private final StateKeeper states;
    private final ConnectorLog log;
    /** A stream that the check has found wanting stays so, although what was read of the others is whole. */
    private volatile @Nullable Verdict check;

    RegisteredWatch(StateKeeper states, ConnectorLog log) {
        this.states = states;
        this.log = log;
    }

    @Override
    public Activity connecting() {
        // Somebody else may be trying it, too; that is no reason not to.
        return begin(ConnectorState.CONNECTING).orElse(() -> {});
    }

    @Override
    public Activity syncing() {
        return begin(ConnectorState.SYNCING).orElseThrow(states::beingSynced);
    }

    private Optional<Activity> begin(ConnectorState activity) {
        Condition before = states.status().condition();
        states.cutOff().ifPresent(cutOff -> log.warn(new Problem(cutOff.reason(), cutOff.remedy())));
        Optional<Lease> lease = states.begin(activity);
        if (lease.isPresent() && before.state() != activity) {
            transition(before.state(), activity, "");
        }
        return lease.map(held -> () -> {
            states.end(activity, held);
            Condition after = states.status().condition();
            transition(activity, after.state(), after.reason());
        });
    }

    private void transition(ConnectorState from, ConnectorState to, String reason) {
        log.info(from.word() + " → " + to.word() + (reason.isEmpty() ? "" : ": " + reason));
    }

    @Override
    public void conceal(Collection<Secret> secrets) {
        log.conceal(secrets);
    }

    @Override
    public void checked(CheckReport report) {
        Verdict verdict = Verdict.of(report);
        check = verdict;
        states.checked(told(verdict));
    }

    @Override
    public void synced(SyncOutcome outcome) {
        new SyncJournal(log).ended(outcome);
        Verdict.of(outcome)
                .ifPresentOrElse(
                        verdict -> states.synced(told(worse(check, verdict)), plain(verdict), outcome.succeeded()),
                        () -> log.info("stopped by whoever ran it; the next sync goes on from there"));
    }

    private static Verdict worse(@Nullable Verdict check, Verdict sync) {
        return check == null ? sync : sync.or(check);
    }

    @Override
    public void failed(RuntimeException failure) {
        if (isCancelled(failure)) {
            log.info("stopped by whoever ran it");
            return;
        }
        states.failed(told(Verdict.of(failure)));
    }

    @Override
    public void changed(List<Answer> answers, String requestedBy) {
        new ChangeJournal(log).asked(answers, requestedBy);
        answers.stream()
                .flatMap(answer -> answer.result().outcome() instanceof Outcome.Failed failed
                        ? Stream.of(failed.error())
                        : Stream.empty())
                .filter(RegisteredWatch::letsNobodyIn)
                .findFirst()
                .ifPresent(error -> states.failed(told(Verdict.of(error))));
    }

    @Override
    public void signedIn(String account) {
        log.info("signed in as " + account);
    }

    @Override
    public void failed(String part, RuntimeException failure) {
        if (letsNobodyIn(failure)) {
            failed(failure);
        } else if (!isCancelled(failure)) {
            Verdict.of(failure)
                    .problems()
                    .forEach(problem -> log.warn(new Problem(part + ": " + problem.message(), problem.remedy())));
        }
    }

    private static boolean letsNobodyIn(RuntimeException failure) {
        return failure instanceof ConnectorException error && error.kind() == ErrorKind.AUTHENTICATION;
    }

    private static boolean isCancelled(RuntimeException failure) {
        return failure instanceof ConnectorException error && error.kind() == ErrorKind.CANCELLED;
    }

    /** Writes into the log what is wrong, all of it; answers what may be shown. */
    private Verdict told(Verdict verdict) {
        for (Problem problem : verdict.problems()) {
            if (verdict.state() == ConnectorState.FAILED) {
                log.error(problem);
            } else {
                log.warn(problem);
            }
        }
        return plain(verdict);
    }

    private Verdict plain(Verdict verdict) {
        return new Verdict(
                verdict.state(),
                verdict.problems().stream()
                        .map(problem -> new Problem(log.plain(problem.message()), log.plain(problem.remedy())))
                        .toList());
    }

    @Override
    public FeedListener listening(String feed, FeedListener next) {
        return new FeedJournal(log, feed, next);
    }

    @Override
    public SyncListener listening(SyncListener next) {
        return new SyncJournal(log).before(next);
    }
}
