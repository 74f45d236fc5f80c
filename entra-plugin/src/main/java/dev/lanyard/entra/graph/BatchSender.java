package dev.lanyard.entra.graph;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Sends calls in batches. Graph charges and throttles each call of a batch by itself, and its SDK repeats none of them;
 * here those that met passing trouble are sent again, alone, until each has its answer.
 */
final class BatchSender {

    /** The most that Graph takes at once. */
    static final int MOST = 20;

    private final EntraSettings settings;
    private final BatchConnection connection;
    private final AccessTokens tokens;
    private final GraphErrors errors;
    private final Retries retries;

    @Inject
    BatchSender(
            EntraSettings settings,
            BatchConnection connection,
            AccessTokens tokens,
            GraphErrors errors,
            Retries retries) {
        this.settings = settings;
        this.connection = connection;
        this.tokens = tokens;
        this.errors = errors;
        this.retries = retries;
    }

    /** Sends reads, all of which have to be answered. */
    List<BatchReply> send(List<RequestInformation> reads) {
        return inBatches(reads, OneBatch::send);
    }

    /** Sends reads of which each has its reply, whatever becomes of the others. */
    List<BatchReply> sendEach(List<RequestInformation> reads) {
        return inBatches(reads, OneBatch::sendEach);
    }

    /** Sends writes that may be repeated; each has its reply, whatever becomes of the others. */
    List<WriteReply> write(List<GraphWrite> writes) {
        return inBatches(
                writes.stream()
                        .map(write -> write.request(settings.graphBase()))
                        .toList(),
                OneBatch::write);
    }

    private <T> List<T> inBatches(List<RequestInformation> calls, Function<OneBatch, List<T>> sending) {
        List<T> replies = new ArrayList<>(calls.size());
        for (int from = 0; from < calls.size(); from += MOST) {
            replies.addAll(sending.apply(new OneBatch(calls.subList(from, Math.min(from + MOST, calls.size())))));
        }
        return replies;
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
            untilAnswered().ifPresent(failure -> {
                throw failure;
            });
            return replies(Optional.empty());
        }

        List<BatchReply> sendEach() {
            Optional<ConnectorException> failure = untilAnswered();
            failure.filter(each -> each.kind() == ErrorKind.CANCELLED).ifPresent(cancelled -> {
                throw cancelled;
            });
            return replies(failure);
        }

        List<WriteReply> write() {
            Optional<ConnectorException> unanswered = untilAnswered();
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

        /** Sends what is pending until nothing is, or answers why that did not come about. */
        private Optional<ConnectorException> untilAnswered() {
            try {
                retries.run(attempt -> {
                    attempt(attempt > 0);
                    return pending.isEmpty();
                });
                return Optional.empty();
            } catch (ConnectorException failure) {
                return Optional.of(failure);
            }
        }

        private List<BatchReply> replies(Optional<ConnectorException> unanswered) {
            List<BatchReply> replies = new ArrayList<>();
            for (int number = 0; number < costs.size(); number++) {
                Settled each = settled.get(number);
                ReadCost own = costs.get(number).sum();
                ReadCost cost = number == 0 ? own.plus(outer.sum()) : own;
                replies.add(
                        each == null
                                ? new BatchReply(0, new byte[0], cost, unanswered)
                                : new BatchReply(
                                        each.answer().status(), each.answer().body(), cost, each.failure()));
            }
            return replies;
        }

        private void attempt(boolean repeated) {
            BatchConnection.Answers answers = exchange(repeated);
            boolean firstToken = !tokenRenewed;
            Optional<PassingTrouble> trouble = Optional.empty();
            for (Map.Entry<Integer, RequestInformation> call : new TreeMap<>(pending).entrySet()) {
                int number = call.getKey();
                Endpoint endpoint = connection.endpoint(call.getValue());
                Answer answer = answers.byNumber().get(number);
                if (answer == null) {
                    inDoubt.add(number);
                    trouble = longer(trouble, Optional.of(answers.incomplete()));
                } else if (answer.status() == 401 && firstToken) {
                    renewToken();
                    trouble =
                            longer(trouble, Optional.of(PassingTrouble.of(finalOf(errors.explain(endpoint, answer)))));
                } else {
                    trouble = longer(trouble, settle(number, endpoint, answer));
                }
            }
            trouble.ifPresent(waiting -> {
                throw waiting;
            });
        }

        /** Sends what is pending; whatever is no clear answer leaves all of it in doubt. */
        private BatchConnection.Answers exchange(boolean repeated) {
            try {
                return connection.send(pending, repeated, outer, costs);
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

        /** Once, however many calls were refused with it. */
        private void renewToken() {
            if (!tokenRenewed) {
                tokens.discard(tokens.current());
                tokenRenewed = true;
            }
        }

        /** Files an answer away, or says why the call has to be sent again. */
        private Optional<PassingTrouble> settle(int number, Endpoint endpoint, Answer answer) {
            Optional<ConnectorException> failure = Optional.empty();
            if (!answer.succeeded()) {
                RuntimeException explained = errors.explain(endpoint, answer);
                if (explained instanceof PassingTrouble passing) {
                    if (passing.mayHaveBeenDone()) {
                        inDoubt.add(number);
                    }
                    return Optional.of(passing);
                }
                failure = Optional.of(finalOf(explained));
            }
            pending.remove(number);
            settled.put(number, new Settled(answer, failure));
            return Optional.empty();
        }
    }

    private static ConnectorException finalOf(RuntimeException explained) {
        if (explained instanceof ConnectorException failure) {
            return failure;
        }
        throw explained;
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
