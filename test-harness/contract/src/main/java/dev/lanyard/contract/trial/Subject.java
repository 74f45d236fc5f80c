package dev.lanyard.contract.trial;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.change.ChangeSamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The connector to examine.
 *
 * @param jar the plugin's jar, or the folder that holds its jars
 * @param settings text by field name, with which it can be opened and can read everything
 * @param otherSettings settings by which it reads something else of the same system; empty if there are none
 * @param changes what to change in that system; empty if nothing may be changed
 * @param testBed controls the system that the settings lead to; empty if there is no such control
 * @param pageSize objects on a page where a rule does not ask for another; small enough for the tenant to fill several
 * @param patience how long a call may take that should end soon; so generous that only a call that hangs exceeds it
 */
public record Subject(
        Path jar,
        Map<String, String> settings,
        Map<String, String> otherSettings,
        Optional<ChangeSamples> changes,
        Optional<TestBed> testBed,
        int pageSize,
        Duration patience) {

    /** Keeps a copy of the settings. */
    public Subject {
        settings = Map.copyOf(settings);
        otherSettings = Map.copyOf(otherSettings);
    }

    /**
     * A connector without a test bed, read in pages of 50, with a minute's patience.
     *
     * @param jar the plugin's jar, or the folder that holds its jars
     * @param settings text by field name
     * @return the subject
     */
    public static Subject of(Path jar, Map<String, String> settings) {
        return new Subject(jar, settings, Map.of(), Optional.empty(), Optional.empty(), 50, Duration.ofMinutes(1));
    }

    /**
     * Adds a test bed.
     *
     * @param bed controls the system that the settings lead to
     * @return a changed copy
     */
    public Subject withTestBed(TestBed bed) {
        return new Subject(jar, settings, otherSettings, changes, Optional.of(bed), pageSize, patience);
    }

    /**
     * Adds a second set of settings.
     *
     * @param settings all that is needed to open the connector; it must read something else of the same system then
     * @return a changed copy
     */
    public Subject withOtherSettings(Map<String, String> settings) {
        return new Subject(jar, this.settings, settings, changes, testBed, pageSize, patience);
    }

    /**
     * Says what to change.
     *
     * @param samples what a connector that changes anything is asked to change
     * @return a changed copy
     */
    public Subject withChanges(ChangeSamples samples) {
        return new Subject(jar, settings, otherSettings, Optional.of(samples), testBed, pageSize, patience);
    }

    /**
     * Changes the page size.
     *
     * @param objects objects on a page
     * @return a changed copy
     */
    public Subject withPageSize(int objects) {
        return new Subject(jar, settings, otherSettings, changes, testBed, objects, patience);
    }

    /**
     * Changes the patience.
     *
     * @param limit how long a call may take that should end soon
     * @return a changed copy
     */
    public Subject withPatience(Duration limit) {
        return new Subject(jar, settings, otherSettings, changes, testBed, pageSize, limit);
    }

    /** Without the settings, as some are secret. */
    @Override
    public String toString() {
        return "connector in " + jar;
    }
}
