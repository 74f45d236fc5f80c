package dev.lanyard.entra.graph;

import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.config.EntraSettings;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Puts the token on requests to the configured Graph, and on no others.
 *
 * <p>It sits at the very edge, so that no request object, log line or cache key above it ever holds a token.
 */
final class GraphAuthorization implements Interceptor {

    private static final int UNAUTHORIZED = 401;

    private final AccessTokens tokens;
    private final HttpUrl graph;

    GraphAuthorization(AccessTokens tokens, EntraSettings settings) {
        this.tokens = tokens;
        this.graph = HttpUrl.get(settings.graphUrl().toString());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!isGraph(request.url())) {
            throw new IOException("refused to send a token to " + request.url().host());
        }
        String token = tokens.current();
        Response response = chain.proceed(
                request.newBuilder().header("Authorization", "Bearer " + token).build());
        if (response.code() == UNAUTHORIZED) {
            tokens.discard(token);
        }
        return response;
    }

    private boolean isGraph(HttpUrl url) {
        return url.scheme().equals(graph.scheme()) && url.host().equals(graph.host()) && url.port() == graph.port();
    }
}
