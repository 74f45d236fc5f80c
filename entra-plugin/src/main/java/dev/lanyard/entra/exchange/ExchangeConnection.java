package dev.lanyard.entra.exchange;

import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.auth.BearerAuthorization;
import dev.lanyard.entra.auth.SignIn;
import dev.lanyard.entra.auth.TokenAudience;
import dev.lanyard.entra.auth.TokenClaims;
import dev.lanyard.entra.config.ExchangeSettings;
import dev.lanyard.entra.http.ConnectionTrouble;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.TrafficCounters;
import dev.lanyard.spi.traffic.CallCounts;
import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Sends one cmdlet to Exchange, once, and counts it. */
final class ExchangeConnection {

    private static final MediaType JSON = MediaType.get("application/json");

    /** The mailbox that every tenant has for its own ends: whatever concerns no mailbox is sent to its servers. */
    private static final String ANCHOR = "UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@";

    private static final int UNAUTHORIZED = 401;
    private static final int THROTTLED = 429;

    private final ExchangeSettings settings;
    private final String tenantId;
    private final AccessTokens tokens;
    private final BearerAuthorization authorization;
    private final OkHttpClient client;
    private final Patience patience;
    private final TrafficCounters counters;

    ExchangeConnection(
            ExchangeSettings settings,
            String tenantId,
            SignIn signIn,
            OkHttpClient client,
            Patience patience,
            TrafficCounters counters) {
        this.settings = settings;
        this.tenantId = tenantId;
        this.tokens =
                signIn.to(new TokenAudience("Exchange Online", settings.url(), settings.scope(), settings.setting()));
        this.authorization = new BearerAuthorization(tokens, settings.url());
        this.client = client.newBuilder().addInterceptor(authorization).build();
        this.patience = patience;
        this.counters = counters;
    }

    /** What a new token for Exchange grants. */
    TokenClaims grantedNow() {
        return tokens.grantedNow();
    }

    /** The path of every call. */
    String path() {
        return "/adminapi/beta/" + tenantId + "/InvokeCommand";
    }

    /** The address of every call, but for the further pages of an answer. */
    String address() {
        return settings.url() + path();
    }

    /** Whether a link leads elsewhere. */
    boolean isForeign(String link) {
        HttpUrl url = HttpUrl.parse(link);
        return url == null || !authorization.covers(url);
    }

    /**
     * Sends a cmdlet. A refused token is renewed and the cmdlet sent once more, whatever the refusal says.
     *
     * @param address where to
     * @param cmdlet what to run
     * @param repeated whether it has been sent before
     * @return the answer, whatever its status
     */
    ExchangeAnswer send(String address, Cmdlet cmdlet, boolean repeated) {
        ExchangeAnswer answer = sendOnce(address, cmdlet, repeated);
        return answer.status() == UNAUTHORIZED ? sendOnce(address, cmdlet, true) : answer;
    }

    private ExchangeAnswer sendOnce(String address, Cmdlet cmdlet, boolean repeated) {
        // Asked for here, so that a login that fails is not taken for a failure of Exchange.
        tokens.current();
        Request request = new Request.Builder()
                .url(address)
                .header("Accept", "application/json")
                .header("X-AnchorMailbox", ANCHOR + tenantId)
                .post(RequestBody.create(cmdlet.body().bytes(), JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            byte[] body = body(response);
            count(cmdlet, body.length, response.code(), repeated);
            return new ExchangeAnswer(
                    response.code(),
                    Optional.ofNullable(response.header("Retry-After")),
                    Optional.ofNullable(response.header("request-id")),
                    body);
        } catch (IOException failure) {
            if (!ConnectionTrouble.cameBeforeSending(failure)) {
                count(cmdlet, 0, 0, repeated);
            }
            patience.check();
            throw ConnectionTrouble.judge(failure, settings.url(), settings.setting());
        }
    }

    private static byte[] body(Response response) throws IOException {
        ResponseBody body = response.body();
        return body == null ? new byte[0] : body.bytes();
    }

    private void count(Cmdlet cmdlet, long bytes, int status, boolean repeated) {
        counters.onWire(cmdlet.endpoint(), new CallCounts(1, 0, bytes, status == THROTTLED ? 1 : 0, repeated ? 1 : 0));
    }
}
