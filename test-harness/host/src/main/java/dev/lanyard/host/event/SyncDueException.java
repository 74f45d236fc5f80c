package dev.lanyard.host.event;

import dev.lanyard.host.HostException;
import org.jspecify.annotations.Nullable;

/** A system has forgotten what a feed would have told next: only a sync finds out what was missed. */
public final class SyncDueException extends HostException {

    private static final long serialVersionUID = 1L;

    SyncDueException(String feed, @Nullable Throwable cause) {
        super(
                "the feed '" + feed + "' cannot be gone on with, as the system has forgotten what came next"
                        + (cause == null ? "" : ": " + cause.getMessage()),
                "run 'lanyard sync', which finds what was missed; the feed begins anew from there",
                cause);
    }
}
