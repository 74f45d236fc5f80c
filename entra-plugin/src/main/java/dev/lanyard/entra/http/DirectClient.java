package dev.lanyard.entra.http;

import jakarta.inject.Inject;
import java.net.Proxy;
import okhttp3.OkHttpClient;

/**
 * The HTTP client without the proxy, for what only this machine itself can reach: the endpoints at which it is given
 * tokens for a managed identity. Shares connections and limits with the other.
 */
public final class DirectClient {

    private final OkHttpClient client;

    /**
     * Takes the proxy from a client.
     *
     * @param client the one that knows the proxy; stays as it is
     */
    @Inject
    public DirectClient(OkHttpClient client) {
        OkHttpClient.Builder direct = client.newBuilder().proxy(Proxy.NO_PROXY);
        direct.interceptors().removeIf(ProxyInterceptor.class::isInstance);
        this.client = direct.build();
    }

    /**
     * The client.
     *
     * @return the same every time
     */
    public OkHttpClient client() {
        return client;
    }
}
