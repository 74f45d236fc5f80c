package dev.lanyard.entra.auth;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.google.common.util.concurrent.MoreExecutors;
import dev.lanyard.entra.config.EntraSettings;
import jakarta.inject.Inject;
import okhttp3.OkHttpClient;

/**
 * Makes credentials of the authentication library.
 *
 * <p>They run on the thread that calls and on the connector's own HTTP client, through a pipeline without policies:
 * nothing is logged, repeated or left behind in the background.
 */
final class CredentialFactory {

    private final EntraSettings settings;
    private final HttpPipeline pipeline;

    @Inject
    CredentialFactory(EntraSettings settings, OkHttpClient client) {
        this.settings = settings;
        this.pipeline = new HttpPipelineBuilder()
                .httpClient(new OkHttpAsyncHttpClientBuilder(client.newBuilder()
                                .addInterceptor(new WholeAnswersOnly())
                                .build())
                        .followRedirects(false)
                        // Otherwise it looks for a proxy in the environment, past the settings.
                        .configuration(Configuration.NONE)
                        .build())
                .build();
    }

    TokenCredential create() {
        ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                .tenantId(settings.tenantId())
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret().reveal(secret -> secret))
                .authorityHost(settings.authority().toString())
                .executorService(MoreExecutors.newDirectExecutorService())
                .pipeline(pipeline);
        return settings.microsoftAuthority()
                ? builder.build()
                : builder.disableInstanceDiscovery().build();
    }
}
