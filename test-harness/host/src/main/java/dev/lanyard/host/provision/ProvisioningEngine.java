package dev.lanyard.host.provision;

import dev.lanyard.host.store.AuditEntry;
import dev.lanyard.host.store.ChangeRecords;
import dev.lanyard.host.store.OperationState;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoredOperation;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks a connector for changes, and keeps record of them in the store.
 *
 * <p>An operation that is completed is answered from the journal when the same is asked for again; one that is under
 * way or has failed is asked of the connector again. An operation id that stands for something else is refused. Every
 * answer of the connector, and every such refusal, is a line of the audit trail. Hosts that give passwords in the
 * system of one store take turns. What readers of the store see does not change: the next sync shows it. Immutable;
 * each call may be made by another thread.
 */
public final class ProvisioningEngine {

    private final String connectorId;
    private final Connector connector;
    private final Store store;
    private final Clock clock;

    /**
     * Makes an engine.
     *
     * @param connectorId the connector's id
     * @param connector the open connector, to which a vault was lent
     * @param store the store of the system that it connects; it is made when the first change is asked for
     * @param clock the time
     */
    public ProvisioningEngine(String connectorId, Connector connector, Store store, Clock clock) {
        this.connectorId = connectorId;
        this.connector = connector;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Asks for changes.
     *
     * @param requests what should be so, with operation ids that are unique among them; for a dry run nothing is
     *     recorded
     * @param requestedBy who asks, for the audit trail
     * @return an answer for each, in their order
     * @throws dev.lanyard.host.store.StoreException if no record can be kept; what was asked for may be so, and
     *     repeating it under the same operation ids finds out
     */
    public List<Answer> apply(List<ChangeRequest> requests, String requestedBy) {
        Map<Integer, Answer> answers = new TreeMap<>();
        List<Integer> dry = positions(requests, true);
        put(answers, dry, requests, ask(select(requests, dry)));
        List<Integer> wet = positions(requests, false);
        if (!wet.isEmpty()) {
            List<ChangeRequest> asked = select(requests, wet);
            // The journal is looked into in turn: what another host has just done is not done again.
            PasswordTurn turn = PasswordTurn.await(store.file(), asked);
            try (turn;
                    ChangeRecords records = store.changes()) {
                List<Answer> real = record(asked, requestedBy, records);
                for (int i = 0; i < wet.size(); i++) {
                    answers.put(wet.get(i), real.get(i));
                }
            }
        }
        return List.copyOf(answers.values());
    }

    private List<Answer> record(List<ChangeRequest> requests, String requestedBy, ChangeRecords records) {
        List<StoredOperation> asked = requests.stream()
                .map(request -> new StoredOperation(
                        request.operation().value(),
                        records.fingerprint(ChangeText.identity(connectorId, request.change())),
                        OperationState.BEGUN,
                        Optional.empty()))
                .toList();
        List<StoredOperation> known = records.begin(asked, requestedBy, clock.instant());
        AuditTrail audit = new AuditTrail(connectorId, clock);
        Map<Integer, Answer> answers = new TreeMap<>();
        List<Integer> open = new ArrayList<>();
        List<AuditEntry> refusals = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            ChangeRequest request = requests.get(i);
            StoredOperation before = known.get(i);
            if (!before.fingerprint().equals(asked.get(i).fingerprint())) {
                ChangeResult refusal = usedOtherwise(request);
                answers.put(i, new Answer(request, refusal, false));
                refusals.add(audit.line(request, refusal, requestedBy));
            } else if (before.state().isCompleted() && before.result().isPresent()) {
                ChangeResult result = ResultJson.read(
                        request.operation(), before.state(), before.result().get());
                answers.put(i, new Answer(request, result, true));
            } else {
                open.add(i);
            }
        }
        records.audit(refusals);
        List<ChangeResult> results = ask(select(requests, open));
        List<ChangeRecords.Completion> completions = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            ChangeRequest request = requests.get(open.get(i));
            ChangeResult result = results.get(i);
            StoredOperation operation = new StoredOperation(
                    request.operation().value(),
                    asked.get(open.get(i)).fingerprint(),
                    OutcomeWords.state(result.outcome()).orElse(OperationState.BEGUN),
                    Optional.of(ResultJson.write(result)));
            completions.add(new ChangeRecords.Completion(operation, audit.line(request, result, requestedBy)));
        }
        records.complete(completions);
        put(answers, open, requests, results);
        return List.copyOf(answers.values());
    }

    private List<ChangeResult> ask(List<ChangeRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        try {
            List<ChangeResult> results = connector.apply(requests);
            requireFits(results, requests);
            return results;
        } catch (ConnectorException failure) {
            // Some may have been done: that is entered for each, so that it stands in the audit trail.
            return requests.stream()
                    .map(request -> new ChangeResult(request.operation(), new Outcome.Failed(failure)))
                    .toList();
        }
    }

    private void requireFits(List<ChangeResult> results, List<ChangeRequest> requests) {
        List<OperationId> answered =
                results.stream().map(ChangeResult::operation).toList();
        if (!answered.equals(requests.stream().map(ChangeRequest::operation).toList())) {
            throw ConnectorException.of(
                            ErrorKind.DEFECT,
                            "the connector '" + connectorId
                                    + "' does not answer each request for a change, in their order,"
                                    + " so that nobody knows what was done",
                            "look into the system, and report this to the author of the connector")
                    .build();
        }
    }

    private static ChangeResult usedOtherwise(ChangeRequest request) {
        return new ChangeResult(
                request.operation(),
                new Outcome.Refused(
                        new Refusal(
                                "operation-id-used",
                                "the operation id " + request.operation() + " stands for something else already"),
                        "take another operation id for another change"));
    }

    private static List<Integer> positions(List<ChangeRequest> requests, boolean dryRun) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).dryRun() == dryRun) {
                positions.add(i);
            }
        }
        return positions;
    }

    private static List<ChangeRequest> select(List<ChangeRequest> requests, List<Integer> positions) {
        return positions.stream().map(requests::get).toList();
    }

    private static void put(
            Map<Integer, Answer> answers,
            List<Integer> positions,
            List<ChangeRequest> requests,
            List<ChangeResult> results) {
        for (int i = 0; i < results.size(); i++) {
            int position = positions.get(i);
            answers.put(position, new Answer(requests.get(position), results.get(i), false));
        }
    }
}
