package dev.lanyard.spi.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that a connector throws.
 *
 * <p>The {@linkplain #getMessage() message} is one line that says what went wrong and where (which setting, permission
 * or object); the {@linkplain #remedy() remedy} is one line that says what to do. Neither holds a secret, a token or a
 * stack trace. Immutable.
 */
public final class ConnectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String remedy;
    private final @Nullable Duration retryAfter;
    private final @Nullable String serviceCode;
    private final @Nullable String requestId;

    private ConnectorException(Builder builder) {
        super(builder.message, builder.cause);
        this.kind = builder.kind;
        this.remedy = builder.remedy;
        this.retryAfter = builder.retryAfter;
        this.serviceCode = builder.serviceCode;
        this.requestId = builder.requestId;
    }

    /**
     * Starts an exception.
     *
     * @param kind what kind of trouble
     * @param message what went wrong and where, one line
     * @param remedy what a person can do about it, one line
     * @return a builder for the details
     */
    public static Builder of(ErrorKind kind, String message, String remedy) {
        return new Builder(kind, message, remedy);
    }

    /**
     * What kind of trouble this is.
     *
     * @return the kind, which also decides whether a retry makes sense
     */
    public ErrorKind kind() {
        return kind;
    }

    /**
     * What a person can do.
     *
     * @return one line in words
     */
    public String remedy() {
        return remedy;
    }

    /**
     * How long to wait before trying again.
     *
     * @return the wait that the system asked for, never negative, or empty if it said nothing
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * The system's own code for the error.
     *
     * @return for example {@code Authorization_RequestDenied}, or empty if there was none
     */
    public Optional<String> serviceCode() {
        return Optional.ofNullable(serviceCode);
    }

    /**
     * The id under which the system's operators can find the request.
     *
     * @return the id, or empty if there was none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** Collects the details of a {@link ConnectorException}; for one thread. */
    public static final class Builder {
        private final ErrorKind kind;
        private final String message;
        private final String remedy;
        private @Nullable Duration retryAfter;
        private @Nullable String serviceCode;
        private @Nullable String requestId;
        private @Nullable Throwable cause;

        private Builder(ErrorKind kind, String message, String remedy) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.message = Objects.requireNonNull(message, "message");
            this.remedy = Objects.requireNonNull(remedy, "remedy");
        }

        /**
         * Adds how long the system asked to wait.
         *
         * @param wait how long; one that is over already counts as zero
         * @return this
         */
        public Builder retryAfter(Duration wait) {
            this.retryAfter = wait.isNegative() ? Duration.ZERO : wait;
            return this;
        }

        /**
         * Adds the system's own code and request id.
         *
         * @param code the code
         * @param id the request id
         * @return this
         */
        public Builder service(Optional<String> code, Optional<String> id) {
            this.serviceCode = code.orElse(null);
            this.requestId = id.orElse(null);
            return this;
        }

        /**
         * Adds what caused this.
         *
         * @param throwable a cause whose message holds no secret
         * @return this
         */
        public Builder cause(Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        /**
         * Makes the exception.
         *
         * @return the exception, ready to throw
         */
        public ConnectorException build() {
            return new ConnectorException(this);
        }
    }
}
