package dev.lanyard.entra.check;

import dev.lanyard.entra.config.Licence;
import dev.lanyard.entra.config.ReadingPermissions;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a setting needs that is switched on.
 *
 * @param setting its name
 * @param permissions what its description says, but for what another setting makes needless
 * @param licence the licence that its description says, in Microsoft's words
 */
public record SettingNeeds(String setting, List<Permission> permissions, Optional<String> licence) {

    /** Keeps a copy. */
    public SettingNeeds {
        permissions = List.copyOf(permissions);
    }

    /**
     * Tells what the settings need that are switched on.
     *
     * @param schema describes them
     * @param config what is set
     * @return one for each that needs anything, in the order of the schema
     */
    public static List<SettingNeeds> of(ConfigSchema schema, ConnectorConfig config) {
        return schema.fields().stream()
                .filter(field -> !field.permissions().isEmpty())
                .filter(field -> isOn(field, config))
                .map(field -> new SettingNeeds(field.name(), ReadingPermissions.of(field, config), field.licence()))
                .toList();
    }

    private static boolean isOn(ConfigField field, ConnectorConfig config) {
        return field.type() instanceof FieldType.Flag
                ? config.flag(field.name()).orElse(false)
                : config.isSet(field.name());
    }

    /** Whether it has its effect, given what the tokens tell and which licences turned out to be missing. */
    CapabilityStatus status(Granted granted, Set<Licence> missing) {
        Verdict verdict = new Verdict();
        verdict.judge(permissions, granted);
        missing.stream()
                .filter(each -> licence.filter(each.title()::equals).isPresent())
                .forEach(each -> verdict.lacks(Findings.unlicensed(each), true));
        return new CapabilityStatus(setting, verdict.readiness(), verdict.findings());
    }
}
