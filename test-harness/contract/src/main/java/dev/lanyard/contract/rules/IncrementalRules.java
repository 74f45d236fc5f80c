package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What has changed is read as if everything had been read anew. */
public final class IncrementalRules {

    private static final int MOST_COMPARISONS = 4;
    private static final int MOST_EVIDENCE = 12;

    /** Whoever relies on changes must not drift away from the truth. */
    @Rule(
            number = 301,
            sentence = "A full read followed by the changes equals a full read after the changes, for every kind of"
                    + " change.",
            testBed = Rule.Bed.REQUIRED)
    public void changesAddUp(Trial trial) {
        requireIncremental(trial);
        trial.buildsUpon(202);
        List<String> kinds = trial.bed().kindsOfChange();
        int together = (kinds.size() + MOST_COMPARISONS - 1) / MOST_COMPARISONS;
        try (StoredSync store = StoredSync.empty()) {
            full(trial, store);
            for (int from = 0; from < kinds.size(); from += together) {
                List<String> some = kinds.subList(from, Math.min(from + together, kinds.size()));
                some.forEach(kind -> change(trial, kind));
                changes(trial, store, UnaryOperator.identity());
                compare("after '" + String.join("', '", some) + "'", trial, store);
            }
        }
    }

    /** Pages get lost on their way, and a platform may go back to an older state of its own. */
    @Rule(
            number = 302,
            sentence = "Changes do no harm when each page is read twice, nor when they are read once more from an old"
                    + " checkpoint.",
            testBed = Rule.Bed.REQUIRED)
    public void repeatedChangesDoNoHarm(Trial trial) {
        requireIncremental(trial);
        trial.buildsUpon(202);
        trial.buildsUpon(301);
        try (StoredSync store = StoredSync.empty()) {
            full(trial, store);
            trial.bed().kindsOfChange().forEach(kind -> change(trial, kind));
            List<Checkpoint> old = new ArrayList<>();
            changes(
                    trial,
                    store,
                    real -> DisguisedConnector.readingTwice()
                            .apply(DisguisedConnector.noting(old).apply(real)));
            compare("with each page read twice", trial, store);
            trial.bed().kindsOfChange().forEach(kind -> change(trial, kind));
            changes(trial, store, UnaryOperator.identity());
            changes(trial, store, DisguisedConnector.withCheckpoints(known -> old));
            compare("read once more from an old checkpoint", trial, store);
        }
    }

    /** A checkpoint that is not understood must not pass for "nothing has changed". */
    @Rule(
            number = 303,
            sentence = "A checkpoint that is foreign or damaged is refused as CHECKPOINT_EXPIRED, and the host reads"
                    + " everything instead.")
    public void foreignCheckpointsAreRefused(Trial trial) {
        requireIncremental(trial);
        List<String> wrong = new ArrayList<>();
        try (OpenConnector open = trial.open()) {
            for (Checkpoint genuine : trial.walk().checkpoints()) {
                for (String value : damaged(genuine.value())) {
                    Checkpoint foreign = new Checkpoint(genuine.stream(), genuine.shard(), value);
                    Outcome<Boolean> read = Outcome.of(() -> readsChanges(open, foreign));
                    if (!expired(read)) {
                        wrong.add("a checkpoint of the stream '" + genuine.stream() + "' that reads '" + value + "': "
                                + read.describe());
                    }
                }
            }
        }
        RuleBroken.ifAny(wrong);
        try (StoredSync store = StoredSync.empty()) {
            full(trial, store);
            sync(
                    trial,
                    store,
                    SyncMode.AUTOMATIC,
                    DisguisedConnector.withCheckpoints(known -> known.stream()
                            .map(each -> new Checkpoint(each.stream(), each.shard(), "made-up"))
                            .toList()));
            compare("after checkpoints were lost", trial, store);
        }
    }

    private static List<String> damaged(String genuine) {
        return List.of("made-up", "", new StringBuilder(genuine).reverse().toString());
    }

    /** What was read under other settings is not a base for changes. */
    @Rule(
            number = 304,
            sentence = "When settings have changed what a stream reads, its checkpoints are refused as"
                    + " CHECKPOINT_EXPIRED or the stream is read in full.")
    public void changedSettingsExpireCheckpoints(Trial trial) {
        requireIncremental(trial);
        if (trial.subject().otherSettings().isEmpty()) {
            throw new RuleNotRun("needs a second set of settings, by which something else is read");
        }
        Set<String> affected = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        try (OpenConnector open = trial.open();
                OpenConnector other = trial.open(trial.plugin(), trial.subject().otherSettings())) {
            for (StreamDescriptor stream : trial.descriptor().streams()) {
                RecordedWalk before = walk(open, stream);
                if (!stream.incremental()
                        || before.digests().equals(walk(other, stream).digests())) {
                    continue;
                }
                affected.add(stream.id());
                for (Checkpoint checkpoint : before.checkpoints()) {
                    Outcome<Boolean> read = Outcome.of(() -> readsChanges(other, checkpoint));
                    if (!expired(read) && !read.value().equals(Optional.of(false))) {
                        wrong.add("the stream '" + stream.id() + "' reads something else under the other settings,"
                                + " but goes on from a checkpoint of the first ones");
                    }
                }
            }
        }
        RuleBroken.ifAny(wrong);
        if (affected.isEmpty()) {
            throw new RuleNotRun("no incremental stream reads anything else under the other settings");
        }
    }

    /** A large system is never still while it is read. */
    @Rule(
            number = 305,
            sentence = "A change that is made while a full read is under way is in that read or in the changes that"
                    + " follow it.",
            testBed = Rule.Bed.REQUIRED)
    public void changesDuringAFullReadAreNotLost(Trial trial) {
        requireIncremental(trial);
        trial.buildsUpon(202);
        trial.buildsUpon(301);
        Deque<String> kinds = new ArrayDeque<>(trial.bed().kindsOfChange());
        try (StoredSync store = StoredSync.empty()) {
            store.sync(trial, SyncMode.FULL, trial.subject().pageSize(), DisguisedConnector.disturbed(() -> {
                if (!kinds.isEmpty()) {
                    change(trial, kinds.pop());
                }
            }));
            changes(trial, store, UnaryOperator.identity());
            compare("with changes after each page of the full read", trial, store);
        }
    }

    private static void requireIncremental(Trial trial) {
        if (trial.descriptor().streams().stream().noneMatch(StreamDescriptor::incremental)) {
            throw new RuleNotRun("no stream is incremental; C-102 asserts that checkpoints are refused then");
        }
        trial.walk();
        trial.buildsUpon(210);
    }

    private static RecordedWalk walk(OpenConnector open, StreamDescriptor stream) {
        return open.walker(open.connector()::read).walk(open.connector().plan(SyncRequest.full(Set.of(stream.id()))));
    }

    /** Reads the first page of what has changed since a checkpoint; false if it is not taken for one of changes. */
    private static boolean readsChanges(OpenConnector open, Checkpoint checkpoint) {
        SyncRequest request =
                new SyncRequest(Set.of(checkpoint.stream()), List.of(checkpoint), SyncRequest.MAX_PAGE_SIZE);
        boolean ofChanges = false;
        for (SyncPartition partition : open.connector().plan(request)) {
            if (partition.incremental() && partition.shard().equals(checkpoint.shard())) {
                open.connector().read(partition, Cursor.start());
                ofChanges = true;
            }
        }
        return ofChanges;
    }

    private static boolean expired(Outcome<?> read) {
        return read.thrown()
                .filter(thrown ->
                        thrown instanceof ConnectorException refusal && refusal.kind() == ErrorKind.CHECKPOINT_EXPIRED)
                .isPresent();
    }

    private static void change(Trial trial, String kind) {
        TestBed bed = trial.bed();
        bed.change(kind);
        trial.changed();
    }

    private static void full(Trial trial, StoredSync store) {
        sync(trial, store, SyncMode.FULL, UnaryOperator.identity());
    }

    private static void changes(Trial trial, StoredSync store, UnaryOperator<Connector> disguise) {
        sync(trial, store, SyncMode.INCREMENTAL, disguise);
    }

    private static void sync(Trial trial, StoredSync store, SyncMode mode, UnaryOperator<Connector> disguise) {
        store.sync(trial, mode, SyncRequest.MAX_PAGE_SIZE, disguise);
    }

    private static void compare(String when, Trial trial, StoredSync store) {
        try (StoredSync fresh = StoredSync.empty()) {
            full(trial, fresh);
            Set<String> missing = new LinkedHashSet<>(fresh.export());
            Set<String> surplus = new LinkedHashSet<>(store.export());
            Set<String> both = new LinkedHashSet<>(missing);
            both.retainAll(surplus);
            missing.removeAll(both);
            surplus.removeAll(both);
            List<String> wrong = new ArrayList<>();
            missing.stream().limit(MOST_EVIDENCE).forEach(line -> wrong.add(when + ", missing: " + line));
            surplus.stream().limit(MOST_EVIDENCE).forEach(line -> wrong.add(when + ", wrong: " + line));
            RuleBroken.ifAny(wrong);
        }
    }
}
