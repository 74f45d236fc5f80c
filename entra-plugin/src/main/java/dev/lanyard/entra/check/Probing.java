package dev.lanyard.entra.check;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Graph for as little as shows what of a stream works, and takes down what does not. What the token is known not
 * to grant is not asked for. For one thread.
 */
public final class Probing {

    private final GraphDoor door;
    private final Optional<Set<String>> granted;
    private final List<Finding> findings = new ArrayList<>();
    private boolean blocked;

    /** Takes down at once what the token does not grant; where it cannot be read, Graph's answers tell. */
    Probing(GraphDoor door, Optional<Set<String>> granted, List<Permission> permissions) {
        this.door = door;
        this.granted = granted;
        permissions.stream().filter(this::isLacking).forEach(permission -> {
            findings.add(Findings.lacking(permission));
            blocked |= !permission.optional();
        });
    }

    /**
     * The builders of requests.
     *
     * @return those of the door
     */
    public GraphRequests requests() {
        return door.requests();
    }

    /**
     * Asks for something that is there in any tenant, such as a list.
     *
     * @param permission what it needs; a refusal is put down to it
     * @param request a GET
     * @return the answer, or empty if it was refused or not asked for
     * @throws ConnectorException of kind {@code CANCELLED} only
     */
    public Optional<byte[]> ask(Permission permission, RequestInformation request) {
        return ask(permission, request, false);
    }

    /**
     * Asks about one object, which may be gone or not have what is asked for.
     *
     * @param permission what it needs; a refusal is put down to it
     * @param request a GET
     * @throws ConnectorException of kind {@code CANCELLED} only
     */
    public void askOfOne(Permission permission, RequestInformation request) {
        ask(permission, request, true);
    }

    private Optional<byte[]> ask(Permission permission, RequestInformation request, boolean mayBeMissing) {
        if (blocked || isLacking(permission)) {
            return Optional.empty();
        }
        request.headers.add("Cache-Control", "no-cache");
        try {
            return Optional.of(door.read(request).body());
        } catch (ConnectorException failure) {
            if (failure.kind() == ErrorKind.CANCELLED) {
                throw failure;
            }
            if (!mayBeMissing || failure.kind() != ErrorKind.NOT_FOUND) {
                findings.add(Findings.refused(permission, failure));
                blocked |= !permission.optional();
            }
            return Optional.empty();
        }
    }

    private boolean isLacking(Permission permission) {
        return granted.isPresent() && permission.anyOf().stream().noneMatch(granted.get()::contains);
    }

    /** What has come of it. */
    CapabilityStatus status(String stream) {
        if (findings.isEmpty()) {
            return new CapabilityStatus(stream, Readiness.READY, List.of());
        }
        return new CapabilityStatus(stream, blocked ? Readiness.BLOCKED : Readiness.DEGRADED, findings);
    }
}
