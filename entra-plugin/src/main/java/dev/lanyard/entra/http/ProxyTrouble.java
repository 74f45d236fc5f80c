package dev.lanyard.entra.http;

import dev.lanyard.entra.config.ProxySettings;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;

/**
 * What is wrong with the proxy, and not with the service behind it. Whatever was to be sent has not been: the proxy
 * comes before the service.
 */
final class ProxyTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String remedy;

    private ProxyTrouble(ErrorKind kind, String message, String remedy) {
        super(message);
        this.kind = kind;
        this.remedy = remedy;
    }

    private static ProxyTrouble permanent(ProxySettings proxy, String message, String remedy) {
        return new ProxyTrouble(ErrorKind.CONFIGURATION, "the proxy " + address(proxy) + " " + message, remedy);
    }

    private static ProxyTrouble passing(ProxySettings proxy, String message, String remedy) {
        return new ProxyTrouble(ErrorKind.UNAVAILABLE, "the proxy " + address(proxy) + " " + message, remedy);
    }

    /** The host name of the proxy leads nowhere. */
    static ProxyTrouble unknown(ProxySettings proxy) {
        return passing(
                proxy,
                "is not known (" + ProxySettings.ADDRESS + ")",
                "check the host name in " + ProxySettings.ADDRESS + ", and that this machine can look it up");
    }

    /** Nobody listens where the proxy should, or something is in between. */
    static ProxyTrouble unreachable(ProxySettings proxy) {
        return passing(
                proxy,
                "cannot be reached (" + ProxySettings.ADDRESS + ")",
                "check " + ProxySettings.ADDRESS + ", and that this machine may connect to " + address(proxy));
    }

    /** It wants to know who asks, and nobody is set. */
    static ProxyTrouble withoutUser(ProxySettings proxy) {
        return permanent(
                proxy,
                "wants a user to sign in (status 407), but " + ProxySettings.USER + " is not set",
                "set " + ProxySettings.USER + " and " + ProxySettings.PASSWORD);
    }

    /** It knows who asks, and does not let them through. */
    static ProxyTrouble refusedUser(ProxySettings proxy) {
        return permanent(
                proxy,
                "refuses the user in " + ProxySettings.USER + " (status 407)",
                "correct " + ProxySettings.USER + " and " + ProxySettings.PASSWORD);
    }

    /** It offers no way to sign in that this connector knows. */
    static ProxyTrouble otherScheme(ProxySettings proxy, String schemes) {
        return permanent(
                proxy,
                "wants users to sign in by " + schemes + " (status 407, " + ProxySettings.ADDRESS
                        + "), of which this connector knows none",
                "let the proxy accept Basic authentication from this machine, or let this machine through without,"
                        + " or set " + ProxySettings.ADDRESS + " to another proxy");
    }

    /** It opened no way to the service. */
    static ProxyTrouble refused(ProxySettings proxy, String target, int status) {
        String said = " (status " + status + ", " + ProxySettings.ADDRESS + ")";
        return status >= 500
                ? passing(
                        proxy,
                        "does not get through to " + target + said,
                        "try again later; if it stays so, ask those who run the proxy")
                : permanent(
                        proxy,
                        "does not let connections to " + target + " through" + said,
                        "ask those who run the proxy to allow CONNECT to " + target);
    }

    private static String address(ProxySettings proxy) {
        return proxy.host() + ":" + proxy.port();
    }

    /** {@code UNAVAILABLE} if it may pass by itself, {@code CONFIGURATION} if it cannot. */
    ErrorKind kind() {
        return kind;
    }

    /** What to do, one line. */
    String remedy() {
        return remedy;
    }
}
