package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.exchange.ExchangeDoor;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphWriter;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sorts requests by the handlers that carry them out, and makes sure that each comes to a result. */
public final class ChangeRunner {

    /** Trouble that a single change makes, by an id that is none, say, and that the others need not share. */
    private static final Set<ErrorKind> ABOUT_ONE =
            Set.of(ErrorKind.INVALID, ErrorKind.NOT_FOUND, ErrorKind.CONFLICT, ErrorKind.DEFECT);

    private final List<ChangeHandler> handlers;
    private final GraphDoor door;
    private final GraphWriter writer;
    private final Optional<ExchangeDoor> exchange;
    private final Settling settling;
    private final HostServices host;
    private final EntraSettings settings;

    /**
     * Changes one tenant.
     *
     * @param handlers what can be changed
     * @param door reads
     * @param writer writes
     * @param exchange runs Exchange's cmdlets; empty where that is not set
     * @param settling waits for reads to catch up with writes
     * @param host lends vault and clock
     * @param settings how changes are made
     */
    public ChangeRunner(
            List<ChangeHandler> handlers,
            GraphDoor door,
            GraphWriter writer,
            Optional<ExchangeDoor> exchange,
            Settling settling,
            HostServices host,
            EntraSettings settings) {
        this.handlers = List.copyOf(handlers);
        this.door = door;
        this.writer = writer;
        this.exchange = exchange;
        this.settling = settling;
        this.host = host;
        this.settings = settings;
    }

    /**
     * Carries out requests, those for the same handler together. Those about the same grant or resource keep their
     * order; what was changed has been seen by a read when this returns, or its result says that it was not.
     *
     * @param requests what should be so
     * @return a result for each, in their order
     */
    public List<ChangeResult> apply(List<ChangeRequest> requests) {
        List<PendingChange> changes = requests.stream()
                .map(ChangeRunner::canonical)
                .map(PendingChange::new)
                .toList();
        for (List<PendingChange> wave : Waves.of(changes)) {
            sort(wave).forEach(this::carryOut);
            settling.awaitSight(wave.stream().filter(change -> !change.dryRun()).toList());
        }
        return changes.stream().map(PendingChange::result).toList();
    }

    private static ChangeRequest canonical(ChangeRequest request) {
        return new ChangeRequest(request.operation(), CanonicalIds.of(request.change()), request.dryRun());
    }

    private Map<ChangeHandler, List<PendingChange>> sort(List<PendingChange> changes) {
        Map<ChangeHandler, List<PendingChange>> sorted = new LinkedHashMap<>();
        for (PendingChange change : changes) {
            Optional<ChangeHandler> handler = handlers.stream()
                    .filter(each -> each.covers(change.change()))
                    .findFirst();
            handler.ifPresentOrElse(
                    each -> {
                        if (!isRefused(change, each)) {
                            sorted.computeIfAbsent(each, first -> new ArrayList<>())
                                    .add(change);
                        }
                    },
                    () -> change.failed(
                            ErrorKind.UNSUPPORTED,
                            "this connector does not offer to "
                                    + change.change().kind().name().toLowerCase(Locale.ROOT) + " "
                                    + change.change().subject()
                                    + (isTemporary(change.change()) ? " for a time" : ""),
                            "see the connector's description for what it can change"));
        }
        return sorted;
    }

    /** Settles a grant with options that its description does not know: left unheard, one would give too much. */
    private static boolean isRefused(PendingChange pending, ChangeHandler handler) {
        if (pending.change() instanceof Change.GrantAccess granting) {
            handler.descriptors().stream()
                    .filter(descriptor -> descriptor.covers(granting))
                    .findFirst()
                    .map(descriptor -> AskedTexts.problems(granting.options(), descriptor.attributes()))
                    .filter(problems -> !problems.isEmpty())
                    .ifPresent(problems -> pending.refused(
                            "invalid",
                            granting.subject() + " cannot be granted so: " + String.join("; ", problems),
                            "correct these options"));
        }
        return pending.settled();
    }

    private static boolean isTemporary(Change change) {
        return change.holding().filter(Holding.TEMPORARY::equals).isPresent();
    }

    private void carryOut(ChangeHandler handler, List<PendingChange> changes) {
        List<PendingChange> real =
                changes.stream().filter(change -> !change.dryRun()).toList();
        if (!real.isEmpty()) {
            guarded(handler, real, session(writer, exchange, host.vault()));
        }
        for (PendingChange change : changes) {
            if (change.dryRun()) {
                PlanningWriter plan = new PlanningWriter();
                Optional<ExchangeDoor> noting = exchange.map(used -> new PlanningExchange(used, plan));
                guarded(handler, List.of(change), session(plan, noting, new ForgetfulVault()));
                change.planned(new Outcome.Planned(plan.calls()));
            }
        }
    }

    private ChangeSession session(GraphWriter to, Optional<ExchangeDoor> exchangeTo, Vault vault) {
        return new ChangeSession(door, to, exchangeTo, vault, settling, host.clock(), settings);
    }

    /** Carries out changes together, and where one of them is in the way of the others, each by itself. */
    private static void guarded(ChangeHandler handler, List<PendingChange> changes, ChangeSession session) {
        ConnectorException error = ConnectorException.of(
                        ErrorKind.DEFECT, "the change was forgotten", "report this with the log")
                .build();
        try {
            handler.apply(changes, session);
        } catch (ConnectorException failure) {
            error = failure;
        } catch (RuntimeException unexpected) {
            error = ConnectorException.of(
                            ErrorKind.DEFECT,
                            "the connector failed unexpectedly: "
                                    + unexpected.getClass().getSimpleName(),
                            "report this with the log")
                    .cause(unexpected)
                    .build();
        }
        List<PendingChange> left =
                changes.stream().filter(change -> !change.settled()).toList();
        if (changes.size() > 1 && ABOUT_ONE.contains(error.kind())) {
            left.forEach(change -> guarded(handler, List.of(change), session));
        } else {
            ConnectorException reason = error;
            left.forEach(change -> change.failed(reason));
        }
    }
}
