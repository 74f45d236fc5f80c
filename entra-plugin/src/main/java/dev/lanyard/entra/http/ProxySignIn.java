package dev.lanyard.entra.http;

import dev.lanyard.entra.config.ProxySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Signs in to the proxy, with the first request to it already: the HTTP client puts the answer on the CONNECT request
 * and on nothing that goes through the tunnel.
 */
final class ProxySignIn implements Authenticator {

    private static final String BASIC = "Basic";

    /** By this name the HTTP client asks before the proxy does. */
    private static final String BEFORE_ASKED = "OkHttp-Preemptive";

    private final ProxySettings proxy;

    ProxySignIn(ProxySettings proxy) {
        this.proxy = proxy;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        List<String> schemes =
                response.challenges().stream().map(Challenge::scheme).distinct().toList();
        boolean asked = !schemes.contains(BEFORE_ASKED);
        Optional<ProxySettings.SignIn> signIn = proxy.signIn();
        if (asked && !schemes.isEmpty() && schemes.stream().noneMatch(BASIC::equalsIgnoreCase)) {
            throw ProxyTrouble.otherScheme(proxy, schemes.stream().collect(Collectors.joining(" or ")));
        }
        if (asked && signIn.isEmpty()) {
            throw ProxyTrouble.withoutUser(proxy);
        }
        if (asked && response.request().header("Proxy-Authorization") != null) {
            throw ProxyTrouble.refusedUser(proxy);
        }
        return signIn.map(user -> response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", credentials(user))
                        .build())
                .orElse(null);
    }

    private static String credentials(ProxySettings.SignIn signIn) {
        return signIn.password().reveal(password -> Credentials.basic(signIn.user(), password, StandardCharsets.UTF_8));
    }
}
