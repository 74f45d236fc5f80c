package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import com.azure.identity.AadCredentialBuilderBase;
import com.google.common.util.concurrent.MoreExecutors;
import dev.lanyard.entra.config.EntraSettings;
import java.time.Clock;
import okhttp3.OkHttpClient;

/**
 * Prepares credentials of the authentication library.
 *
 * <p>They run on the thread that calls and on the connector's own HTTP client, through a pipeline without policies:
 * nothing is logged, repeated or left behind in the background. Each is used once: a used one would answer from its
 * cache what a service has just refused.
 */
final class AzureCredentials {

    private final EntraSettings settings;
    private final HttpPipeline pipeline;

    AzureCredentials(EntraSettings settings, OkHttpClient client, Clock clock) {
        this.settings = settings;
        this.pipeline = new HttpPipelineBuilder()
                .httpClient(new OkHttpAsyncHttpClientBuilder(ClearAnswersOnly.of(client, clock))
                        .followRedirects(false)
                        // Otherwise it looks for a proxy in the environment, past the settings.
                        .configuration(Configuration.NONE)
                        .build())
                .build();
    }

    /** Tells a credential where to sign in, as whom and how. */
    <B extends AadCredentialBuilderBase<B>> B prepared(B builder, String clientId) {
        B prepared = builder.tenantId(settings.tenantId())
                .clientId(clientId)
                .authorityHost(settings.authority().toString())
                .executorService(MoreExecutors.newDirectExecutorService())
                .pipeline(pipeline);
        return settings.microsoftAuthority() ? prepared : prepared.disableInstanceDiscovery();
    }

    static AccessToken token(TokenCredential credential, String scope) {
        return credential.getTokenSync(new TokenRequestContext().addScopes(scope));
    }
}
