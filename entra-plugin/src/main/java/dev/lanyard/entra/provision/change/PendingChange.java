package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request on its way to its result. Settled once; for one thread. */
public final class PendingChange {

    private final ChangeRequest request;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<ResourceId> resource = Optional.empty();
    private Optional<String> requestId = Optional.empty();
    private Optional<Sight> sight = Optional.empty();

    PendingChange(ChangeRequest request) {
        this.request = request;
    }

    /**
     * What should be so.
     *
     * @return the change
     */
    public Change change() {
        return request.change();
    }

    /**
     * The platform's name for it.
     *
     * @return the id, the same when a request is repeated
     */
    public OperationId operation() {
        return request.operation();
    }

    /**
     * A part of this change that is carried out as a change of its own, and then told in this one's result.
     *
     * @param part what else should be so
     * @return a change under the same operation, with an outcome of its own
     */
    public PendingChange part(Change part) {
        return new PendingChange(new ChangeRequest(operation(), part, dryRun()));
    }

    /**
     * Why it was not done.
     *
     * @return one line, or empty if it was done, is under way, or is not settled
     */
    public Optional<String> trouble() {
        return outcome.flatMap(how -> {
            if (how instanceof Outcome.Refused refused) {
                return Optional.of(refused.refusal().reason());
            }
            return how instanceof Outcome.Failed failed
                    ? Optional.ofNullable(failed.error().getMessage())
                    : Optional.empty();
        });
    }

    boolean dryRun() {
        return request.dryRun();
    }

    /**
     * Whether its outcome is known.
     *
     * @return true once settled
     */
    public boolean settled() {
        return outcome.isPresent();
    }

    /**
     * Whether it was not so, and is now.
     *
     * @return true once settled so
     */
    public boolean hasChanged() {
        return outcome.filter(Outcome.Changed.class::isInstance).isPresent();
    }

    /**
     * Whether it is as asked, by this change or since before.
     *
     * @return true once settled so
     */
    public boolean isSo() {
        return hasChanged()
                || outcome.filter(Outcome.AlreadySo.class::isInstance).isPresent();
    }

    /** It was not so, and is now. */
    public void changed() {
        settle(new Outcome.Changed());
    }

    /** It was so before. */
    public void alreadySo() {
        settle(new Outcome.AlreadySo());
    }

    /**
     * It is so: by our doing, or it was before.
     *
     * @param byUs whether this change, or an earlier attempt of it whose answer was lost, has done it
     */
    public void settleAs(boolean byUs) {
        if (byUs) {
            changed();
        } else {
            alreadySo();
        }
    }

    /**
     * It is not allowed.
     *
     * @param code a stable word for programs
     * @param reason why, one line that names the objects
     * @param remedy what to do, one line
     */
    public void refused(String code, String reason, String remedy) {
        settle(new Outcome.Refused(new Refusal(code, reason), remedy));
    }

    /**
     * It has begun, or waits for Graph or Exchange to be ready.
     *
     * @param reason what is being waited for, one line
     * @param askAgainAfter when asking again makes sense
     */
    public void inProgress(String reason, Duration askAgainAfter) {
        settle(new Outcome.InProgress(reason, askAgainAfter));
    }

    /**
     * It could not be done, or whether it was is not known.
     *
     * @param error what to tell the host
     */
    public void failed(ConnectorException error) {
        error.requestId().ifPresent(this::decidedBy);
        settle(new Outcome.Failed(error));
    }

    /**
     * It could not be done.
     *
     * @param kind what kind of trouble
     * @param message what went wrong and where, one line
     * @param remedy what to do, one line
     */
    public void failed(ErrorKind kind, String message, String remedy) {
        failed(ConnectorException.of(kind, message, remedy).build());
    }

    private void settle(Outcome how) {
        if (settled()) {
            throw new IllegalStateException("the change " + operation() + " is settled already");
        }
        outcome = Optional.of(how);
    }

    /**
     * Says what was made, changed or found.
     *
     * @param id the resource
     */
    public void concerns(ResourceId id) {
        resource = Optional.of(id);
    }

    /**
     * Says which call decided.
     *
     * @param id Graph's id of the call
     */
    public void decidedBy(String id) {
        requestId = Optional.of(id);
    }

    /**
     * Adds what a person should know besides.
     *
     * @param subject the attribute, setting or object that it is about
     * @param message what, one line
     * @param remedy what to do, one line
     */
    public void note(String subject, String message, String remedy) {
        findings.add(new Finding(subject, message, remedy));
    }

    /**
     * Answers a value of an action.
     *
     * @param name the value's name
     * @param text the value
     */
    public void value(String name, String text) {
        values.put(name, text);
    }

    /**
     * Says how to see that reads have caught up with it: what is changed counts as done only when a read shows it, so
     * that what follows finds it.
     *
     * @param how what to read and what to look for
     */
    public void visibleThrough(Sight how) {
        sight = Optional.of(how);
    }

    /** How to see it, while it is changed and nobody has looked. */
    Optional<Sight> sight() {
        return hasChanged() ? sight : Optional.empty();
    }

    /** Replaces the outcome of a dry run, in which nothing was really changed. */
    void planned(Outcome.Planned plan) {
        boolean wouldGoOn =
                outcome.stream().anyMatch(how -> how instanceof Outcome.Changed || how instanceof Outcome.AlreadySo);
        if (wouldGoOn) {
            outcome = Optional.of(plan);
            resource = Optional.empty();
            values.clear();
        }
    }

    ChangeResult result() {
        return new ChangeResult(
                operation(),
                outcome.orElseThrow(() -> new IllegalStateException("the change " + operation() + " is not settled")),
                resource,
                values,
                findings,
                requestId);
    }
}
