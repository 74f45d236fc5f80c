package dev.lanyard.contract.trial;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.change.MemoryVault;
import dev.lanyard.contract.fresh.FreshJvm;
import dev.lanyard.contract.fresh.FreshRun;
import dev.lanyard.contract.fresh.FreshTask;
import dev.lanyard.contract.walk.PageMark;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of the suite over a subject. The plugin is loaded once, the plain walk is made once and the second JVM is
 * started once, each when a rule first asks for it. For one thread at a time.
 */
public final class Trial implements AutoCloseable {

    private static final int MOST_PROBES = 20;

    private final Subject subject;
    private final LoadedPlugin plugin;
    private final Map<String, String> wrongSecrets = new HashMap<>();
    private @Nullable RecordedWalk walk;
    private @Nullable RuntimeException walkFailure;
    private @Nullable FreshJvm freshJvm;
    private @Nullable FreshRun freshRun;
    private boolean freshRunIsOld;
    private @Nullable Truth truthBeforeChanges;
    private @Nullable Set<String> switchedOff;
    private final Set<Integer> broken = new HashSet<>();

    /**
     * Loads the plugin.
     *
     * @param subject the connector to examine
     * @throws dev.lanyard.host.plugin.PluginLoadException if it cannot be loaded
     */
    public Trial(Subject subject) {
        this.subject = subject;
        this.plugin = PluginLoader.load(subject.jar());
    }

    /** The connector to examine. */
    public Subject subject() {
        return subject;
    }

    /** The plugin, loaded. */
    public LoadedPlugin plugin() {
        return plugin;
    }

    /** What the plugin says about itself. */
    public ConnectorDescriptor descriptor() {
        return plugin.descriptor();
    }

    /** Opens a connector with the subject's settings. */
    public OpenConnector open() {
        return open(plugin, subject.settings());
    }

    /** Opens a connector with the subject's settings that is to be done by a deadline. */
    public OpenConnector openUntil(Instant deadline) {
        return open(plugin, subject.settings(), new CancellationSource(deadline), new MemoryVault());
    }

    /** Opens a connector of a plugin with some settings. */
    public OpenConnector open(LoadedPlugin from, Map<String, String> settings) {
        return open(from, settings, new CancellationSource(), new MemoryVault());
    }

    /** Opens a connector with the subject's settings that finds in a vault what another has left there. */
    public OpenConnector openWith(MemoryVault vault) {
        return open(plugin, subject.settings(), new CancellationSource(), vault);
    }

    private static OpenConnector open(
            LoadedPlugin from, Map<String, String> settings, CancellationSource cancellation, MemoryVault vault) {
        ConnectorConfig config = from.descriptor().schema().configure(settings);
        Connector connector = from.open(
                config, EmbeddedHostServices.standard().with(cancellation).with(vault));
        return new OpenConnector(connector, cancellation, from.descriptor(), vault);
    }

    /**
     * The subject's settings with another value in place of each secret, always the same one.
     *
     * @throws RuleNotRun if no secret is set
     */
    public Map<String, String> settingsWithWrongSecrets() {
        Map<String, String> settings = new HashMap<>(subject.settings());
        for (String field : secretFields()) {
            settings.put(field, wrongSecrets.computeIfAbsent(field, absent -> "wrong-" + UUID.randomUUID()));
        }
        return settings;
    }

    /**
     * The secret settings.
     *
     * @return names of the fields that are secret and set, at least one
     * @throws RuleNotRun if no secret is set
     */
    public List<String> secretFields() {
        List<String> fields = descriptor().schema().fields().stream()
                .filter(field -> field.type() instanceof FieldType.SecretText)
                .map(ConfigField::name)
                .filter(name -> !subject.settings().getOrDefault(name, "").isBlank())
                .toList();
        if (fields.isEmpty()) {
            throw new RuleNotRun("the configuration has no secret");
        }
        return fields;
    }

    /**
     * The plain walk: everything, read once by one connector on one thread.
     *
     * @throws RuleNotRun if it failed, which is the breach of another rule
     */
    public RecordedWalk walk() {
        try {
            return firstWalk();
        } catch (RuntimeException failed) {
            throw new RuleNotRun("reading everything failed, see C-102: " + Outcome.describe(failed));
        }
    }

    /** The plain walk, for the rule that says that it must succeed. */
    public synchronized RecordedWalk firstWalk() {
        if (walkFailure != null) {
            throw walkFailure;
        }
        if (walk == null) {
            try (OpenConnector open = open()) {
                walk = open.walk(subject.pageSize());
            } catch (ConnectorException failed) {
                walkFailure = failed;
                throw failed;
            }
        }
        return walk;
    }

    /** Pages of a walk that the fresh JVM reads again, in the order of its report. */
    public static List<PageMark> sampled(RecordedWalk walk) {
        return Sample.of(walk.pages(), MOST_PROBES);
    }

    /** What a second, fresh JVM made of the same plugin, settings and cursors, the system being as it is. */
    public synchronized FreshRun freshRun() {
        if (freshRunIsOld) {
            closeFreshJvm();
        }
        return anyFreshRun();
    }

    /** What a second, fresh JVM made of the same plugin and settings, if the system may have changed since. */
    public synchronized FreshRun anyFreshRun() {
        if (freshRun == null) {
            FreshTask task = FreshTask.of(
                    subject.jar(),
                    subject.settings(),
                    secretFieldsIfAny().isEmpty() ? Map.of() : settingsWithWrongSecrets(),
                    subject.pageSize(),
                    sampled(walk()),
                    subject.changes(),
                    subject.patience());
            RecordedWalk before = walk();
            closeFreshJvm();
            FreshJvm jvm = freshJvm();
            freshRun = new FreshRun(jvm.run(task, longPatience()), before, jvm.output());
            freshRunIsOld = false;
            // It has made things and deleted them, which leaves everything as it was only if all went well.
            walk = subject.changes().isPresent() ? null : walk;
        }
        return freshRun;
    }

    /**
     * Has a second JVM read feeds on.
     *
     * @param probes where to read on
     * @return for each page the ids of its events, or how reading it failed
     */
    public synchronized List<String> readFeedsElsewhere(List<FreshTask.FeedProbe> probes) {
        FreshTask task = FreshTask.ofFeeds(subject.jar(), subject.settings(), subject.pageSize(), probes);
        return freshJvm().run(task, longPatience()).feeds();
    }

    private FreshJvm freshJvm() {
        if (freshJvm == null) {
            freshJvm = FreshJvm.start();
        }
        return freshJvm;
    }

    private void closeFreshJvm() {
        if (freshJvm != null) {
            freshJvm.close();
        }
        freshJvm = null;
        freshRun = null;
    }

    private Duration longPatience() {
        return subject.patience().multipliedBy(10);
    }

    private List<String> secretFieldsIfAny() {
        try {
            return secretFields();
        } catch (RuleNotRun none) {
            return List.of();
        }
    }

    /**
     * Tells which streams the settings of this trial switch off: the check names one of the settings, and the plan has
     * no partition of them.
     *
     * @return their ids
     */
    public synchronized Set<String> switchedOff() {
        if (switchedOff == null) {
            Set<String> fields = descriptor().schema().fields().stream()
                    .map(ConfigField::name)
                    .collect(Collectors.toSet());
            try (OpenConnector open = open()) {
                switchedOff = open.connector().check().capabilities().stream()
                        .filter(status -> status.readiness() == Readiness.OFF)
                        .filter(status ->
                                status.findings().stream().map(Finding::subject).anyMatch(fields::contains))
                        .map(CapabilityStatus::capability)
                        .filter(stream -> open.connector()
                                .plan(SyncRequest.full(Set.of(stream)))
                                .isEmpty())
                        .collect(Collectors.toSet());
            }
        }
        return switchedOff;
    }

    /**
     * What to change.
     *
     * @throws RuleNotRun if nothing is said of it
     */
    public ChangeSamples samples() {
        return subject.changes()
                .orElseThrow(() -> new RuleNotRun("needs samples of what to change in the test tenant"));
    }

    /**
     * What the system held when it was about to be changed for the first time in this trial.
     *
     * @throws RuleNotRun if there is no test bed to tell
     */
    public synchronized Truth truthBeforeChanges() {
        if (truthBeforeChanges == null) {
            truthBeforeChanges = bed().truth();
        }
        return truthBeforeChanges;
    }

    /**
     * The control over the outside system.
     *
     * @throws RuleNotRun if there is none
     */
    public TestBed bed() {
        return subject.testBed()
                .orElseThrow(() -> new RuleNotRun("needs a test bed, which controls the system outside"));
    }

    /**
     * Makes a call that should end soon.
     *
     * @param what names the call in the evidence
     * @param call runs on a thread of its own, which is left behind if it hangs
     * @return how the call ended
     * @throws RuleBroken if it has not ended when patience does
     */
    public <T> Outcome<T> soon(String what, Callable<T> call) {
        return new PendingCall<>(what, call).await(subject.patience());
    }

    /**
     * Remembers that a rule is broken.
     *
     * @param rule its number
     */
    public void broke(int rule) {
        broken.add(rule);
    }

    /**
     * Makes sure that what a rule builds upon holds.
     *
     * @param rule the number of another rule
     * @throws RuleNotRun if that rule was found broken in this trial
     */
    public void buildsUpon(int rule) {
        if (broken.contains(rule)) {
            throw new RuleNotRun("builds upon C-" + rule + ", which is broken");
        }
    }

    /** Forgets what was read, for the system has been changed. */
    public synchronized void changed() {
        walk = null;
        walkFailure = null;
        freshRunIsOld = true;
    }

    @Override
    public void close() {
        plugin.close();
        closeFreshJvm();
    }
}
