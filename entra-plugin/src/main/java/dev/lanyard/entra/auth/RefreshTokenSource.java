package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import dev.lanyard.entra.auth.TokenEndpoint.Tokens;
import dev.lanyard.entra.config.SignInSettings.ByOAuth;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.Vault;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tokens for the refresh token of an administrator, which the vault keeps.
 *
 * <p>Each use brings a new refresh token. It is in the vault before the access token that came with it is used, so that
 * after a crash the vault holds the old one or the new one; Entra ID goes on honouring the old one.
 */
final class RefreshTokenSource implements TokenSource {

    private final ByOAuth way;
    private final TokenEndpoint endpoint;
    private final Vault vault;

    RefreshTokenSource(ByOAuth way, TokenEndpoint endpoint, Vault vault) {
        this.way = way;
        this.endpoint = endpoint;
        this.vault = vault;
    }

    @Override
    public AccessToken issue(String scope) throws IOException, LoginRefusedException {
        return renew(scope).access();
    }

    /** Spends the refresh token, and keeps the new one. */
    Tokens renew(String scope) throws IOException, LoginRefusedException {
        Secret old = vault.get(way.refreshToken()).orElseThrow(this::nobodySignedIn);
        try {
            Map<String, Secret> secrets = secrets();
            secrets.put("refresh_token", old);
            return kept(endpoint.ask(fields("refresh_token", scope), secrets));
        } finally {
            old.wipe();
        }
    }

    /** Exchanges a code, and keeps the refresh token. */
    Tokens exchange(String scope, Secret code, Secret codeVerifier, String redirect)
            throws IOException, LoginRefusedException {
        Map<String, String> fields = fields("authorization_code", scope);
        fields.put("redirect_uri", redirect);
        Map<String, Secret> secrets = secrets();
        secrets.put("code", code);
        secrets.put("code_verifier", codeVerifier);
        Tokens tokens = endpoint.ask(fields, secrets);
        if (tokens.refresh().isEmpty()) {
            throw new IOException("the answer of the login service holds no refresh token");
        }
        return kept(tokens);
    }

    private Map<String, String> fields(String grant, String scope) {
        Map<String, String> fields = new HashMap<>();
        fields.put("grant_type", grant);
        fields.put("client_id", way.clientId());
        fields.put("scope", OAuthScope.of(scope));
        return fields;
    }

    private Map<String, Secret> secrets() {
        Map<String, Secret> secrets = new HashMap<>();
        way.secret().ifPresent(secret -> secrets.put("client_secret", secret));
        return secrets;
    }

    private Tokens kept(Tokens tokens) {
        tokens.refresh().ifPresent(refresh -> vault.put(way.refreshToken(), "refresh token of " + way.who(), refresh));
        return tokens;
    }

    private ConnectorException nobodySignedIn() {
        return ConnectorException.of(
                        ErrorKind.AUTHENTICATION,
                        "no administrator has signed in yet: the vault holds no "
                                + way.refreshToken().text(),
                        SignInFailure.SIGN_IN_AGAIN)
                .build();
    }
}
