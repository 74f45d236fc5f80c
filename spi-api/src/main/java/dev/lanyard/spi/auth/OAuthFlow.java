package dev.lanyard.spi.auth;

import dev.lanyard.spi.error.ConnectorException;
import java.net.URI;

/**
 * The way in for a connector that works on behalf of a person, by OAuth's authorization code with a proof key (RFC 6749
 * and 7636).
 *
 * <p>The platform drives it, in three steps:
 *
 * <ol>
 *   <li>It {@linkplain #begin begins}, keeps the {@link AuthorizationRequest} to itself, and sends the person's browser
 *       to its address.
 *   <li>The browser comes back to the platform's own redirect address. The platform hands the query to
 *       {@link AuthorizationRequest#answer}, which makes sure that it is an answer to this very request.
 *   <li>It {@linkplain #complete completes}. From then on the vault holds a refresh token, and a connector opened with
 *       the same configuration and vault works.
 * </ol>
 *
 * <p>Who keeps what: the platform keeps the request, until it is completed or given up, and nothing else. The refresh
 * token is kept by the vault alone, under a key that the connector chooses; it is never handed to the platform, and the
 * connector holds it only while it calls. Whoever spends a refresh token, {@link #renew} or an open connector, keeps
 * the one that came in its place <em>before</em> using anything that came with it. So after a crash at any point the
 * vault holds either the old token or the new one, and never none. Where a system no longer honours an old token whose
 * successor was lost in a crash, the next call fails with {@code AUTHENTICATION} and says to sign in again.
 *
 * <p>A flow holds nothing between calls and need not be closed. Its calls block, end when the host's cancellation asks
 * for it, and can be made from many threads.
 */
public interface OAuthFlow {

    /**
     * Makes a request for consent, with a state and a code verifier of its own that nobody can guess. Sends nothing.
     *
     * @param redirect where the browser is to come back to: an address of the platform's that is registered with the
     *     system, or of the loopback interface, such as {@code http://localhost:49152}
     * @return the request, for one use
     * @throws ConnectorException of kind {@code INVALID} if the system could not take this address
     */
    AuthorizationRequest begin(URI redirect);

    /**
     * Exchanges the code for tokens, and puts the refresh token into the vault. A code works once: after a failure,
     * begin again.
     *
     * @param request what {@link #begin} answered
     * @param answer what {@link AuthorizationRequest#answer} read
     * @return who has signed in, and what for; the vault holds the refresh token by then
     * @throws ConnectorException of kind {@code AUTHENTICATION} if the person or the system refuses; as the vault
     *     throws it if the token cannot be kept, in which case nothing has changed
     */
    Consent complete(AuthorizationRequest request, AuthorizationAnswer answer);

    /**
     * Spends the refresh token that the vault holds and keeps the one that comes in its place, so that it does not age;
     * an open connector does so by itself whenever it signs in.
     *
     * @return whose consent it is, and what for, as it stands now
     * @throws ConnectorException of kind {@code AUTHENTICATION} if there is none, or it is no longer honoured, and
     *     somebody must sign in again; as the vault throws it if the new token cannot be kept
     */
    Consent renew();
}
