package dev.lanyard.contract.cli;

import dev.lanyard.contract.RuleResult;
import dev.lanyard.host.cli.common.CommonOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the results: rule by rule as they come, or all at once as JSON. */
final class VerifyReport {

    private final CommonOptions options;
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    VerifyReport(CommonOptions options) {
        this.options = options;
        List.of("kept", "broken", "notRun").forEach(word -> counts.put(word, 0));
    }

    void add(RuleResult result) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("rule", result.rule().name());
        line.put("sentence", result.rule().sentence());
        if (result instanceof RuleResult.Broken broken) {
            line.put("result", "broken");
            line.put("evidence", broken.evidence());
            tell(result, "BROKEN ", broken.evidence());
        } else if (result instanceof RuleResult.NotRun notRun) {
            line.put("result", "notRun");
            line.put("reason", notRun.reason());
            tell(result, "not run", List.of(notRun.reason()));
        } else {
            line.put("result", "kept");
            tell(result, "kept   ", List.of());
        }
        counts.merge(String.valueOf(line.get("result")), 1, Integer::sum);
        lines.add(line);
    }

    private void tell(RuleResult result, String word, List<String> details) {
        if (!options.json()) {
            options.out()
                    .println(result.rule().name() + "  " + word + "  "
                            + result.rule().sentence());
            details.forEach(detail -> options.out().println("         " + detail.replace("\n", "\n         ")));
            options.out().flush();
        }
    }

    void finish() {
        if (options.json()) {
            Map<String, Object> answer = new LinkedHashMap<>(counts);
            answer.put("rules", lines);
            options.printJson(answer);
        } else {
            options.out()
                    .println(lines.size() + " rules: " + counts.get("kept") + " kept, " + counts.get("broken")
                            + " broken, " + counts.get("notRun") + " not run");
        }
    }
}
