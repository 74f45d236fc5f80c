package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes refusals in the shape of Graph's errors. */
final class ErrorAnswers {

    private final InstantSource clock;

    ErrorAnswers(InstantSource clock) {
        this.clock = clock;
    }

    Answer answer(GraphException refused, Call call, String requestId) {
        Map<String, Object> inner = new LinkedHashMap<>();
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        inner.put("date", time.substring(0, time.length() - 1));
        inner.put("request-id", requestId);
        String clientRequestId = call.header("client-request-id");
        inner.put("client-request-id", clientRequestId == null ? requestId : clientRequestId);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", refused.code());
        error.put("message", String.valueOf(refused.getMessage()));
        error.put("innerError", inner);
        Answer answer = Answer.jsonOf(refused.status(), Map.of("error", error));
        for (Map.Entry<String, String> header : refused.headers().entrySet()) {
            answer = answer.withHeader(header.getKey(), header.getValue());
        }
        return answer;
    }
}
