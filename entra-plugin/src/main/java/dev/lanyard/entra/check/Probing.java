package dev.lanyard.entra.check;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.config.Licence;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks Graph for as little as shows what of a capability works, and takes down what does not. What the token is known
 * not to grant is not asked for. Answers come once everybody has asked. For one thread.
 */
public final class Probing {

    private final GraphRequests requests;
    private final Questions questions;
    private final Granted granted;
    private final Verdict verdict = new Verdict();
    private final Set<Licence> missing = EnumSet.noneOf(Licence.class);

    /** Takes down at once what the token does not grant; where it cannot be read, Graph's answers tell. */
    Probing(GraphRequests requests, Questions questions, Granted granted, List<Permission> permissions) {
        this.requests = requests;
        this.questions = questions;
        this.granted = granted;
        permissions.stream()
                .filter(this::isLacking)
                .forEach(each -> verdict.lacks(Findings.lacking(each, granted), each.optional()));
    }

    /**
     * The builders of requests.
     *
     * @return those of the door
     */
    public GraphRequests requests() {
        return requests;
    }

    /**
     * Asks for something that is there in any tenant, such as a list.
     *
     * @param permission what it needs; a refusal is put down to it
     * @param request a GET
     */
    public void ask(Permission permission, RequestInformation request) {
        ask(permission, request, false, page -> {});
    }

    /**
     * Asks for something that is there in any tenant, and needs more than one permission.
     *
     * @param permission what it needs; a refusal is put down to it
     * @param besides what it needs as well; it is not asked for where that is known to be missing
     * @param request a GET
     */
    public void ask(Permission permission, Permission besides, RequestInformation request) {
        if (!isLacking(besides)) {
            ask(permission, request);
        }
    }

    /**
     * Asks for something that is there in any tenant, and then perhaps for more.
     *
     * @param permission what it needs; a refusal is put down to it
     * @param request a GET
     * @param further is given the answer, unless it was refused or not asked for, and may ask again
     */
    public void ask(Permission permission, RequestInformation request, Consumer<byte[]> further) {
        ask(permission, request, false, further);
    }

    /**
     * Asks about one object, which may be gone or not have what is asked for.
     *
     * @param permission what it needs; a refusal is put down to it
     * @param request a GET
     */
    public void askOfOne(Permission permission, RequestInformation request) {
        ask(permission, request, true, page -> {});
    }

    private void ask(
            Permission permission, RequestInformation request, boolean mayBeMissing, Consumer<byte[]> further) {
        if (!verdict.blocked() && !isLacking(permission)) {
            questions.add(request, reply -> hear(permission, reply, mayBeMissing, further));
        }
    }

    private void hear(Permission permission, BatchReply reply, boolean mayBeMissing, Consumer<byte[]> further) {
        if (verdict.blocked()) {
            return;
        }
        if (reply.failure().isEmpty()) {
            further.accept(reply.body());
            return;
        }
        ConnectorException failure = reply.failure().get();
        failure.serviceCode().flatMap(Licence::missingBy).ifPresent(missing::add);
        if (!mayBeMissing || failure.kind() != ErrorKind.NOT_FOUND) {
            verdict.lacks(Findings.refused(permission, failure), permission.optional());
        }
    }

    private boolean isLacking(Permission permission) {
        return granted.has(permission).filter(has -> !has).isPresent();
    }

    /** The licences that turned out to be missing. */
    Set<Licence> missing() {
        return missing;
    }

    /** What has come of it. */
    CapabilityStatus status(String capability) {
        return new CapabilityStatus(capability, verdict.readiness(), verdict.findings());
    }
}
