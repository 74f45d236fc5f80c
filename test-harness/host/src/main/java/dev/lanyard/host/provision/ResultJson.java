package dev.lanyard.host.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.store.OperationState;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON in which the journal keeps a result, and in which it is shown. A result holds no secret. */
public final class ResultJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResultJson() {}

    /**
     * Takes a result apart.
     *
     * @param result what came of a request
     * @return maps, lists and texts by name; what there is none of is left out
     */
    public static Map<String, Object> of(ChangeResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        Outcome outcome = result.outcome();
        json.put("operation", result.operation().value());
        json.put("outcome", OutcomeWords.word(outcome));
        if (outcome instanceof Outcome.Refused refused) {
            json.put("code", refused.refusal().code());
        } else if (outcome instanceof Outcome.Failed failed) {
            json.put("kind", failed.error().kind().name());
            failed.error().serviceCode().ifPresent(code -> json.put("serviceCode", code));
        } else if (outcome instanceof Outcome.InProgress waiting) {
            json.put("askAgainAfterSeconds", waiting.askAgainAfter().toSeconds());
        } else if (outcome instanceof Outcome.Planned planned) {
            json.put("calls", planned.calls().stream().map(ResultJson::call).toList());
        }
        putText(json, "reason", OutcomeWords.reason(outcome));
        putText(json, "remedy", OutcomeWords.remedy(outcome));
        result.resource().ifPresent(id -> json.put("resource", id.text()));
        if (!result.values().isEmpty()) {
            json.put("values", result.values());
        }
        if (!result.findings().isEmpty()) {
            json.put(
                    "findings",
                    result.findings().stream().map(ResultJson::finding).toList());
        }
        result.requestId().ifPresent(id -> json.put("requestId", id));
        return json;
    }

    private static Map<String, Object> call(PlannedCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service", call.service());
        json.put("method", call.method());
        json.put("address", call.address());
        json.put("body", call.body());
        return json;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subject", finding.subject());
        json.put("message", finding.message());
        json.put("remedy", finding.remedy());
        return json;
    }

    private static void putText(Map<String, Object> json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    static String write(ChangeResult result) {
        try {
            return MAPPER.writeValueAsString(of(result));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads a completed result. */
    static ChangeResult read(OperationId operation, OperationState state, String text) {
        JsonNode json = parse(text);
        Outcome outcome = switch (state) {
            case CHANGED -> new Outcome.Changed();
            case ALREADY_SO -> new Outcome.AlreadySo();
            case REFUSED ->
                new Outcome.Refused(
                        new Refusal(
                                json.path("code").asText(), json.path("reason").asText()),
                        json.path("remedy").asText());
            default -> throw new IllegalArgumentException("not completed: " + state);
        };
        Map<String, String> values = new LinkedHashMap<>();
        json.path("values")
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        List<Finding> findings = new ArrayList<>();
        json.path("findings")
                .forEach(finding -> findings.add(new Finding(
                        finding.path("subject").asText(),
                        finding.path("message").asText(),
                        finding.path("remedy").asText())));
        return new ChangeResult(
                operation,
                outcome,
                Optional.ofNullable(json.get("resource")).map(JsonNode::asText).map(ResourceId::parse),
                values,
                findings,
                Optional.ofNullable(json.get("requestId")).map(JsonNode::asText));
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("the journal holds a result that is no JSON", damaged);
        }
    }
}
