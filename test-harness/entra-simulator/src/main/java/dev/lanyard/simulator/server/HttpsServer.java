package dev.lanyard.simulator.server;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.ConsoleNotifier;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * An HTTPS server on localhost that hands every call to one function. WireMock carries the bytes and plays broken
 * connections; it keeps no journal of requests.
 */
public final class HttpsServer implements AutoCloseable {

    private static final int MOST_THREADS = 64;
    private static final int LONGEST_HEADER = 64 * 1024;

    private static final Answer NOT_YET = Answer.empty(503);

    private final WireMockServer server;
    private final Transformer transformer = new Transformer();

    /**
     * Starts the server, which answers 503 until {@link #answerWith} is called.
     *
     * @param port the port, or 0 for any free one
     */
    public HttpsServer(int port) {
        LocalCertificate certificate = LocalCertificate.get();
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .httpsPort(port)
                .http2TlsDisabled(true)
                .keystorePath(certificate.keyStore().toString())
                .keystoreType("PKCS12")
                .keystorePassword(certificate.password())
                .keyManagerPassword(certificate.password())
                .jettyHeaderRequestSize(LONGEST_HEADER)
                .containerThreads(MOST_THREADS)
                .jettyAcceptors(1)
                .disableRequestJournal()
                // Without a limit, it reads every body once more before it is sent.
                .maxLoggedResponseSize(1)
                .gzipDisabled(true)
                .notifier(new ConsoleNotifier(false))
                .extensions(transformer));
        server.stubFor(WireMock.any(WireMock.anyUrl()));
        server.start();
    }

    /** Hands every call to this function from now on; it is called by many threads. */
    public void answerWith(Function<Call, Answer> answering) {
        transformer.answering = answering;
    }

    /** The port that the server listens on. */
    public int port() {
        return server.httpsPort();
    }

    /** The certificate to trust, as PEM. */
    public String certificatePem() {
        return LocalCertificate.get().pem();
    }

    @Override
    public void close() {
        server.stop();
    }

    /**
     * Puts the function's answer in the place of WireMock's. It does so at the last moment: WireMock writes down every
     * response definition as text, body and all, which costs more than making the page.
     */
    private static final class Transformer implements ResponseTransformerV2 {

        private volatile Function<Call, Answer> answering = call -> NOT_YET;

        @Override
        public String getName() {
            return "simulator";
        }

        @Override
        public Response transform(Response unused, ServeEvent event) {
            Answer answer = answering.apply(call(event.getRequest()));
            Response.Builder response = Response.response()
                    .status(answer.status())
                    .configured(true)
                    .incrementInitialDelay(answer.delayMillis());
            HttpHeaders headers = new HttpHeaders(answer.headers().entrySet().stream()
                    .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                    .toList());
            byte[] body = answer.body();
            HttpHeader length = new HttpHeader("Content-Length", String.valueOf(body.length));
            return switch (answer.delivery()) {
                case WHOLE -> response.headers(headers.plus(length)).body(body).build();
                case STREAMED ->
                    response.headers(headers).body(answer.stream()::get).build();
                case NONE -> response.fault(Fault.EMPTY_RESPONSE).build();
                // The length of the whole with half of it: the server then ends the connection.
                case HALF ->
                    response.headers(headers.plus(length))
                            .body(Arrays.copyOf(body, body.length / 2))
                            .build();
            };
        }

        private static Call call(Request request) {
            Map<String, String> headers = new HashMap<>();
            for (HttpHeader header : request.getHeaders().all()) {
                headers.put(header.key().toLowerCase(Locale.ROOT), header.isPresent() ? header.firstValue() : "");
            }
            byte[] body = request.getBody();
            return Call.of(request.getMethod().getName(), request.getUrl(), headers, body == null ? new byte[0] : body);
        }
    }
}
