package dev.lanyard.contract.rules;

import dev.lanyard.contract.fresh.FreshReport;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How connectors and plugins end, and what they leave behind. */
public final class ClosingRules {

    /** Closing is done in finally blocks, often twice. */
    @Rule(
            number = 506,
            sentence = "Closing twice is harmless; a closed connector refuses every call as a DEFECT, but still tells"
                    + " its traffic.")
    public void closedConnectorsRefuse(Trial trial) {
        OpenConnector open = trial.open();
        SyncPartition first = open.plan(trial.subject().pageSize()).get(0);
        open.close();
        List<String> wrong = new ArrayList<>();
        try {
            open.close();
        } catch (RuntimeException thrown) {
            wrong.add("closing twice threw " + Outcome.describe(thrown));
        }
        requireDefect(wrong, "read()", Outcome.of(() -> open.connector().read(first, Cursor.start())));
        requireDefect(
                wrong, "plan()", Outcome.of(() -> open.plan(trial.subject().pageSize())));
        requireDefect(wrong, "check()", Outcome.of(() -> open.connector().check()));
        Optional<Change> described = Unoffered.described(trial.descriptor());
        described
                .map(ChangeRequest::of)
                .ifPresent(request -> requireDefect(
                        wrong, "apply()", Outcome.of(() -> open.connector().apply(List.of(request)))));
        trial.descriptor().feeds().stream()
                .findFirst()
                .ifPresent(feed -> requireDefect(
                        wrong, "events()", Outcome.of(() -> open.connector().events(feed.id(), Feeds.EVER, 1))));
        Outcome<?> traffic = Outcome.of(() -> open.connector().traffic());
        if (traffic.thrown().isPresent()) {
            wrong.add("traffic() of a closed connector must answer, but: " + traffic.describe());
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireDefect(List<String> wrong, String what, Outcome<?> outcome) {
        if (!outcome.refusedAs(ErrorKind.DEFECT)) {
            wrong.add(what + " of a closed connector must be refused as DEFECT, but: " + outcome.describe());
        }
    }

    /** Plugins are replaced while the platform runs. */
    @Rule(
            number = 507,
            sentence =
                    "After plugins were loaded, used and closed several times, no thread of theirs lives and no class"
                            + " loader of theirs is reachable.")
    public void nothingIsLeftBehind(Trial trial) {
        FreshReport report = trial.anyFreshRun().report();
        List<String> wrong = new ArrayList<>();
        if (!report.leftThreads().isEmpty()) {
            wrong.add("these threads still live: " + report.leftThreads());
        }
        if (report.leftLoaders() > 0) {
            wrong.add(report.leftLoaders() + " class loaders are still reachable");
        }
        RuleBroken.ifAny(wrong);
    }
}
