package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import dev.lanyard.entra.config.SignInSettings.ByManagedIdentity;
import dev.lanyard.entra.http.ConnectionTrouble;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.RetryAfter;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for the managed identity of the machine: from the endpoint that App Service, Functions and Container Apps name
 * in the environment, otherwise from the instance metadata service of a virtual machine.
 *
 * <p>Two requests without a body; the authentication library would make the same, but keeps what it gets in one cache
 * for all connectors of a process, from which it cannot be removed. What answers is on this machine: no proxy can reach
 * it, and none may see the token, so that the client is to be one without.
 */
final class ManagedIdentitySource implements TokenSource {

    private static final String SCOPE_SUFFIX = "/.default";
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final ByManagedIdentity way;
    private final @Nullable String endpoint;
    private final @Nullable String header;
    private final OkHttpClient client;
    private final Clock clock;

    ManagedIdentitySource(ByManagedIdentity way, Map<String, String> environment, OkHttpClient client, Clock clock) {
        this.way = way;
        this.endpoint = environment.get("IDENTITY_ENDPOINT");
        this.header = environment.get("IDENTITY_HEADER");
        this.client = client.newBuilder().connectTimeout(CONNECT).build();
        this.clock = clock;
    }

    @Override
    public AccessToken issue(String scope) {
        Request request = request(scope.substring(0, scope.length() - SCOPE_SUFFIX.length()));
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw refusal(response, request.url());
            }
            return token(LoginAnswer.read(response.body().bytes()));
        } catch (IOException failure) {
            throw ConnectionTrouble.judge(failure, request.url().uri(), ByManagedIdentity.URL_SETTING);
        }
    }

    private Request request(String resource) {
        boolean hosted = endpoint != null && header != null;
        HttpUrl.Builder url = hosted
                ? HttpUrl.get(endpoint).newBuilder().addQueryParameter("api-version", "2019-08-01")
                : HttpUrl.get(way.url().toString())
                        .newBuilder()
                        .addPathSegments("metadata/identity/oauth2/token")
                        .addQueryParameter("api-version", "2018-02-01");
        url.addQueryParameter("resource", resource);
        way.clientId().ifPresent(id -> url.addQueryParameter("client_id", id));
        Request.Builder request = new Request.Builder().url(url.build());
        return (hosted ? request.header("X-IDENTITY-HEADER", header) : request.header("Metadata", "true")).build();
    }

    private AccessToken token(LoginAnswer answer) throws IOException {
        Instant expiry = answer.number("expires_on")
                .map(Instant::ofEpochSecond)
                .or(() -> answer.number("expires_in")
                        .map(seconds -> clock.instant().plusSeconds(seconds)))
                .orElseThrow(() -> new IOException("the answer does not tell when the token expires"));
        return new AccessToken(
                answer.text("access_token").orElseThrow(() -> new IOException("the answer holds no token")),
                expiry.atOffset(ZoneOffset.UTC));
    }

    /**
     * Of a machine without this identity, the service answers 400; 404, 410 and 429 are said to pass (410 within 70
     * seconds), as is every fault of its own.
     */
    private RuntimeException refusal(Response response, HttpUrl url) {
        int status = response.code();
        URI service = URI.create(url.scheme() + "://" + url.host() + ":" + url.port());
        if (status == 429 || status == 404 || status == 410 || status >= 500) {
            ConnectorException.Builder busy = ConnectorException.of(
                    ErrorKind.UNAVAILABLE,
                    "the instance metadata service at " + service + " gives no token for the moment (HTTP " + status
                            + ")",
                    "try again later, and check " + ByManagedIdentity.URL_SETTING);
            String wait = response.header("Retry-After");
            if (wait != null) {
                RetryAfter.read(wait, clock.instant()).ifPresent(busy::retryAfter);
            }
            return PassingTrouble.of(busy.build());
        }
        return ConnectorException.of(
                        ErrorKind.AUTHENTICATION,
                        way.setting() + ": " + service + " gives no token for " + way.who() + " (HTTP " + status + ")",
                        way.clientId()
                                .map(id -> "assign the identity to this machine, or set " + way.setting()
                                        + " to the client ID of one that is")
                                .orElse("switch on the machine's system-assigned identity, or set " + way.setting()
                                        + " to the client ID of an identity that is assigned to it"))
                .build();
    }
}
