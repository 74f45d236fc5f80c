package dev.lanyard.entra.graph;

import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.error.ConnectorException;
import java.util.Locale;
import java.util.Optional;

/**
 * What Graph answered to a write.
 *
 * @param status its HTTP status; 0 if no answer came
 * @param body the answer's body, empty if it has none or did not arrive whole
 * @param message what Graph says of a refusal, empty if it says nothing
 * @param requestId the id under which Graph's operators can find the call, or empty
 * @param inDoubt whether an answer to this call was lost, so that it may have been carried out before this answer, or
 *     without one
 * @param failure what to tell the host, if the caller knows nothing better; empty if the status is a success
 */
@SuppressWarnings("ArrayRecordComponent") // Read as a token stream, never compared.
public record WriteReply(
        int status,
        byte[] body,
        String message,
        Optional<String> requestId,
        boolean inDoubt,
        Optional<ConnectorException> failure) {

    static WriteReply of(Answer answer, boolean inDoubt, Optional<ConnectorException> failure) {
        GraphErrorBody error = GraphErrorBody.read(answer);
        return new WriteReply(
                answer.status(),
                // What was done was done, even if the rest of its description was lost on the way.
                Json.isComplete(answer.body()) ? answer.body() : new byte[0],
                answer.succeeded() ? "" : error.message(),
                answer.header("request-id").or(error::requestId),
                inDoubt,
                failure);
    }

    /** No answer came, or none that tells whether the call was carried out. */
    static WriteReply lost(boolean inDoubt, ConnectorException failure) {
        return new WriteReply(0, new byte[0], "", failure.requestId(), inDoubt, Optional.of(failure));
    }

    /**
     * Whether Graph did what was asked.
     *
     * @return true for a status from 200 to 299
     */
    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /**
     * Whether Graph answered, and refused.
     *
     * @return false if it did what was asked, or if its answer was lost
     */
    public boolean refused() {
        return status >= 400;
    }

    /**
     * Whether Graph refused in certain words: the identity service has one code for most of its refusals, so that only
     * the words tell them apart.
     *
     * @param words a part of the message, in whatever case
     * @return true if it refused with them
     */
    public boolean says(String words) {
        return refused() && message.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether Graph refused under a certain code; PIM has one for each of its reasons.
     *
     * @param code Graph's code, for example {@code RoleAssignmentExists}
     * @return true if it refused with it
     */
    public boolean refusedAs(String code) {
        return refused()
                && failure.flatMap(ConnectorException::serviceCode)
                        .filter(code::equals)
                        .isPresent();
    }

    /**
     * What to tell the host if the caller knows nothing better.
     *
     * @return the error
     * @throws IllegalStateException if the call succeeded
     */
    public ConnectorException failureOrThrow() {
        return failure.orElseThrow(() -> new IllegalStateException("the call succeeded"));
    }
}
