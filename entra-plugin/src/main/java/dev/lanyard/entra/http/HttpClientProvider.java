package dev.lanyard.entra.http;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.ProxySettings;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/**
 * Makes the one HTTP client of a connector.
 *
 * <p>It follows no redirect, because a redirect could carry the token to another host; and it repeats nothing by
 * itself, because {@link Retries} does, and counts it. Where a proxy is set, everything goes through it. Host names are
 * verified by the library's own rules, which nothing here replaces.
 */
public final class HttpClientProvider implements Provider<OkHttpClient> {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration READ = Duration.ofSeconds(100);

    private final EntraSettings settings;
    private final Patience patience;
    private final ServerClock clock;

    @Inject
    HttpClientProvider(EntraSettings settings, Patience patience, ServerClock clock) {
        this.settings = settings;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public OkHttpClient get() {
        HandshakeCertificates trust = trust();
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(settings.concurrency(), 30, TimeUnit.SECONDS))
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .addInterceptor(new PatienceInterceptor(patience))
                .addInterceptor(clock);
        settings.network().proxy().ifPresent(proxy -> goThrough(proxy, client));
        OkHttpClient built = client.build();
        patience.onEnd(built.dispatcher()::cancelAll);
        return built;
    }

    private static void goThrough(ProxySettings proxy, OkHttpClient.Builder client) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
                .proxyAuthenticator(new ProxySignIn(proxy))
                .addInterceptor(new ProxyInterceptor(proxy));
    }

    private HandshakeCertificates trust() {
        HandshakeCertificates.Builder trust = new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
        settings.network().trustedCertificates().forEach(trust::addTrustedCertificate);
        return trust.build();
    }
}
