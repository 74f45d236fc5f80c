package dev.lanyard.simulator.server;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.ConsoleNotifier;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
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

    private static final Answer NOT_YET = new Answer(503, Map.of(), new byte[0], Answer.Delivery.WHOLE, 0);

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
                .disableRequestJournal()
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

    /** Puts the function's answer in the place of WireMock's. */
    private static final class Transformer implements ResponseDefinitionTransformerV2 {

        private volatile Function<Call, Answer> answering = call -> NOT_YET;

        @Override
        public String getName() {
            return "simulator";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Answer answer = answering.apply(call(event.getRequest()));
            ResponseDefinitionBuilder builder =
                    ResponseDefinitionBuilder.responseDefinition().withStatus(answer.status());
            answer.headers().forEach(builder::withHeader);
            if (answer.delayMillis() > 0) {
                builder.withFixedDelay(answer.delayMillis());
            }
            byte[] body = answer.body();
            switch (answer.delivery()) {
                case WHOLE -> builder.withBody(body);
                case NONE -> builder.withFault(Fault.EMPTY_RESPONSE);
                case HALF -> {
                    // The length of the whole with half of it: the server then ends the connection.
                    builder.withHeader("Content-Length", String.valueOf(body.length));
                    builder.withBody(Arrays.copyOf(body, body.length / 2));
                }
            }
            return builder.build();
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
