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
import dev.lanyard.spi.describe.StreamDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code check()} tells an administrator. */
public final class CheckingRules {

    /** The first thing that anyone does with new settings. */
    @Rule(
            number = 106,
            sentence = "check() tells of every stream in the order of the description, names the setting when"
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
        for (CapabilityStatus status : report.capabilities()) {
            if (status.readiness() != Readiness.BLOCKED || !namesAny(status, secrets)) {
                wrong.add("with a wrong secret, check() must say that the stream '" + status.capability()
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
        Set<String> all = new HashSet<>();
        trial.descriptor().streams().forEach(stream -> stream.permissions().forEach(each -> all.addAll(each.anyOf())));
        trial.descriptor().changes().forEach(change -> change.permissions().forEach(each -> all.addAll(each.anyOf())));
        trial.descriptor().actions().forEach(action -> action.permissions().forEach(each -> all.addAll(each.anyOf())));
        trial.descriptor()
                .schema()
                .fields()
                .forEach(field -> field.permissions().forEach(each -> all.addAll(each.anyOf())));
        TestBed bed = trial.bed();
        try {
            for (StreamDescriptor stream : trial.descriptor().streams()) {
                if (trial.switchedOff().contains(stream.id())) {
                    continue;
                }
                for (Permission permission : stream.permissions()) {
                    Set<String> others = new HashSet<>(all);
                    permission.anyOf().forEach(others::remove);
                    bed.permit(others);
                    CheckReport report = check(trial, trial.subject().settings());
                    report.capabilities().stream()
                            .filter(status -> status.capability().equals(stream.id()))
                            .filter(status ->
                                    status.readiness() == Readiness.READY || !namesAny(status, permission.anyOf()))
                            .forEach(status -> wrong.add("without " + permission.anyOf() + ", check() must say so of"
                                    + " the stream '" + stream.id() + "', but: " + status));
                }
            }
        } finally {
            bed.permit(all);
        }
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
