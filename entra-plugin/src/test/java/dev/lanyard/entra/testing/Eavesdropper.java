package dev.lanyard.entra.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Looks into every connection: ends its encryption with a certificate of its own authority, writes down every byte, and
 * passes it on to one service, whatever host it was meant for. As {@link #GRAPH} the service is told of under that
 * name. Can be made to give other answers than the service gave.
 */
public final class Eavesdropper implements ConnectProxy.Tunnel {

    /** Hosts that do not exist anywhere. */
    public static final String LOGIN = "login.eavesdropped.example";

    public static final String GRAPH = "graph.eavesdropped.example";
    public static final String EXCHANGE = "exchange.eavesdropped.example";

    private static final Set<String> KNOWN = Set.of(LOGIN, GRAPH, EXCHANGE);
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade", "http2-settings");

    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Eavesdropper")
            .build();
    private final ConcurrentHashMap<String, HandshakeCertificates> certificates = new ConcurrentHashMap<>();
    private final List<Overheard> overheard = new CopyOnWriteArrayList<>();
    private final String service;
    private final HttpClient client;
    private volatile Function<Overheard, Optional<String>> meddling = any -> Optional.empty();

    /**
     * Listens on the way to a service.
     *
     * @param service where it really answers, without trailing slash
     * @param serviceCertificate its certificate, as PEM
     */
    public Eavesdropper(String service, String serviceCertificate) {
        this.service = service;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(new HandshakeCertificates.Builder()
                        .addTrustedCertificate(Certificates.decodeCertificatePem(serviceCertificate))
                        .build()
                        .sslContext())
                .build();
    }

    /** The certificate of its authority, as PEM. */
    public String certificatePem() {
        return authority.certificatePem();
    }

    /** Everything heard so far. */
    public List<Overheard> overheard() {
        return List.copyOf(overheard);
    }

    /** Answers a whole HTTP answer instead of the service's wherever this gives one. */
    public void meddle(Function<Overheard, Optional<String>> howTo) {
        meddling = howTo;
    }

    @Override
    public void carry(Socket plain, String host, int port) throws IOException {
        HandshakeCertificates ours = certificates.computeIfAbsent(host, this::certificates);
        try (SSLSocket encrypted = (SSLSocket) ours.sslSocketFactory().createSocket(plain, host, port, true)) {
            encrypted.setUseClientMode(false);
            InputStream in = encrypted.getInputStream();
            OutputStream out = encrypted.getOutputStream();
            for (String head = ConnectProxy.head(in); !head.isEmpty(); head = ConnectProxy.head(in)) {
                Overheard heard = passOn(host, head, text(in.readNBytes(length(head))));
                Optional<String> other = meddling.apply(heard);
                String answer = other.orElse(heard.answerHead() + heard.answerBody());
                int end = answer.indexOf("\r\n\r\n") + 4;
                overheard.add(new Overheard(host, head, heard.body(), answer.substring(0, end), answer.substring(end)));
                out.write(bytes(answer));
                out.flush();
            }
        }
    }

    private HandshakeCertificates certificates(String host) {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName(host)
                .signedBy(authority)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate, authority.certificate())
                .build();
    }

    private Overheard passOn(String host, String head, String body) throws IOException {
        if (!KNOWN.contains(host)) {
            return new Overheard(host, head, body, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "{}");
        }
        String[] first = head.split(" ", 3);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + first[1]));
        head.lines().skip(1).filter(line -> line.contains(": ")).forEach(line -> {
            String name = line.substring(0, line.indexOf(": "));
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, line.substring(name.length() + 2));
            }
        });
        request.method(
                first[0],
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(bytes(toService(body))));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String answerBody = text(answer.body()).replace(service, "https://" + GRAPH);
            String headers = answer.headers().map().entrySet().stream()
                    .filter(header ->
                            !OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT)))
                    .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value + "\r\n"))
                    .collect(Collectors.joining());
            String length = answer.statusCode() == 204 ? "" : "Content-Length: " + answerBody.length() + "\r\n";
            String answerHead = "HTTP/1.1 " + answer.statusCode() + " As told\r\n" + headers + length + "\r\n";
            return new Overheard(host, head, body, answerHead, answerBody);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private String toService(String body) {
        String graph = "https://" + GRAPH;
        return body.replace(graph, service).replace(encoded(graph), encoded(service));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    /** A character for each byte, so that none is lost. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
