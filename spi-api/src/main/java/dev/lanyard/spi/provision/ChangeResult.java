package dev.lanyard.spi.provision;

import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.model.ResourceId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of one request. Holds no secret.
 *
 * @param operation the request's id
 * @param outcome what came of it
 * @param resource what was made, changed or found, as far as it is known; empty for a grant
 * @param values what an action answers, text by name, as its schema declares it; else empty
 * @param findings what a person should know besides, such as a part that could not be done
 * @param requestId the id under which the system's operators can find the call that decided, or empty
 */
public record ChangeResult(
        OperationId operation,
        Outcome outcome,
        Optional<ResourceId> resource,
        Map<String, String> values,
        List<Finding> findings,
        Optional<String> requestId) {

    /** Keeps copies. */
    public ChangeResult {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(resource, "resource");
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        findings = List.copyOf(findings);
        Objects.requireNonNull(requestId, "requestId");
    }

    /**
     * A result of which nothing else is known.
     *
     * @param operation the request's id
     * @param outcome what came of it
     */
    public ChangeResult(OperationId operation, Outcome outcome) {
        this(operation, outcome, Optional.empty(), Map.of(), List.of(), Optional.empty());
    }
}
