package dev.lanyard.contract;

import dev.lanyard.contract.bed.HttpTestBed;
import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.little.LittleReader;
import dev.lanyard.contract.little.LittleService;
import dev.lanyard.contract.trial.Subject;
import dev.lanyard.spi.ConnectorPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes subjects of the little connector and its wrong variants. */
final class LittleTestBed {

    private static final ChangeSamples SAMPLES = ChangeSamples.of(Map.of(
            "create.person.name", "Made {n}",
            "create.team.name", "Team {n}",
            "update.person.name", "Renamed {n}",
            "update.person.note", "Noted {n}",
            "readOnly.person", "id",
            "rotate.team", "t2",
            "action.count-members.role", "member"));

    private LittleTestBed() {}

    /** A packed connector with settings for a running service, without a test bed. */
    static Subject subject(Class<? extends ConnectorPlugin> plugin, LittleService service, Path folder) {
        Map<String, String> settings =
                Map.of("address", service.address().toString(), "secret", LittleService.SECRET, "note", "all is well");
        // Two objects on a page make several pages of a few rows; what hangs here hangs for good.
        Subject subject = Subject.of(PluginJar.of(plugin, folder), settings)
                .withOtherSettings(with(settings, "leads", "false"))
                .withPageSize(2)
                .withPatience(Duration.ofSeconds(5));
        return plugin.equals(LittleReader.class) ? subject : subject.withChanges(SAMPLES);
    }

    private static Map<String, String> with(Map<String, String> settings, String field, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(field, value);
        return changed;
    }

    /** The same with a test bed. */
    static Subject controlled(Class<? extends ConnectorPlugin> plugin, LittleService service, Path folder) {
        return subject(plugin, service, folder).withTestBed(new HttpTestBed(service.address(), Optional.empty()));
    }
}
