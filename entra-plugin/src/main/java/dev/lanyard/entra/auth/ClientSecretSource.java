package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import com.azure.identity.ClientSecretCredentialBuilder;
import dev.lanyard.entra.config.SignInSettings.ByClientSecret;

/** Tokens for a client secret. */
final class ClientSecretSource implements TokenSource {

    private final ByClientSecret way;
    private final AzureCredentials azure;

    ClientSecretSource(ByClientSecret way, AzureCredentials azure) {
        this.way = way;
        this.azure = azure;
    }

    @Override
    public AccessToken issue(String scope) {
        ClientSecretCredentialBuilder builder = way.secret().reveal(new ClientSecretCredentialBuilder()::clientSecret);
        return AzureCredentials.token(azure.prepared(builder, way.clientId()).build(), scope);
    }
}
