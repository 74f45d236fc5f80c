package dev.lanyard.entra.graph;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.entra.http.TrafficCounters;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.traffic.CallCounts;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sends calls in batches. Graph charges and throttles each call of a batch by itself, and its SDK repeats none of them;
 * here those that met passing trouble are sent again, alone, until each has its answer.
 */
final class BatchSender {

    /** The most that Graph takes at once. */
    static final int MOST = 20;

    private final EntraSettings settings;
    private final GraphConnection connection;
    private final AccessTokens tokens;
    private final GraphErrors errors;
    private final Retries retries;
    private final TrafficControl traffic;
    private final TrafficCounters counters;
    private final Endpoint batchEndpoint;

    @Inject
    BatchSender(
            EntraSettings settings,
            GraphConnection connection,
            AccessTokens tokens,
            GraphErrors errors,
            Retries retries,
            TrafficControl traffic,
            TrafficCounters counters) {
        this.settings = settings;
        this.connection = connection;
        this.tokens = tokens;
        this.errors = errors;
        this.retries = retries;
        this.traffic = traffic;
        this.counters = counters;
        this.batchEndpoint = Endpoint.of(HttpMethod.POST, batchAddress(), settings.graphBase());
    }

    List<BatchReply> send(List<RequestInformation> reads) {
        List<BatchReply> replies = new ArrayList<>(reads.size());
        for (int from = 0; from < reads.size(); from += MOST) {
            replies.addAll(new OneBatch(reads.subList(from, Math.min(from + MOST, reads.size()))).send());
        }
        return replies;
    }

    /** Sends reads of which each has its reply, whatever becomes of the others. */
    List<BatchReply> sendEach(List<RequestInformation> reads) {
        List<BatchReply> replies = new ArrayList<>(reads.size());
        for (int from = 0; from < reads.size(); from += MOST) {
            replies.addAll(new OneBatch(reads.subList(from, Math.min(from + MOST, reads.size()))).sendEach());
        }
        return replies;
    }

    /** Sends writes that may be repeated; each has its reply, whatever becomes of the others. */
    List<WriteReply> write(List<GraphWrite> writes) {
        List<WriteReply> replies = new ArrayList<>(writes.size());
        for (int from = 0; from < writes.size(); from += MOST) {
            List<RequestInformation> calls = writes.subList(from, Math.min(from + MOST, writes.size())).stream()
                    .map(write -> write.request(settings.graphBase()))
                    .toList();
            replies.addAll(new OneBatch(calls).write());
        }
        return replies;
    }

    private URI batchAddress() {
        return URI.create(settings.graphBase() + "/$batch");
    }

    private RequestInformation batchRequest(SortedMap<Integer, RequestInformation> reads) {
        RequestInformation request = new RequestInformation();
        request.httpMethod = HttpMethod.POST;
        request.setUri(batchAddress());
        request.headers.add("Accept", "application/json");
        request.setStreamContent(
                new ByteArrayInputStream(BatchBody.write(reads, settings.graphBase())), "application/json");
        return request;
    }

    /** The last answer to one call. */
    private record Settled(Answer answer, Optional<ConnectorException> failure) {}

    /** Up to twenty calls on their way to an answer each. */
    private final class OneBatch {
        private final SortedMap<Integer, RequestInformation> pending = new TreeMap<>();
        private final SortedMap<Integer, Settled> settled = new TreeMap<>();
        private final Set<Integer> inDoubt = new HashSet<>();
        private final RunningCost outer = new RunningCost();
        private final List<RunningCost> costs = new ArrayList<>();
        private boolean tokenRenewed;

        OneBatch(List<RequestInformation> calls) {
            for (RequestInformation call : calls) {
                pending.put(pending.size(), call);
                costs.add(new RunningCost());
            }
        }

        List<BatchReply> send() {
            retries.run(attempt -> {
                attempt(attempt > 0);
                return pending.isEmpty();
            });
            List<BatchReply> replies = new ArrayList<>();
            settled.forEach((number, each) -> replies.add(new BatchReply(
                    each.answer().status(),
                    each.answer().body(),
                    costs.get(number).sum(),
                    each.failure())));
            BatchReply first = replies.get(0);
            replies.set(
                    0, new BatchReply(first.status(), first.body(), first.cost().plus(outer.sum()), first.failure()));
            return replies;
        }

        List<BatchReply> sendEach() {
            Optional<ConnectorException> unanswered = Optional.empty();
            try {
                retries.run(attempt -> {
                    attempt(attempt > 0);
                    return pending.isEmpty();
                });
            } catch (ConnectorException failure) {
                if (failure.kind() == ErrorKind.CANCELLED) {
                    throw failure;
                }
                unanswered = Optional.of(failure);
            }
            List<BatchReply> replies = new ArrayList<>();
            for (int number = 0; number < costs.size(); number++) {
                Settled each = settled.get(number);
                ReadCost cost = costs.get(number).sum();
                replies.add(
                        each == null
                                ? new BatchReply(0, new byte[0], cost, unanswered)
                                : new BatchReply(
                                        each.answer().status(), each.answer().body(), cost, each.failure()));
            }
            return replies;
        }

        List<WriteReply> write() {
            Optional<ConnectorException> unanswered = Optional.empty();
            try {
                retries.run(attempt -> {
                    attempt(attempt > 0);
                    return pending.isEmpty();
                });
            } catch (ConnectorException failure) {
                unanswered = Optional.of(failure);
            }
            List<WriteReply> replies = new ArrayList<>();
            for (int number = 0; number < costs.size(); number++) {
                Settled each = settled.get(number);
                replies.add(
                        each == null
                                ? WriteReply.lost(inDoubt.contains(number), unanswered.orElseThrow())
                                : WriteReply.of(each.answer(), inDoubt.contains(number), each.failure()));
            }
            return replies;
        }

        private void attempt(boolean repeated) {
            List<Endpoint> endpoints =
                    pending.values().stream().map(BatchSender.this::endpoint).toList();
            traffic.enter(endpoints.stream().mapToLong(ResourceUnits::estimate).sum(), endpoints);
            Answer answer = exchange(repeated);
            Optional<PassingTrouble> trouble = Optional.empty();
            SortedMap<Integer, Answer> answers = parse(answer);
            for (Integer number : List.copyOf(pending.keySet())) {
                Answer item = answers.get(number);
                if (item == null) {
                    inDoubt.add(number);
                    trouble = longer(trouble, errors.unreadable(batchEndpoint, answer, "leaves out a call"));
                    continue;
                }
                count(number, item, repeated);
                trouble = longer(trouble, settle(number, item));
            }
            trouble.ifPresent(waiting -> {
                throw waiting;
            });
        }

        /** Sends what is pending; whatever is no clear answer leaves all of it in doubt. */
        private Answer exchange(boolean repeated) {
            try {
                Answer answer = connection.send(batchRequest(pending), batchEndpoint, 0, repeated, outer);
                if (!answer.succeeded()) {
                    throw errors.explain(batchEndpoint, answer);
                }
                return answer;
            } catch (PassingTrouble trouble) {
                if (trouble.mayHaveBeenDone()) {
                    inDoubt.addAll(pending.keySet());
                }
                throw trouble;
            } catch (ConnectorException failure) {
                if (failure.kind() == ErrorKind.CANCELLED) {
                    inDoubt.addAll(pending.keySet());
                }
                throw failure;
            }
        }

        private SortedMap<Integer, Answer> parse(Answer answer) {
            try {
                return BatchBody.read(answer.body());
            } catch (IOException malformed) {
                inDoubt.addAll(pending.keySet());
                throw errors.unreadable(batchEndpoint, answer, "is not a whole JSON text");
            }
        }

        private void count(int number, Answer item, boolean repeated) {
            Endpoint endpoint = endpoint(requested(number));
            long estimate = ResourceUnits.estimate(endpoint);
            long units = item.charged(estimate);
            traffic.answered(endpoint, estimate, item);
            costs.get(number).add(0, units);
            counters.inBatch(
                    endpoint.name(),
                    new CallCounts(1, units, item.body().length, item.throttled() ? 1 : 0, repeated ? 1 : 0));
        }

        /** Files an answer away, or says why the call has to be sent again. */
        private Optional<PassingTrouble> settle(int number, Answer item) {
            Endpoint endpoint = endpoint(requested(number));
            Optional<ConnectorException> failure = Optional.empty();
            if (item.status() == 401 && !tokenRenewed) {
                tokens.discard(tokens.current());
                tokenRenewed = true;
                return Optional.of(PassingTrouble.of(finalOf(errors.explain(endpoint, item))));
            }
            if (!item.succeeded()) {
                RuntimeException explained = errors.explain(endpoint, item);
                if (explained instanceof PassingTrouble passing) {
                    if (passing.mayHaveBeenDone()) {
                        inDoubt.add(number);
                    }
                    return Optional.of(passing);
                }
                failure = Optional.of(finalOf(explained));
            }
            pending.remove(number);
            settled.put(number, new Settled(item, failure));
            return Optional.empty();
        }

        private RequestInformation requested(int number) {
            RequestInformation read = pending.get(number);
            if (read == null) {
                throw new IllegalStateException("call " + number + " has its answer already");
            }
            return read;
        }
    }

    private Endpoint endpoint(RequestInformation read) {
        return Endpoint.of(read, settings.graphBase());
    }

    private static ConnectorException finalOf(RuntimeException explained) {
        if (explained instanceof ConnectorException failure) {
            return failure;
        }
        throw explained;
    }

    private static Optional<PassingTrouble> longer(Optional<PassingTrouble> known, PassingTrouble other) {
        return longer(known, Optional.of(other));
    }

    private static Optional<PassingTrouble> longer(Optional<PassingTrouble> known, Optional<PassingTrouble> other) {
        if (known.isEmpty() || other.isEmpty()) {
            return known.or(() -> other);
        }
        return wait(known.get()).compareTo(wait(other.get())) >= 0 ? known : other;
    }

    private static Duration wait(PassingTrouble trouble) {
        return trouble.failure().retryAfter().orElse(Duration.ZERO);
    }
}
