package dev.lanyard.entra.auth;

import dev.lanyard.entra.http.RedirectedException;
import dev.lanyard.entra.http.RetryAfter;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Lets through what the login service clearly says: a whole answer, or a refusal with a code. Anything else is an
 * exception.
 *
 * <p>The authentication library would quote half a token answer in its log and its exceptions, token and all; take a
 * redirect for an answer without a reason; ask again by itself where the service is out of order; and keep to itself
 * how long the service wants to be left alone.
 */
final class ClearAnswersOnly implements Interceptor {

    /** A token answer has a few kilobytes. */
    private static final long MOST = 1024L * 1024;

    private final Clock clock;

    private ClearAnswersOnly(Clock clock) {
        this.clock = clock;
    }

    /** The same client, but for the answers that it hands on. */
    static OkHttpClient of(OkHttpClient client, Clock clock) {
        return client.newBuilder().addInterceptor(new ClearAnswersOnly(clock)).build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        try {
            requireClear(response);
            return response;
        } catch (IOException unclear) {
            response.close();
            throw unclear;
        }
    }

    private void requireClear(Response response) throws IOException {
        if (response.isRedirect()) {
            throw new RedirectedException();
        }
        byte[] body = response.peekBody(MOST).bytes();
        if (response.isSuccessful()) {
            if (!Json.isComplete(body)) {
                throw new IOException("the answer of the login service is cut off or no JSON");
            }
            return;
        }
        LoginReason reason = LoginReason.in(new String(body, StandardCharsets.UTF_8));
        boolean token = response.request().method().equals("POST");
        if (LoginStatusException.mayPass(response.code())
                || (token && reason.code().isEmpty())) {
            throw new LoginStatusException(response.code(), reason, askedWait(response));
        }
    }

    private Optional<Duration> askedWait(Response response) {
        return Optional.ofNullable(response.header("Retry-After"))
                .flatMap(text -> RetryAfter.read(text, clock.instant()));
    }
}
