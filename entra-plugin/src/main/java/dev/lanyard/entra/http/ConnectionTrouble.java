package dev.lanyard.entra.http;

import dev.lanyard.entra.config.NetworkSettings;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in one line why a service could not be reached, and which setting to look at. */
public final class ConnectionTrouble {

    private ConnectionTrouble() {}

    /**
     * Explains a failed connection.
     *
     * @param failure what the HTTP client threw
     * @param address where the service was sought
     * @param setting the setting from which the address came
     * @return an error of kind {@code UNAVAILABLE} if it may pass by itself, {@code CONFIGURATION} if it cannot
     */
    public static ConnectorException explain(IOException failure, URI address, String setting) {
        String host = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
        if (failure instanceof ProxyTrouble trouble) {
            return ConnectorException.of(trouble.kind(), String.valueOf(trouble.getMessage()), trouble.remedy())
                    .cause(failure)
                    .build();
        }
        if (failure instanceof RedirectedException) {
            return ConnectorException.of(
                            ErrorKind.CONFIGURATION,
                            host + " redirects, which is not followed: secrets must not go elsewhere (" + setting + ")",
                            "set " + setting
                                    + " to the final address; if it is, look at proxies and gateways on the way")
                    .cause(failure)
                    .build();
        }
        String network = "check " + setting + ", and that this machine may connect to " + host;
        if (failure instanceof UnknownHostException) {
            return unavailable("the host " + address.getHost() + " is not known (" + setting + ")", network, failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return unavailable(host + " cannot be reached (" + setting + ")", network, failure);
        }
        if (failure instanceof SSLPeerUnverifiedException) {
            return ConnectorException.of(
                            ErrorKind.CONFIGURATION,
                            "the certificate of " + host + " was issued for another host name (" + setting + ")",
                            "set " + setting + " to the name in the certificate, or correct the certificate")
                    .cause(failure)
                    .build();
        }
        if (failure instanceof SSLException && isAboutCertificates(failure)) {
            return distrust(failure, host, setting);
        }
        if (failure instanceof SSLHandshakeException || isNoTls(failure)) {
            return unavailable(host + " agrees on no secure connection (" + setting + ")", network, failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return unavailable(host + " did not answer in time", network, failure);
        }
        return unavailable("the connection to " + host + " broke off", "try again; " + network, failure);
    }

    /**
     * Decides whether a failed connection is worth another attempt.
     *
     * @param failure what the HTTP client threw
     * @param address where the service was sought
     * @param setting the setting from which the address came
     * @return a {@link PassingTrouble}, or a {@link ConnectorException} that is final
     */
    public static RuntimeException judge(IOException failure, URI address, String setting) {
        ConnectorException explained = explain(failure, address, setting);
        if (explained.kind() != ErrorKind.UNAVAILABLE) {
            return explained;
        }
        if (cameBeforeSending(failure)) {
            return PassingTrouble.unsent(explained);
        }
        return failure instanceof SocketTimeoutException
                ? PassingTrouble.stubborn(explained)
                : PassingTrouble.of(explained);
    }

    /**
     * Whether a request can not have reached the service.
     *
     * @param failure what the HTTP client threw
     * @return true if no connection came about
     */
    public static boolean cameBeforeSending(IOException failure) {
        return failure instanceof ProxyTrouble
                || isSlowConnect(failure)
                || failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLPeerUnverifiedException
                || failure instanceof SSLHandshakeException
                || isNoTls(failure);
    }

    /** Whether what answered knows nothing of TLS; Java has no other way to tell. */
    private static boolean isNoTls(IOException failure) {
        return failure instanceof SSLException
                && String.valueOf(failure.getMessage()).contains("Unsupported or unrecognized SSL message");
    }

    /** Whether the time was up before there was a connection. */
    static boolean isSlowConnect(IOException failure) {
        return failure instanceof SocketTimeoutException
                && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("connect timed out");
    }

    /** The certificate is what it claims to be, but nobody is to rely on it, or not now. */
    private static ConnectorException distrust(IOException failure, String host, String setting) {
        String subject = "the certificate of " + host;
        if (isAbout(failure, CertificateExpiredException.class)) {
            return ConnectorException.of(
                            ErrorKind.CONFIGURATION,
                            subject + " has expired (" + setting + ")",
                            "let whoever runs " + host + " renew it, and check this machine's clock")
                    .cause(failure)
                    .build();
        }
        if (isAbout(failure, CertificateNotYetValidException.class)) {
            return ConnectorException.of(
                            ErrorKind.CONFIGURATION,
                            subject + " is not valid yet (" + setting + ")",
                            "check this machine's clock")
                    .cause(failure)
                    .build();
        }
        return ConnectorException.of(
                        ErrorKind.CONFIGURATION,
                        subject + " was issued by an authority that is neither trusted by Java nor by "
                                + NetworkSettings.CERTIFICATES + " (" + setting + ")",
                        "put the certificate of that authority into " + NetworkSettings.CERTIFICATES
                                + ", if you trust it; a proxy that looks into connections has one of its own")
                .cause(failure)
                .build();
    }

    private static boolean isAboutCertificates(IOException failure) {
        return isAbout(failure, CertificateException.class)
                || String.valueOf(failure.getMessage()).contains("PKIX");
    }

    private static boolean isAbout(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static ConnectorException unavailable(String message, String remedy, IOException cause) {
        return ConnectorException.of(ErrorKind.UNAVAILABLE, message, remedy)
                .cause(cause)
                .build();
    }
}
