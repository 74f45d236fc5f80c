package dev.lanyard.entra.auth;

import dev.lanyard.entra.auth.TokenEndpoint.Tokens;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.SignInSettings.ByOAuth;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.auth.AuthorizationAnswer;
import dev.lanyard.spi.auth.AuthorizationAnswer.Code;
import dev.lanyard.spi.auth.AuthorizationAnswer.Refused;
import dev.lanyard.spi.auth.AuthorizationRequest;
import dev.lanyard.spi.auth.Consent;
import dev.lanyard.spi.auth.OAuthFlow;
import dev.lanyard.spi.auth.ProofKey;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Callable;
import okhttp3.OkHttpClient;

/** Signs an administrator in: the login service's authorization code flow, with a proof key. */
public final class OAuthSignIn implements OAuthFlow {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final EntraSettings settings;
    private final ByOAuth way;
    private final TokenEndpoint endpoint;
    private final RefreshTokenSource source;
    private final SignInThread thread;
    private final SignInFailure failures;
    private final Retries retries;

    @Inject
    OAuthSignIn(EntraSettings settings, OkHttpClient client, SignInThread thread, Retries retries, HostServices host) {
        this.settings = settings;
        this.way = (ByOAuth) settings.signIn();
        this.endpoint = new TokenEndpoint(settings, client, host.clock());
        this.source = new RefreshTokenSource(way, endpoint, host.vault());
        this.thread = thread;
        this.failures = new SignInFailure(settings, TokenAudience.graph(settings));
        this.retries = retries;
    }

    @Override
    public AuthorizationRequest begin(URI redirect) {
        boolean loopback = "http".equals(redirect.getScheme()) && LOOPBACK.contains(String.valueOf(redirect.getHost()));
        if (!(loopback || "https".equals(redirect.getScheme())) || redirect.getFragment() != null) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "the login service sends no browser back to " + redirect,
                            "use an https address that is registered for the application, or one of this machine such"
                                    + " as http://localhost:49152")
                    .build();
        }
        ProofKey key = ProofKey.random();
        Secret state = ProofKey.unguessable();
        URI address = endpoint.address("authorize")
                .addQueryParameter("client_id", way.clientId())
                .addQueryParameter("response_type", "code")
                .addQueryParameter("response_mode", "query")
                .addQueryParameter("redirect_uri", redirect.toString())
                .addQueryParameter("scope", OAuthScope.of(settings.scope()))
                .addQueryParameter("state", state.reveal(text -> text))
                .addQueryParameter("code_challenge", key.challenge())
                .addQueryParameter("code_challenge_method", ProofKey.METHOD)
                .addQueryParameter("prompt", "select_account")
                .build()
                .uri();
        return new AuthorizationRequest(address, redirect, state, key.verifier());
    }

    @Override
    public Consent complete(AuthorizationRequest request, AuthorizationAnswer answer) {
        if (answer instanceof Refused refused) {
            throw failures.explainRefusal(refused);
        }
        Secret code = ((Code) answer).code();
        try {
            // Once: a code whose answer was lost is spent.
            return consent(() -> source.exchange(
                    settings.scope(),
                    code,
                    request.codeVerifier(),
                    request.redirect().toString()));
        } catch (PassingTrouble trouble) {
            throw trouble.failure();
        }
    }

    @Override
    public Consent renew() {
        return retries.run(attempt -> consent(() -> source.renew(settings.scope())));
    }

    private Consent consent(Callable<Tokens> work) {
        Tokens tokens = failures.explained(() -> thread.run(work));
        Set<String> permissions =
                TokenClaims.of(tokens.access().getToken()).permissions().orElse(Set.of());
        return new Consent(
                tokens.identity()
                        .flatMap(identity -> TokenClaims.of(identity).account())
                        .orElse("an account that the login service does not name"),
                permissions.stream().sorted().toList());
    }
}
