package dev.lanyard.spi.provision;

import java.util.Objects;

/**
 * A call that would change something.
 *
 * @param service the service called, as in {@link dev.lanyard.spi.Connector#traffic()}, for example {@code graph}
 * @param method how, for example {@code POST}
 * @param address where, without the service's host; an id that only an earlier call would tell is written {@code {new}}
 * @param body what is sent, as text, or empty; a secret in it is replaced by {@code ***}
 */
public record PlannedCall(String service, String method, String address, String body) {

    /** Refuses null. */
    public PlannedCall {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(body, "body");
    }
}
