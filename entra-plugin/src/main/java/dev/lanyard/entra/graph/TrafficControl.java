package dev.lanyard.entra.graph;

import dev.lanyard.entra.http.Patience;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a request to Graph go when none of the limits that it counts against is in the way, and learns from its answer:
 * a refusal holds back what counts against the same limit, and nothing else. Safe for use by many threads.
 */
final class TrafficControl {

    private static final Duration UNSAID = Duration.ofSeconds(1);

    private final ResourceBudget budget;
    private final Map<SeparateLimit, CallPace> paces = new EnumMap<>(SeparateLimit.class);

    @Inject
    TrafficControl(ResourceBudget budget, Patience patience, TimeMeter time) {
        this.budget = budget;
        for (SeparateLimit limit : SeparateLimit.values()) {
            paces.put(limit, new CallPace(limit, patience::pause, time));
        }
    }

    /**
     * Waits until a request, or the requests of a batch, may be sent.
     *
     * @param units the resource units that they will presumably cost
     * @param endpoints what they call
     */
    void enter(long units, Iterable<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            pace(endpoint).ifPresent(CallPace::take);
        }
        budget.take(units);
    }

    /**
     * Learns from an answer.
     *
     * @param endpoint what was called
     * @param taken the estimate that {@link #enter} was given for it
     * @param answer what came back
     */
    void answered(Endpoint endpoint, long taken, Answer answer) {
        budget.settle(taken, answer.charged(taken));
        answer.usedShareOfLimit().ifPresent(budget::used);
        if (answer.throttled()) {
            Duration wait = answer.retryAfter(Instant.now()).orElse(UNSAID);
            boolean forUnits = answer.header("x-ms-throttle-scope").isPresent();
            Optional<CallPace> pace = pace(endpoint).filter(separate -> !forUnits);
            pace.ifPresentOrElse(separate -> separate.throttled(wait), () -> budget.throttled(wait));
        }
    }

    private Optional<CallPace> pace(Endpoint endpoint) {
        return SeparateLimit.of(endpoint).map(paces::get);
    }
}
