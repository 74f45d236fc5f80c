package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The login service's token endpoint, for what is done on behalf of a person.
 *
 * <p>It is called without the authentication library, which on purpose never gives a refresh token out of its own
 * cache: the vault could not keep the new one before it is used.
 */
final class TokenEndpoint {

    private final EntraSettings settings;
    private final OkHttpClient client;
    private final Clock clock;

    TokenEndpoint(EntraSettings settings, OkHttpClient client, Clock clock) {
        this.settings = settings;
        this.client = ClearAnswersOnly.of(client, clock);
        this.clock = clock;
    }

    /**
     * What the endpoint has answered.
     *
     * @param access the access token
     * @param refresh the refresh token, if there is a new one
     * @param identity the ID token, if there is one
     */
    record Tokens(AccessToken access, Optional<Secret> refresh, Optional<String> identity) {
        /** Nothing of it. */
        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /**
     * Asks for tokens.
     *
     * @param fields the form
     * @param secrets fields of the form that are secret
     * @throws LoginRefusedException if the service refuses
     * @throws IOException if it cannot be reached, or its answer cannot be read
     */
    Tokens ask(Map<String, String> fields, Map<String, Secret> secrets) throws IOException, LoginRefusedException {
        FormBody.Builder form = new FormBody.Builder();
        fields.forEach(form::add);
        secrets.forEach((name, secret) -> secret.reveal(value -> form.add(name, value)));
        Request request = new Request.Builder()
                .url(address("token").build())
                .post(form.build())
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new LoginRefusedException(description(response.body().bytes()));
            }
            LoginAnswer answer = LoginAnswer.read(response.body().bytes());
            return new Tokens(access(answer), answer.text("refresh_token").map(Secret::of), answer.text("id_token"));
        }
    }

    /** One of the tenant's endpoints. */
    HttpUrl.Builder address(String endpoint) {
        return HttpUrl.get(settings.authority().toString())
                .newBuilder()
                .addPathSegment(settings.tenantId())
                .addPathSegments("oauth2/v2.0")
                .addPathSegment(endpoint);
    }

    private AccessToken access(LoginAnswer answer) throws IOException {
        String token = answer.text("access_token")
                .orElseThrow(() -> new IOException("the answer of the login service holds no token"));
        long seconds = answer.number("expires_in")
                .orElseThrow(() -> new IOException("the answer of the login service does not tell how long it holds"));
        return new AccessToken(token, clock.instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
    }

    private static String description(byte[] body) {
        try {
            return LoginAnswer.read(body).text("error_description").orElse("");
        } catch (IOException nothingReadable) {
            return "";
        }
    }
}
