package dev.lanyard.entra.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that knows CONNECT and nothing else, on any free port of this machine. What goes through the tunnels is
 * the business of a {@link Tunnel}.
 */
public final class ConnectProxy implements AutoCloseable {

    /** Carries what goes through one tunnel, until either end closes it. */
    @FunctionalInterface
    public interface Tunnel {
        /** Takes over the client's connection, which has been told that the tunnel is open. */
        void carry(Socket client, String host, int port) throws IOException;
    }

    private final ServerSocket server;
    private final Tunnel tunnel;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> credentials = Optional.empty();
    private volatile String challenge = "Basic realm=\"proxy\"";
    private volatile int refusal;

    /** Starts a proxy that passes on what it cannot read. */
    public ConnectProxy() {
        this(ConnectProxy::relay);
    }

    /** Starts a proxy with tunnels of one's own. */
    public ConnectProxy(Tunnel tunnel) {
        this.tunnel = tunnel;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        start(this::accept);
    }

    /** Where it listens. */
    public String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** Lets only this user through from now on. */
    public void letIn(String user, String password) {
        credentials = Optional.of("Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Asks those whom it does not let in to sign in by these means. */
    public void challengeWith(String header) {
        challenge = header;
    }

    /** Answers every CONNECT with this status from now on. */
    public void refuseWith(int status) {
        refusal = status;
    }

    /** Everything that it was told itself: the head of each request. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                String head = head(client.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                heads.add(head);
                int status = judge(head);
                answer(client.getOutputStream(), status);
                if (status == 200) {
                    String[] target = head.split(" ", -1)[1].split(":", -1);
                    tunnel.carry(client, target[0], Integer.parseInt(target[1]));
                    return;
                }
            }
        } catch (IOException gone) {
            // The client, or the service, has hung up.
        } finally {
            open.remove(client);
        }
    }

    private int judge(String head) {
        if (!head.startsWith("CONNECT ")) {
            return 405;
        }
        if (credentials
                .filter(needed -> !head.contains("Proxy-Authorization: " + needed + "\r\n"))
                .isPresent()) {
            return 407;
        }
        return refusal == 0 ? 200 : refusal;
    }

    private void answer(OutputStream out, int status) throws IOException {
        String more = status == 407 ? "Proxy-Authenticate: " + challenge + "\r\n" : "";
        String length = status == 200 ? "" : "Content-Length: 0\r\n";
        out.write(("HTTP/1.1 " + status + " As told\r\n" + more + length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads as far as the empty line, and not a byte further; empty if there is nothing more. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void relay(Socket client, String host, int port) throws IOException {
        try (Socket service = new Socket(host, port)) {
            Thread there = start(() -> copy(client, service));
            copy(service, client);
            there.interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException closed) {
            // Either end has hung up.
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Closeable each : open) {
                each.close();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
