package dev.lanyard.entra.auth;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.spi.HostServices;
import jakarta.inject.Inject;

/** Signs one application in to the services that it calls, each with tokens of its own. */
public final class SignIn {

    private final EntraSettings settings;
    private final TokenSource source;
    private final SignInThread thread;
    private final Retries retries;
    private final HostServices host;

    @Inject
    SignIn(EntraSettings settings, TokenSource source, SignInThread thread, Retries retries, HostServices host) {
        this.settings = settings;
        this.source = source;
        this.thread = thread;
        this.retries = retries;
        this.host = host;
    }

    /**
     * Makes the tokens for a service; none is asked for yet.
     *
     * @param audience the service
     * @return its tokens, to be kept and shared by all who call it
     */
    public AccessTokens to(TokenAudience audience) {
        return new AccessTokens(
                audience.scope(), source, thread, new SignInFailure(settings, audience), retries, host.clock());
    }
}
