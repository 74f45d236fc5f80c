package dev.lanyard.entra.auth;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The login service, or something in front of it, answers with a status that is all there is to go by. */
final class LoginStatusException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int TIMED_OUT = 408;
    private static final int THROTTLED = 429;

    private final int status;
    private final transient LoginReason reason;
    private final transient Optional<Duration> wait;

    /**
     * Nothing of the answer is part of the message.
     *
     * @param status the HTTP status
     * @param reason what the answer says besides
     * @param wait how long the service wants to be left alone
     */
    LoginStatusException(int status, LoginReason reason, Optional<Duration> wait) {
        super("the login service answered with status " + status);
        this.status = status;
        this.reason = reason;
        this.wait = wait;
    }

    /** Whether a status is about the moment, and not about the request. */
    static boolean mayPass(int status) {
        return status == TIMED_OUT || status == THROTTLED || status >= 500;
    }

    boolean mayPass() {
        return mayPass(status);
    }

    boolean isThrottled() {
        return status == THROTTLED;
    }

    int status() {
        return status;
    }

    LoginReason reason() {
        return reason;
    }

    Optional<Duration> askedWait() {
        return wait;
    }
}
