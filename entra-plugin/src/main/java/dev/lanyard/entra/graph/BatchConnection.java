package dev.lanyard.entra.graph;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.TrafficCounters;
import dev.lanyard.spi.traffic.CallCounts;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.SortedMap;

/**
 * Sends several calls in one request, once. Graph charges and throttles each of them by itself, and so they are counted
 * here.
 */
final class BatchConnection {

    private final EntraSettings settings;
    private final GraphConnection connection;
    private final GraphErrors errors;
    private final TrafficControl traffic;
    private final TrafficCounters counters;
    private final Endpoint batch;

    @Inject
    BatchConnection(
            EntraSettings settings,
            GraphConnection connection,
            GraphErrors errors,
            TrafficControl traffic,
            TrafficCounters counters) {
        this.settings = settings;
        this.connection = connection;
        this.errors = errors;
        this.traffic = traffic;
        this.counters = counters;
        this.batch = Endpoint.of(HttpMethod.POST, address(), settings.graphBase());
    }

    /**
     * What came back.
     *
     * @param byNumber the answer to each call, but for those that Graph left out
     * @param incomplete what to say of one that was left out
     */
    record Answers(SortedMap<Integer, Answer> byNumber, PassingTrouble incomplete) {}

    /**
     * Sends calls.
     *
     * @param calls at most 20, by numbers of the caller's
     * @param repeated whether they have been sent before
     * @param outer gains the requests that it took
     * @param costs gain what each call was charged, by its number
     * @return what came back
     * @throws PassingTrouble if the batch as a whole met trouble that may pass
     */
    Answers send(
            SortedMap<Integer, RequestInformation> calls,
            boolean repeated,
            RunningCost outer,
            List<RunningCost> costs) {
        List<Endpoint> endpoints = calls.values().stream().map(this::endpoint).toList();
        traffic.enter(endpoints.stream().mapToLong(ResourceUnits::estimate).sum(), endpoints);
        Answer answer = connection.send(request(calls), batch, 0, repeated, outer);
        if (!answer.succeeded()) {
            throw errors.explain(batch, answer);
        }
        SortedMap<Integer, Answer> answers = parse(answer);
        calls.forEach((number, call) -> {
            Answer its = answers.get(number);
            if (its != null) {
                costs.get(number).add(0, count(endpoint(call), its, repeated));
            }
        });
        return new Answers(answers, errors.unreadable(batch, answer, "leaves out a call"));
    }

    /** Which of Graph's operations a call is. */
    Endpoint endpoint(RequestInformation call) {
        return Endpoint.of(call, settings.graphBase());
    }

    private URI address() {
        return URI.create(settings.graphBase() + "/$batch");
    }

    private RequestInformation request(SortedMap<Integer, RequestInformation> calls) {
        RequestInformation request = new RequestInformation();
        request.httpMethod = HttpMethod.POST;
        request.setUri(address());
        request.headers.add("Accept", "application/json");
        request.setStreamContent(
                new ByteArrayInputStream(BatchBody.write(calls, settings.graphBase())), "application/json");
        return request;
    }

    private SortedMap<Integer, Answer> parse(Answer answer) {
        try {
            return BatchBody.read(answer.body());
        } catch (IOException malformed) {
            throw errors.unreadable(batch, answer, "is not a whole JSON text");
        }
    }

    private long count(Endpoint endpoint, Answer answer, boolean repeated) {
        long estimate = ResourceUnits.estimate(endpoint);
        long units = answer.charged(estimate);
        traffic.answered(endpoint, estimate, answer);
        counters.inBatch(
                endpoint.name(),
                new CallCounts(1, units, answer.body().length, answer.throttled() ? 1 : 0, repeated ? 1 : 0));
        return units;
    }
}
