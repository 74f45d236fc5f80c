package dev.lanyard.entra.exchange;

import dev.lanyard.spi.error.ConnectorException;

/**
 * The only way to Exchange Online. It signs in, retries, counts and explains failures. Safe for use by many threads; it
 * ends within about a second of the host's cancellation, with an error of kind {@code CANCELLED}.
 */
public interface ExchangeDoor {

    /** The name under which its calls are counted and shown. */
    String SERVICE = "exchange";

    /**
     * Where cmdlets are sent.
     *
     * @return the path, without the host
     */
    String address();

    /**
     * Runs a cmdlet. It is run again while Exchange throttles it, and after a lost answer.
     *
     * @param cmdlet what to run
     * @return everything that it answers, page after page; or a refusal, or the news that the answer was lost
     * @throws ConnectorException of kind {@code CANCELLED} if nothing was changed
     */
    CmdletReply run(Cmdlet cmdlet);
}
