package dev.lanyard.host.cli.check;

import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.NeededPermission;
import dev.lanyard.spi.check.Readiness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a check found, as JSON. */
public final class CheckJson {

    private CheckJson() {}

    /**
     * Turns a report into JSON.
     *
     * @param connectorId the id of the plugin's connector
     * @param report what was found
     * @return maps, lists, texts and truth values
     */
    public static Map<String, Object> of(String connectorId, CheckReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("connector", connectorId);
        json.put("usable", report.usable());
        json.put(
                "capabilities",
                report.capabilities().stream().map(CheckJson::of).toList());
        json.put(
                "settings", report.settings().stream().map(CheckJson::ofSetting).toList());
        json.put("feeds", report.feeds().stream().map(CheckJson::of).toList());
        json.put("changes", report.changes().stream().map(CheckJson::of).toList());
        json.put("observations", findings(report.observations()));
        json.put("grantToRead", report.toRead().stream().map(CheckJson::of).toList());
        json.put(
                "grantToReadAndChange",
                report.toChange().stream().map(CheckJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(CapabilityStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("capability", status.capability());
        json.put("readiness", word(status.readiness()));
        json.put("findings", findings(status.findings()));
        return json;
    }

    private static Map<String, Object> ofSetting(CapabilityStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("setting", status.capability());
        json.put("readiness", word(status.readiness()));
        json.put("findings", findings(status.findings()));
        return json;
    }

    private static Map<String, Object> of(ChangeStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("change", status.change());
        json.put("readiness", word(status.readiness()));
        json.put("privilegedRoles", status.privilegedRoles());
        status.privileged().ifPresent(privileged -> json.put("privileged", privileged));
        json.put("findings", findings(status.findings()));
        return json;
    }

    private static Map<String, Object> of(NeededPermission needed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("permission", needed.name());
        json.put("optional", needed.optional());
        needed.granted().ifPresent(granted -> json.put("granted", granted));
        json.put("for", needed.capabilities());
        return json;
    }

    private static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(CheckJson::of).toList();
    }

    private static Map<String, Object> of(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subject", finding.subject());
        json.put("message", finding.message());
        json.put("remedy", finding.remedy());
        return json;
    }

    static String word(Readiness readiness) {
        return readiness.name().toLowerCase(Locale.ROOT);
    }
}
