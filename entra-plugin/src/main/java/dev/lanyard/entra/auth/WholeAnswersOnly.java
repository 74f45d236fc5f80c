package dev.lanyard.entra.auth;

import dev.lanyard.entra.http.RedirectedException;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps half a token answer from the authentication library: unable to read it, the library would quote it in its log
 * and its exceptions, token and all. A redirect it would take for an answer without a reason.
 */
final class WholeAnswersOnly implements Interceptor {

    /** A token answer has a few kilobytes. */
    private static final long MOST = 1024L * 1024;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.isRedirect()) {
            response.close();
            throw new RedirectedException();
        }
        if (response.isSuccessful()) {
            boolean whole;
            try {
                whole = Json.isComplete(response.peekBody(MOST).bytes());
            } catch (IOException brokenOff) {
                response.close();
                throw brokenOff;
            }
            if (!whole) {
                response.close();
                throw new IOException("the answer of the login service is cut off or no JSON");
            }
        }
        return response;
    }
}
