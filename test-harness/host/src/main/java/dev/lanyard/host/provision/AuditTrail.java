package dev.lanyard.host.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.store.AuditEntry;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the lines of the audit trail, and says each of them to the logger {@code lanyard.audit} as one JSON object. */
final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger("lanyard.audit");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String connector;
    private final Clock clock;

    AuditTrail(String connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    AuditEntry line(ChangeRequest request, ChangeResult result, String requestedBy) {
        Change change = request.change();
        AuditEntry entry = new AuditEntry(
                clock.instant(),
                requestedBy,
                request.operation().value(),
                connector,
                change.kind().name(),
                result.resource()
                        .filter(made -> change instanceof Change.CreateResource)
                        .map(made -> change.subject() + " " + made.text())
                        .orElse(change.subject()),
                ChangeText.detail(change),
                OutcomeWords.word(result.outcome()),
                OutcomeWords.reason(result.outcome()),
                result.requestId().orElse(""));
        LOG.info("{}", text(entry));
        return entry;
    }

    private static String text(AuditEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", entry.at().toString());
        json.put("requestedBy", entry.requestedBy());
        json.put("operation", entry.operation());
        json.put("connector", entry.connector());
        json.put("kind", entry.kind());
        json.put("subject", entry.subject());
        json.put("detail", entry.detail());
        json.put("outcome", entry.outcome());
        json.put("reason", entry.reason());
        json.put("requestId", entry.requestId());
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
