package dev.lanyard.entra.auth;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.SignInSettings;
import dev.lanyard.entra.config.SignInSettings.ByCertificate;
import dev.lanyard.entra.config.SignInSettings.ByClientSecret;
import dev.lanyard.entra.config.SignInSettings.ByManagedIdentity;
import dev.lanyard.entra.config.SignInSettings.ByOAuth;
import dev.lanyard.entra.config.SignInSettings.ByWorkloadIdentity;
import dev.lanyard.entra.http.DirectClient;
import dev.lanyard.spi.HostServices;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import okhttp3.OkHttpClient;

/** Picks where tokens come from, by the way to sign in that is set. */
final class TokenSources implements Provider<TokenSource> {

    private final EntraSettings settings;
    private final OkHttpClient client;
    private final DirectClient direct;
    private final HostServices host;

    @Inject
    TokenSources(EntraSettings settings, OkHttpClient client, DirectClient direct, HostServices host) {
        this.settings = settings;
        this.client = client;
        this.direct = direct;
        this.host = host;
    }

    @Override
    public TokenSource get() {
        SignInSettings way = settings.signIn();
        if (way instanceof ByCertificate certificate) {
            return new CertificateSource(
                    certificate, new AzureCredentials(settings, client, host.clock()), host.clock());
        }
        if (way instanceof ByOAuth oauth) {
            return new RefreshTokenSource(oauth, new TokenEndpoint(settings, client, host.clock()), host.vault());
        }
        if (way instanceof ByWorkloadIdentity workload) {
            return new WorkloadIdentitySource(workload, new AzureCredentials(settings, client, host.clock()));
        }
        if (way instanceof ByManagedIdentity identity) {
            return new ManagedIdentitySource(identity, System.getenv(), direct.client(), host.clock());
        }
        return new ClientSecretSource((ByClientSecret) way, new AzureCredentials(settings, client, host.clock()));
    }
}
