package dev.lanyard.entra.http;

import dev.lanyard.entra.config.ProxySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Tells trouble with the proxy from trouble behind it: the client connects to nobody but the proxy. */
final class ProxyInterceptor implements Interceptor {

    /** The HTTP client has no other way to tell the status. */
    private static final Pattern NO_TUNNEL = Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

    private final ProxySettings proxy;

    ProxyInterceptor(ProxySettings proxy) {
        this.proxy = proxy;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (UnknownHostException failure) {
            throw because(failure, ProxyTrouble.unknown(proxy));
        } catch (ConnectException | NoRouteToHostException failure) {
            throw because(failure, ProxyTrouble.unreachable(proxy));
        } catch (SocketTimeoutException failure) {
            throw ConnectionTrouble.isSlowConnect(failure)
                    ? because(failure, ProxyTrouble.unreachable(proxy))
                    : failure;
        } catch (IOException failure) {
            Matcher noTunnel = NO_TUNNEL.matcher(String.valueOf(failure.getMessage()));
            throw noTunnel.find()
                    ? because(
                            failure,
                            ProxyTrouble.refused(proxy, target(chain.request().url()), status(noTunnel)))
                    : failure;
        }
    }

    private static String target(HttpUrl url) {
        return url.host() + ":" + url.port();
    }

    private static int status(Matcher noTunnel) {
        return Integer.parseInt(noTunnel.group(1));
    }

    private static ProxyTrouble because(IOException cause, ProxyTrouble trouble) {
        trouble.initCause(cause);
        return trouble;
    }
}
