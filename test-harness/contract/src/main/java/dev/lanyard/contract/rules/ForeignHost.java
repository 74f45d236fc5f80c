package dev.lanyard.contract.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server that nobody should trust: it notes every request and answers that it has nothing. */
final class ForeignHost implements AutoCloseable {

    private static final String ANSWER = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: *(\\d{1,6})");

    /** As a number: the system under test calls itself by name, so that this is another host. */
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ForeignHost() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
        } catch (IOException failed) {
            throw new UncheckedIOException("no free port for a foreign host", failed);
        }
        Thread thread = new Thread(this::serve, "contract suite: foreign host");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/elsewhere";
    }

    /** Each request so far: request line, headers and body. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                StringBuilder head = new StringBuilder();
                for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    head.append(line).append('\n');
                }
                requests.add(head + body(reader, head.toString()));
                socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closedOrBroken) {
                // Whoever called sees a broken connection; a closed server ends the loop.
            }
        }
    }

    private static String body(BufferedReader reader, String head) throws IOException {
        Matcher length = CONTENT_LENGTH.matcher(head);
        StringBuilder body = new StringBuilder();
        for (int left = length.find() ? Integer.parseInt(length.group(1)) : 0; left > 0; left--) {
            body.append((char) reader.read());
        }
        return body.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close a foreign host", failed);
        }
    }
}
