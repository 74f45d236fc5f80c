package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What {@code check()} tells an administrator. */
public final class CheckingRules {

    /** The first thing that anyone does with new settings. */
    @Rule(
            number = 106,
            sentence = "check() tells of every stream and feed in the order of the description, names the setting when"
                    + " credentials are wrong and the permission when one is missing, and writes nothing.",
            testBed = Bed.HELPS)
    public void checkTellsWhatIsMissing(Trial trial) {
        List<String> wrong = new ArrayList<>();
        requireEveryStreamReady(wrong, trial);
        requireSettingNamed(wrong, trial);
        if (trial.subject().testBed().isPresent()) {
            requireNothingWritten(wrong, trial);
            requirePermissionsNamed(wrong, trial);
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireEveryStreamReady(List<String> wrong, Trial trial) {
        CheckReport report = check(trial, trial.subject().settings());
        List<String> streams =
                trial.descriptor().streams().stream().map(StreamDescriptor::id).toList();
        List<String> told =
                report.capabilities().stream().map(CapabilityStatus::capability).toList();
        if (!told.equals(streams)) {
            wrong.add("the streams are " + streams + ", but check() told of " + told);
        }
        List<String> feeds =
                trial.descriptor().feeds().stream().map(FeedDescriptor::id).toList();
        List<String> toldOfFeeds =
                report.feeds().stream().map(CapabilityStatus::capability).toList();
        if (!toldOfFeeds.equals(feeds)) {
            wrong.add("the feeds are " + feeds + ", but check() told of " + toldOfFeeds);
        }
        if (!report.usable()) {
            wrong.add("with settings that work, check() said " + report.capabilities());
        }
    }

    private static void requireSettingNamed(List<String> wrong, Trial trial) {
        List<String> secrets;
        try {
            secrets = trial.secretFields();
        } catch (RuleNotRun withoutSecret) {
            return;
        }
        CheckReport report = check(trial, trial.settingsWithWrongSecrets());
        List<CapabilityStatus> all = new ArrayList<>(report.capabilities());
        report.feeds().stream()
                .filter(status -> Feeds.switchOf(trial, status).isEmpty())
                .forEach(all::add);
        for (CapabilityStatus status : all) {
            if (status.readiness() != Readiness.BLOCKED || !namesAny(status, secrets)) {
                wrong.add("with a wrong secret, check() must say that '" + status.capability()
                        + "' is blocked, and name one of " + secrets + ", but: " + status);
            }
        }
    }

    private static void requireNothingWritten(List<String> wrong, Trial trial) {
        Truth before = trial.bed().truth();
        check(trial, trial.subject().settings());
        if (!trial.bed().truth().equals(before)) {
            wrong.add("after check() the system holds something else than before");
        }
    }

    private static void requirePermissionsNamed(List<String> wrong, Trial trial) {
        Set<String> all = everyPermission(trial.descriptor());
        List<FeedDescriptor> feeds = Feeds.ready(trial);
        TestBed bed = trial.bed();
        try {
            for (StreamDescriptor stream : trial.descriptor().streams()) {
                if (trial.switchedOff().contains(stream.id())) {
                    continue;
                }
                stream.permissions()
                        .forEach(each -> requireNamed(wrong, trial, all, each, stream.id(), CheckReport::capabilities));
            }
            for (FeedDescriptor feed : feeds) {
                feed.permissions()
                        .forEach(each -> requireNamed(wrong, trial, all, each, feed.id(), CheckReport::feeds));
            }
        } finally {
            bed.permit(all);
        }
    }

    private static void requireNamed(
            List<String> wrong,
            Trial trial,
            Set<String> all,
            Permission missing,
            String capability,
            Function<CheckReport, List<CapabilityStatus>> statuses) {
        Set<String> others = new HashSet<>(all);
        missing.anyOf().forEach(others::remove);
        trial.bed().permit(others);
        statuses.apply(check(trial, trial.subject().settings())).stream()
                .filter(status -> status.capability().equals(capability))
                .filter(status -> status.readiness() == Readiness.READY || !namesAny(status, missing.anyOf()))
                .forEach(status -> wrong.add("without " + missing.anyOf() + ", check() must say so of '" + capability
                        + "', but: " + status));
    }

    /** All that anything described needs or can do with. */
    static Set<String> everyPermission(ConnectorDescriptor descriptor) {
        Set<String> all = new HashSet<>();
        descriptor.streams().forEach(stream -> stream.permissions().forEach(each -> all.addAll(each.anyOf())));
        descriptor.changes().forEach(change -> change.permissions().forEach(each -> all.addAll(each.anyOf())));
        descriptor.feeds().forEach(feed -> feed.permissions().forEach(each -> all.addAll(each.anyOf())));
        descriptor.actions().forEach(action -> action.permissions().forEach(each -> all.addAll(each.anyOf())));
        descriptor.schema().fields().forEach(field -> field.permissions().forEach(each -> all.addAll(each.anyOf())));
        return all;
    }

    private static boolean namesAny(CapabilityStatus status, List<String> names) {
        return status.findings().stream()
                .map(Finding::subject)
                .anyMatch(subject -> names.stream().anyMatch(subject::contains));
    }

    /** Loads the plugin anew: what it may find in its memory of other connectors is another rule's question. */
    private static CheckReport check(Trial trial, Map<String, String> settings) {
        try (LoadedPlugin fresh = PluginLoader.load(trial.subject().jar());
                OpenConnector open = trial.open(fresh, settings)) {
            return open.connector().check();
        }
    }
}
