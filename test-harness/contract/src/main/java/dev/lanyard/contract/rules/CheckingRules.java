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
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@code check()} tells an administrator. */
public final class CheckingRules {

    /** The first thing that anyone does with new settings. */
    @Rule(
            number = 106,
            sentence = "check() tells of every stream, change, action and feed in the order of the description, names"
                    + " the setting when credentials are wrong and the permission when one is missing, and writes"
                    + " nothing.",
            testBed = Bed.HELPS)
    public void checkTellsWhatIsMissing(Trial trial) {
        List<String> wrong = new ArrayList<>();
        requireEverythingTold(wrong, trial);
        requireSettingNamed(wrong, trial);
        if (trial.subject().testBed().isPresent()) {
            requireNothingWritten(wrong, trial);
            requirePermissionsNamed(wrong, trial);
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireEverythingTold(List<String> wrong, Trial trial) {
        ConnectorDescriptor descriptor = trial.descriptor();
        CheckReport report = check(trial);
        requireTold(wrong, "streams", descriptor.streams().stream().map(StreamDescriptor::id), report.capabilities());
        requireTold(
                wrong,
                "changes and actions",
                Stream.concat(
                        descriptor.changes().stream().map(ChangeDescriptor::id),
                        descriptor.actions().stream().map(ActionDescriptor::id)),
                changes(report));
        requireTold(wrong, "feeds", descriptor.feeds().stream().map(FeedDescriptor::id), report.feeds());
        if (!report.usable()) {
            wrong.add("with settings that work, check() said " + report.capabilities());
        }
    }

    private static void requireTold(
            List<String> wrong, String what, Stream<String> described, List<CapabilityStatus> told) {
        List<String> expected = described.toList();
        List<String> actual = told.stream().map(CapabilityStatus::capability).toList();
        if (!actual.equals(expected)) {
            wrong.add("the " + what + " are " + expected + ", but check() told of " + actual);
        }
    }

    private static List<CapabilityStatus> changes(CheckReport report) {
        return report.changes().stream()
                .map(status -> new CapabilityStatus(status.change(), status.readiness(), status.findings()))
                .toList();
    }

    private static void requireSettingNamed(List<String> wrong, Trial trial) {
        List<String> secrets;
        try {
            secrets = trial.secretFields();
        } catch (RuleNotRun withoutSecret) {
            return;
        }
        CheckReport report = checkAfresh(trial, trial.settingsWithWrongSecrets());
        List<CapabilityStatus> all = new ArrayList<>(report.capabilities());
        all.addAll(changes(report));
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
        check(trial);
        if (!trial.bed().truth().equals(before)) {
            wrong.add("after check() the system holds something else than before");
        }
    }

    /** Something that a permission is needed for, and where a report tells of it. */
    private record Need(String capability, Function<CheckReport, List<CapabilityStatus>> statuses) {}

    private static void requirePermissionsNamed(List<String> wrong, Trial trial) {
        Set<String> all = everyPermission(trial.descriptor());
        Map<List<String>, List<Need>> needs = needs(trial);
        TestBed bed = trial.bed();
        try {
            needs.forEach((missing, needing) -> {
                Set<String> others = new HashSet<>(all);
                missing.forEach(others::remove);
                bed.permit(others);
                bed.expireTokens();
                CheckReport report = check(trial);
                needing.forEach(need -> requireNamed(wrong, report, need, missing));
            });
        } finally {
            bed.permit(all);
            bed.expireTokens();
        }
    }

    /** What needs which permissions, of which one is enough. What may do without one can have it switched off. */
    private static Map<List<String>, List<Need>> needs(Trial trial) {
        Map<List<String>, List<Need>> needs = new LinkedHashMap<>();
        trial.descriptor().streams().stream()
                .filter(stream -> !trial.switchedOff().contains(stream.id()))
                .forEach(stream -> add(needs, new Need(stream.id(), CheckReport::capabilities), stream.permissions()));
        Feeds.ready(trial).forEach(feed -> add(needs, new Need(feed.id(), CheckReport::feeds), feed.permissions()));
        trial.descriptor()
                .changes()
                .forEach(change -> add(needs, ofChange(change.id()), required(change.permissions())));
        trial.descriptor()
                .actions()
                .forEach(action -> add(needs, ofChange(action.id()), required(action.permissions())));
        return needs;
    }

    private static Need ofChange(String id) {
        return new Need(id, CheckingRules::changes);
    }

    private static List<Permission> required(List<Permission> permissions) {
        return permissions.stream().filter(permission -> !permission.optional()).toList();
    }

    private static void add(Map<List<String>, List<Need>> needs, Need need, List<Permission> permissions) {
        permissions.forEach(permission -> needs.computeIfAbsent(permission.anyOf(), first -> new ArrayList<>())
                .add(need));
    }

    private static void requireNamed(List<String> wrong, CheckReport report, Need need, List<String> missing) {
        need.statuses().apply(report).stream()
                .filter(status -> status.capability().equals(need.capability()))
                .filter(status -> status.readiness() == Readiness.READY || !namesAny(status, missing))
                .forEach(status -> wrong.add(
                        "without " + missing + ", check() must say so of '" + need.capability() + "', but: " + status));
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

    private static CheckReport check(Trial trial) {
        try (OpenConnector open = trial.open()) {
            return open.connector().check();
        }
    }

    /** Loads the plugin anew: what it may find in its memory of other connectors is another rule's question. */
    private static CheckReport checkAfresh(Trial trial, Map<String, String> settings) {
        try (LoadedPlugin fresh = PluginLoader.load(trial.subject().jar());
                OpenConnector open = trial.open(fresh, settings)) {
            return open.connector().check();
        }
    }
}
