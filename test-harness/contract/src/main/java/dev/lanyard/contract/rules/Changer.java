package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.change.MemoryVault;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Has an open connector change the test tenant; closing it deletes again what was made. */
final class Changer implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Trial trial;
    private final OpenConnector open;
    private final List<ResourceId> made = new ArrayList<>();

    Changer(Trial trial) {
        this(trial, trial.open());
    }

    private Changer(Trial trial, OpenConnector open) {
        this.trial = trial;
        this.open = open;
        trial.subject().testBed().ifPresent(bed -> trial.truthBeforeChanges());
    }

    /** Goes on with what another has left in a vault. */
    static Changer with(Trial trial, MemoryVault vault) {
        return new Changer(trial, trial.openWith(vault));
    }

    OpenConnector open() {
        return open;
    }

    MemoryVault vault() {
        return open.vault();
    }

    /** Asks for a change, and goes on asking while it is in progress. */
    ChangeResult ask(Change change) {
        return ask(OperationId.random(), change);
    }

    /** Asks for a change under an id, and goes on asking while it is in progress. */
    ChangeResult ask(OperationId operation, Change change) {
        return ask(List.of(new ChangeRequest(operation, change, false))).get(0);
    }

    /** Asks what would be sent. */
    ChangeResult plan(Change change) {
        return apply(List.of(new ChangeRequest(OperationId.random(), change, true)))
                .get(0);
    }

    private List<ChangeResult> ask(List<ChangeRequest> requests) {
        long end = System.nanoTime() + trial.subject().patience().toNanos();
        while (true) {
            List<ChangeResult> results = apply(requests);
            Optional<Duration> wait = results.stream()
                    .map(ChangeResult::outcome)
                    .filter(Outcome.InProgress.class::isInstance)
                    .map(waiting -> ((Outcome.InProgress) waiting).askAgainAfter())
                    .max(Comparator.naturalOrder());
            if (wait.isEmpty() || System.nanoTime() > end) {
                return results;
            }
            LockSupport.parkNanos(
                    Collections.min(List.of(wait.get(), LONGEST_WAIT)).toNanos());
        }
    }

    /** Asks for changes, once; what is answered belongs to what was asked. */
    List<ChangeResult> apply(List<ChangeRequest> requests) {
        List<ChangeResult> results = open.connector().apply(requests);
        List<OperationId> asked =
                requests.stream().map(ChangeRequest::operation).toList();
        List<OperationId> answered =
                results.stream().map(ChangeResult::operation).toList();
        if (!asked.equals(answered)) {
            throw new RuleBroken("asked for the operations " + asked + ", it answered " + answered);
        }
        return results;
    }

    /** Asks for what is not the point of a rule. */
    ChangeResult require(Change change) {
        return requireAll(List.of(change)).get(0);
    }

    /** Asks for many at once, none of which is the point of a rule. */
    List<ChangeResult> requireAll(List<? extends Change> changes) {
        List<ChangeResult> results = ask(changes.stream().map(ChangeRequest::of).toList());
        for (int i = 0; i < results.size(); i++) {
            if (!(results.get(i).outcome() instanceof Outcome.Changed)) {
                throw new RuleNotRun(
                        describe(changes.get(i)) + " came to " + describe(results.get(i)) + ", see C-402 and C-410");
            }
        }
        return results;
    }

    /** Makes a resource from the samples. */
    ResourceId make(String type) {
        return remember(require(creation(type)));
    }

    /** A resource of a type: one that is made for it where that is possible, else any. */
    ResourceId oneOf(String type) {
        if (creatable().contains(type)) {
            return make(type);
        }
        return trial.walk().resources().keySet().stream()
                .filter(resource -> resource.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new RuleNotRun("there is no " + type + " to run an action on"));
    }

    /** The id of what was made, which is deleted in the end. */
    ResourceId remember(ChangeResult created) {
        ResourceId resource = created.resource().orElseThrow(() -> new RuleBroken("what was made has no id"));
        deleteInTheEnd(resource);
        return resource;
    }

    /** Has a resource deleted in the end. */
    void deleteInTheEnd(ResourceId resource) {
        made.add(resource);
    }

    /** Has whatever there is more of a type than before deleted in the end; its ids are answered. */
    Set<String> deleteNewInTheEnd(Truth before, String type) {
        Set<String> more = new HashSet<>(trial.bed().truth().objects().getOrDefault(type, Set.of()));
        more.removeAll(before.objects().getOrDefault(type, Set.of()));
        more.forEach(id -> deleteInTheEnd(new ResourceId(type, id)));
        return more;
    }

    /** What asks for a new resource like the samples, with a password at random if one signs in with it. */
    Change creation(String type) {
        return creation(type, new PasswordChoice.Random(false));
    }

    Change creation(String type, PasswordChoice password) {
        return trial.samples().creation(trial.descriptor(), type, password);
    }

    boolean signsIn(String type) {
        return ChangeSamples.signsIn(trial.descriptor(), type);
    }

    /** The types of which a resource can be made, by description and samples. */
    List<String> creatable() {
        return trial.samples().creatable(trial.descriptor());
    }

    Optional<ChangeDescriptor> offered(ChangeKind kind, String type) {
        return trial.descriptor().changes().stream()
                .filter(change -> change.kind() == kind && change.resourceType().equals(type))
                .findFirst();
    }

    /** What deletes a resource in a way that is offered: so that it can be restored, where there is a choice. */
    Optional<Change> deletion(ResourceId resource) {
        if (offered(ChangeKind.DELETE, resource.type()).isPresent()) {
            return Optional.of(new Change.DeleteResource(resource, false));
        }
        return offered(ChangeKind.PURGE, resource.type()).map(purge -> new Change.DeleteResource(resource, true));
    }

    /** Has something done, and tells which calls of the system's it takes that are no plain reads. */
    Set<String> writesOf(Change change) {
        trial.bed().resetTraffic();
        ChangeResult result = require(change);
        Set<String> calls = trial.bed().traffic().endpoints().keySet();
        if (change instanceof Change.CreateResource) {
            remember(result);
        }
        return writesAmong(calls);
    }

    static Set<String> writesAmong(Set<String> calls) {
        return calls.stream().filter(endpoint -> !endpoint.startsWith("GET ")).collect(Collectors.toSet());
    }

    static String describe(Change change) {
        return change.kind() + " " + change.subject();
    }

    static String describe(ChangeResult result) {
        if (result.outcome() instanceof Outcome.Failed failed) {
            return "Failed, " + failed.error().kind() + ": " + failed.error().getMessage();
        }
        return result.outcome().toString();
    }

    @Override
    public void close() {
        trial.subject().testBed().ifPresent(bed -> bed.faults(List.of()));
        for (ResourceId resource : made) {
            try {
                deletion(resource).ifPresent(this::ask);
            } catch (RuntimeException left) {
                // What is left behind is not what a rule asks about.
            }
        }
        open.close();
        trial.changed();
    }
}
