package dev.lanyard.entra.auth;

import java.io.IOException;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Puts a service's token on requests to this service, and on no others.
 *
 * <p>It sits at the very edge, so that no request object, log line or cache key above it ever holds a token.
 */
public final class BearerAuthorization implements Interceptor {

    private static final int UNAUTHORIZED = 401;

    private final AccessTokens tokens;
    private final HttpUrl service;

    /**
     * Authorises calls of one service.
     *
     * @param tokens the tokens for it
     * @param service where it answers
     */
    public BearerAuthorization(AccessTokens tokens, URI service) {
        this.tokens = tokens;
        this.service = HttpUrl.get(service.toString());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!covers(request.url())) {
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

    /**
     * Whether an address is one of the service's.
     *
     * @param url any address
     * @return true if requests to it get a token
     */
    public boolean covers(HttpUrl url) {
        return url.scheme().equals(service.scheme())
                && url.host().equals(service.host())
                && url.port() == service.port();
    }
}
