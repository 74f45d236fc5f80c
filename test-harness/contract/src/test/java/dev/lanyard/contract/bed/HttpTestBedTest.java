package dev.lanyard.contract.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bed whose system breaks off the first connection. */
class HttpTestBedTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final HttpTestBed bed;

    HttpTestBedTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/__lanyard/", exchange -> {
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            if (calls.size() > 1) {
                exchange.sendResponseHeaders(200, -1);
            }
            exchange.close();
        });
        bed = new HttpTestBed(
                URI.create("http://localhost:" + server.getAddress().getPort()), Optional.empty());
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatCanBeRepeated_isSentOnceMore() {
        bed.showEmptyTenant(true);

        assertThat(calls).containsExactly("POST /__lanyard/settings", "POST /__lanyard/settings");
    }

    @Test
    void aChange_isNotMadeTwice() {
        assertThatThrownBy(() -> bed.change("add a person"))
                .isInstanceOf(TestBedException.class)
                .hasMessageContaining("cannot be reached at http://localhost");

        assertThat(calls).containsExactly("POST /__lanyard/changes");
    }
}
