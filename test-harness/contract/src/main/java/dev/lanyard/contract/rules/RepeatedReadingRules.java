package dev.lanyard.contract.rules;

import dev.lanyard.contract.fresh.FreshReport;
import dev.lanyard.contract.fresh.FreshRun;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Sample;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.Differences;
import dev.lanyard.contract.walk.PageMark;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.contract.walk.WorkerRing;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reading again, elsewhere, in other pieces or by other hands yields the same. */
public final class RepeatedReadingRules {

    private static final int WORKERS = 3;
    private static final int MOST_KILLS = 12;
    private static final int MOST_RECORDS_ONE_BY_ONE = 2_000;

    /** A platform keeps decisions about grants; they must not come loose. */
    @Rule(number = 208, sentence = "The identity of a grant is the same from run to run and from process to process.")
    public void grantIdentitiesLast(Trial trial) {
        refuse(
                "in a fresh JVM, grants are",
                freshDifferences(trial).only(Differences::isGrant).withoutChanges());
    }

    /** An export that changes by itself hides the changes that matter. */
    @Rule(
            number = 217,
            sentence = "Two runs over an unchanged system, each in a process of its own, yield the same records, byte"
                    + " for byte.")
    public void runsAreTheSame(Trial trial) {
        refuse("in a fresh JVM, records are", freshDifferences(trial).only(key -> !Differences.isGrant(key)));
    }

    private static Differences freshDifferences(Trial trial) {
        FreshRun run = trial.freshRun();
        FreshReport report = run.report();
        if (!report.walkFailure().isEmpty()) {
            throw new RuleBroken("in a fresh JVM, reading everything failed: " + report.walkFailure());
        }
        return Differences.between(run.walk().digests(), report.digests());
    }

    /** Whoever stores cursors will meet a cycle as a sync that never ends. */
    @Rule(number = 210, sentence = "No cursor comes twice in a partition, so that every read ends.")
    public void cursorsDoNotCycle(Trial trial) {
        RuleBroken.ifAny(trial.walk().repeatedCursors());
    }

    /** A machine that takes over has nothing but the cursor. */
    @Rule(
            number = 213,
            sentence = "A fresh JVM that is given nothing but settings, partition and cursor reads the same page.")
    public void cursorsCanBeReplayed(Trial trial) {
        requireSeveralPages(trial);
        FreshRun run = trial.freshRun();
        List<PageMark> probed = Trial.sampled(run.walk());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < probed.size(); i++) {
            String again = run.report().pages().get(i);
            if (!again.equals(probed.get(i).outline())) {
                wrong.add(probed.get(i).where() + ": first " + probed.get(i).outline() + ", then " + again);
            }
        }
        RuleBroken.ifAny(wrong);
    }

    /** The size of pages is the platform's choice, for its own reasons. */
    @Rule(number = 214, sentence = "Pages of one object and pages of the largest size yield the same records.")
    public void pageSizeDoesNotMatter(Trial trial) {
        RecordedWalk walk = trial.walk();
        if (walk.digests().size() > MOST_RECORDS_ONE_BY_ONE) {
            throw new RuleNotRun("the tenant has " + walk.digests().size() + " records, too many to read one by one;"
                    + " use one with at most " + MOST_RECORDS_ONE_BY_ONE);
        }
        refuse("on pages of one object, records are", walk, walkInPagesOf(1, trial));
        refuse("on pages of the largest size, records are", walk, walkInPagesOf(SyncRequest.MAX_PAGE_SIZE, trial));
    }

    private static RecordedWalk walkInPagesOf(int pageSize, Trial trial) {
        try (OpenConnector open = trial.open()) {
            return open.walk(pageSize);
        }
    }

    /** Pages are handed to whichever thread is free. */
    @Rule(
            number = 215,
            sentence = "Many workers, who read partitions at the same time and take turns at each, read the same as"
                    + " one.")
    public void workersDoNotMatter(Trial trial) {
        RecordedWalk walk = trial.walk();
        try (OpenConnector open = trial.open();
                WorkerRing workers = new WorkerRing(WORKERS, open.connector()::read)) {
            refuse(
                    "with " + WORKERS + " workers, records are",
                    walk,
                    open.walker(workers).walkAtOnce(open.plan(trial.subject().pageSize())));
        }
    }

    /** Processes die; the sync goes on. */
    @Rule(
            number = 216,
            sentence = "A read that is killed after any page and resumed by a new connector, twice, yields the same"
                    + " records as an undisturbed one.")
    public void killedReadsResume(Trial trial) {
        RecordedWalk walk = trial.walk();
        requireSeveralPages(trial);
        Set<PageMark> kills = new HashSet<>(Sample.of(walk.pages(), MOST_KILLS));
        try (KilledReader reader = new KilledReader(trial, kills)) {
            RecordedWalk resumed = reader.walk();
            refuse("after kills and resumes, records are", walk, resumed);
        }
    }

    private static void requireSeveralPages(Trial trial) {
        RecordedWalk walk = trial.walk();
        if (walk.pages().size() == walk.ends().size()) {
            throw new RuleNotRun("every partition fits on one page of "
                    + trial.subject().pageSize() + "; use a bigger tenant or smaller pages");
        }
    }

    private static void refuse(String what, RecordedWalk expected, RecordedWalk actual) {
        refuse(what, Differences.between(expected.digests(), actual.digests()));
    }

    private static void refuse(String what, Differences differences) {
        RuleBroken.ifAny(
                differences.describe().stream().map(line -> what + " " + line).toList());
    }
}
