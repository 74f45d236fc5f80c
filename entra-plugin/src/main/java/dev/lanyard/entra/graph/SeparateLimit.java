package dev.lanyard.entra.graph;

import java.time.Duration;
import java.util.Optional;

/**
 * Parts of Graph that count calls by themselves, apart from resource units. Being refused by one says nothing about the
 * rest of Graph.
 *
 * <p>Each number of calls at once, with those that become possible one by one after it, stays within what Graph permits
 * in any period.
 *
 * @see "Microsoft Graph throttling limits"
 */
enum SeparateLimit {

    /** Five requests in ten seconds. */
    AUDIT_LOG(2, Duration.ofMillis(2_700)),

    /** Five requests in ten seconds. */
    AUTHENTICATION_METHODS(2, Duration.ofMillis(2_700)),

    /** Five requests in ten seconds. */
    PROVISION_ON_DEMAND(2, Duration.ofMillis(2_700)),

    /** Ten requests a minute. */
    SIGN_IN_ACTIVITY(2, Duration.ofSeconds(7)),

    /** Exchange's, for each mailbox by itself; far beyond what is asked of one. */
    MAILBOX(100, Duration.ofMillis(10));

    private final int atOnce;
    private final Duration oneMore;

    SeparateLimit(int atOnce, Duration oneMore) {
        this.atOnce = atOnce;
        this.oneMore = oneMore;
    }

    /** Calls that may be made at once after a rest. */
    int atOnce() {
        return atOnce;
    }

    /** After how long one more is possible. */
    Duration oneMore() {
        return oneMore;
    }

    /** Which of them counts the calls of an endpoint; mostly none. */
    static Optional<SeparateLimit> of(Endpoint endpoint) {
        String path = endpoint.path();
        if (path.startsWith("/auditLogs/")) {
            return Optional.of(AUDIT_LOG);
        } else if (path.contains("/authentication/")) {
            return Optional.of(AUTHENTICATION_METHODS);
        } else if (path.endsWith("/provisionOnDemand")) {
            return Optional.of(PROVISION_ON_DEMAND);
        } else if (path.contains("/mailboxSettings")) {
            return Optional.of(MAILBOX);
        } else if (endpoint.query().contains("signInActivity")) {
            return Optional.of(SIGN_IN_ACTIVITY);
        }
        return Optional.empty();
    }
}
