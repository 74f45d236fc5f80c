package dev.lanyard.entra.http;

import dev.lanyard.entra.config.EntraSettings;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/**
 * Makes the one HTTP client of a connector.
 *
 * <p>It follows no redirect, because a redirect could carry the token to another host; and it repeats nothing by
 * itself, because {@link Retries} does, and counts it.
 */
public final class HttpClientProvider implements Provider<OkHttpClient> {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration READ = Duration.ofSeconds(100);

    private final EntraSettings settings;
    private final Patience patience;

    @Inject
    HttpClientProvider(EntraSettings settings, Patience patience) {
        this.settings = settings;
        this.patience = patience;
    }

    @Override
    public OkHttpClient get() {
        HandshakeCertificates trust = trust();
        OkHttpClient client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(settings.concurrency(), 30, TimeUnit.SECONDS))
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .addInterceptor(new PatienceInterceptor(patience))
                .build();
        patience.onEnd(client.dispatcher()::cancelAll);
        return client;
    }

    private HandshakeCertificates trust() {
        HandshakeCertificates.Builder trust = new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
        settings.trustedCertificates().forEach(trust::addTrustedCertificate);
        return trust.build();
    }
}
