package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.EntitlementDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a connector says of itself: complete, well spelt, and true. */
public final class DescribingRules {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    /** Ids are what a platform stores. */
    @Rule(
            number = 101,
            sentence = "Every id in the description is a lower-case word with hyphens, unique where it stands, and"
                    + " refers to something that is described.")
    public void idsAreWellFormed(Trial trial) {
        ConnectorDescriptor descriptor = trial.descriptor();
        List<String> wrong = new ArrayList<>();
        requireId(wrong, "connector", descriptor.id());
        if (descriptor.streams().isEmpty()) {
            wrong.add("no stream is described");
        }
        for (StreamDescriptor stream : descriptor.streams()) {
            requireId(wrong, "stream", stream.id());
        }
        descriptor.changes().forEach(change -> requireId(wrong, "change", change.id()));
        descriptor.actions().forEach(action -> requireId(wrong, "action", action.id()));
        descriptor.feeds().forEach(feed -> requireId(wrong, "feed", feed.id()));
        for (ResourceTypeDescriptor type : descriptor.resourceTypes()) {
            requireId(wrong, "resource type", type.id());
            Set<String> slugs = new HashSet<>();
            for (EntitlementDescriptor entitlement : type.entitlements()) {
                String what = "entitlement of " + type.id();
                requireId(wrong, what, entitlement.slug());
                if (!slugs.add(entitlement.slug())) {
                    wrong.add(what + " '" + entitlement.slug() + "' is described twice");
                }
                entitlement.principalTypes().stream()
                        .filter(principal -> descriptor.resourceType(principal).isEmpty())
                        .forEach(principal -> wrong.add(what + " '" + entitlement.slug()
                                + "' can be held by the resource type '" + principal + "', which is not described"));
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireId(List<String> wrong, String what, String id) {
        if (!ID.matcher(id).matches()) {
            wrong.add(what + " '" + id + "' is no lower-case word with hyphens");
        }
    }

    /** A promise is a call that succeeds; what is not promised is refused as such. */
    @Rule(
            number = 102,
            sentence =
                    "Every stream that is described can be planned and read to its end, every feed that is ready can be"
                            + " read; a stream, change, action or feed that is not described, or a checkpoint for a stream"
                            + " that is not incremental, is refused as UNSUPPORTED.")
    public void whatIsDescribedWorks(Trial trial) {
        List<String> wrong = new ArrayList<>();
        Outcome<RecordedWalk> walked = Outcome.of(trial::firstWalk);
        if (walked.thrown().isPresent()) {
            throw new RuleBroken("reading everything failed: " + walked.describe());
        }
        try (OpenConnector open = trial.open()) {
            for (StreamDescriptor stream : trial.descriptor().streams()) {
                if (!trial.switchedOff().contains(stream.id())) {
                    requirePartition(wrong, open, stream);
                }
                requireCheckpointAsPromised(wrong, trial.walk(), stream);
                if (!stream.incremental()) {
                    Checkpoint foreign = new Checkpoint(stream.id(), "", "made-up");
                    requireUnsupported(
                            wrong,
                            "a checkpoint for the stream '" + stream.id() + "', which is not incremental,",
                            open,
                            new SyncRequest(Set.of(stream.id()), List.of(foreign), 1));
                }
            }
            requireUnsupported(
                    wrong, "a stream that is not described", open, SyncRequest.full(Set.of("no-such-stream")));
        }
        wrong.addAll(Unoffered.notRefused(trial));
        wrong.addAll(Feeds.notAsPromised(trial));
        RuleBroken.ifAny(wrong);
    }

    private static void requirePartition(List<String> wrong, OpenConnector open, StreamDescriptor stream) {
        List<SyncPartition> partitions = open.connector().plan(SyncRequest.full(Set.of(stream.id())));
        if (partitions.isEmpty()) {
            wrong.add("the plan for the stream '" + stream.id() + "' has no partition");
        }
        partitions.stream()
                .filter(partition -> !partition.stream().equals(stream.id()))
                .forEach(partition -> wrong.add("the plan for the stream '" + stream.id()
                        + "' has a partition of the stream '" + partition.stream() + "'"));
    }

    private static void requireCheckpointAsPromised(List<String> wrong, RecordedWalk walk, StreamDescriptor stream) {
        boolean left = walk.ends().entrySet().stream()
                .anyMatch(end -> end.getValue()
                        .filter(checkpoint -> checkpoint.stream().equals(stream.id()))
                        .isPresent());
        if (walk.repeatedCursors().isEmpty() && left != stream.incremental()) {
            wrong.add("the stream '" + stream.id() + "' is " + (stream.incremental() ? "" : "not ")
                    + "incremental, but a full read left " + (left ? "a" : "no") + " checkpoint");
        }
    }

    private static void requireUnsupported(List<String> wrong, String what, OpenConnector open, SyncRequest request) {
        Outcome<List<SyncPartition>> outcome = Outcome.of(() -> open.connector().plan(request));
        if (!outcome.refusedAs(ErrorKind.UNSUPPORTED)) {
            wrong.add(what + " must be refused as UNSUPPORTED, but: " + outcome.describe());
        }
    }

    /** A platform describes plugins that it will never open. */
    @Rule(
            number = 103,
            sentence = "Loading and describing the plugin connects to nothing and starts no thread, and the description"
                    + " is the same every time.")
    public void describingIsPure(Trial trial) {
        List<String> wrong = new ArrayList<>();
        trial.freshRun().report().reachedFor().forEach(address -> wrong.add("describing it connected to " + address));
        trial.freshRun()
                .report()
                .startedThreads()
                .forEach(thread -> wrong.add("describing it started the thread '" + thread + "'"));
        if (!trial.plugin().plugin().descriptor().equals(trial.descriptor())) {
            wrong.add("two calls of descriptor() answered differently");
        }
        try (LoadedPlugin again = PluginLoader.load(trial.subject().jar())) {
            if (!again.descriptor().equals(trial.descriptor())) {
                wrong.add("loaded a second time, descriptor() answered differently");
            }
        }
        RuleBroken.ifAny(wrong);
    }
}
