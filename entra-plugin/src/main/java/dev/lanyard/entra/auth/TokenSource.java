package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;

/** Where access tokens come from: one class for each way to sign in. Nothing is kept between two of them. */
interface TokenSource {

    /**
     * Asks for a new token; never answers one that was answered before.
     *
     * @param scope what it is for
     * @return the token
     * @throws Exception what the login service says, or the way to it: a {@code ConnectorException} or a
     *     {@code PassingTrouble} if it is explained already, otherwise something for {@link SignInFailure} to explain
     */
    AccessToken issue(String scope) throws Exception;
}
