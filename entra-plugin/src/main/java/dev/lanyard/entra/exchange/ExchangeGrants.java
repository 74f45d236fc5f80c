package dev.lanyard.entra.exchange;

import dev.lanyard.entra.auth.TokenClaims;
import dev.lanyard.spi.error.ConnectorException;

/** What Exchange lets the connector do, as a token for it tells. */
public interface ExchangeGrants {

    /**
     * Asks for a new token.
     *
     * @return its claims
     * @throws ConnectorException if there is none
     */
    TokenClaims grantedNow();
}
