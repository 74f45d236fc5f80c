package dev.lanyard.entra.exchange;

import dev.lanyard.spi.error.ConnectorException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cmdlet answered.
 *
 * @param pages the bodies of its answers, in their order; empty if it failed
 * @param exception the class of the exception with which it failed, without its package; empty if it names none
 * @param message what Exchange says of the failure, empty if it says nothing
 * @param requestId the id under which Exchange's operators can find the call, or empty
 * @param inDoubt whether an answer to this cmdlet was lost, so that it may have been run before this answer, or without
 *     one
 * @param failure what to tell the host, if the caller knows nothing better; empty if it succeeded
 */
public record CmdletReply(
        List<byte[]> pages,
        String exception,
        String message,
        Optional<String> requestId,
        boolean inDoubt,
        Optional<ConnectorException> failure) {

    /** Keeps a copy. */
    public CmdletReply {
        pages = List.copyOf(pages);
    }

    /**
     * The reply to a cmdlet that did what was asked.
     *
     * @param pages the bodies of its answers
     * @param requestId the id of the call, or empty
     * @param inDoubt whether an earlier answer was lost
     * @return the reply
     */
    public static CmdletReply done(List<byte[]> pages, Optional<String> requestId, boolean inDoubt) {
        return new CmdletReply(pages, "", "", requestId, inDoubt, Optional.empty());
    }

    static CmdletReply failed(CmdletError error, boolean inDoubt, ConnectorException failure) {
        return new CmdletReply(
                List.of(), error.exception(), error.message(), failure.requestId(), inDoubt, Optional.of(failure));
    }

    /**
     * Whether the cmdlet did what was asked.
     *
     * @return true if it did
     */
    public boolean succeeded() {
        return failure.isEmpty();
    }

    /**
     * Whether it failed with an exception of a certain class.
     *
     * @param name the class, without its package
     * @return true if it did
     */
    public boolean failedWith(String name) {
        return exception.equals(name);
    }

    /**
     * Whether it failed in certain words.
     *
     * @param words a part of the message, in whatever case
     * @return true if it did
     */
    public boolean says(String words) {
        return message.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /**
     * What to tell the host if the caller knows nothing better.
     *
     * @return the error
     * @throws IllegalStateException if the cmdlet succeeded
     */
    public ConnectorException failureOrThrow() {
        return failure.orElseThrow(() -> new IllegalStateException("the cmdlet succeeded"));
    }
}
