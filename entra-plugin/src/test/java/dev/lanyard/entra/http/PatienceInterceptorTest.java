package dev.lanyard.entra.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceInterceptorTest {

    /** Each tenth comes well before a read would be given up. */
    @Test
    void answerThatTrickles_endsAtTheDeadline() throws IOException {
        TestHost host = new TestHost();
        try (ScriptedService service = new ScriptedService();
                Patience patience = new Patience(host)) {
            service.server()
                    .stubFor(get(urlPathEqualTo("/slow"))
                            .willReturn(okJson("{\"value\":[]}").withChunkedDribbleDelay(10, 5_000)));
            OkHttpClient client = new HttpClientProvider(
                            EntraSettings.from(EntraSchema.schema().configure(service.settings())),
                            patience,
                            new ServerClock(host))
                    .get();
            // What is compressed comes in one piece.
            Request request = new Request.Builder()
                    .url(service.url() + "/slow")
                    .header("Accept-Encoding", "identity")
                    .build();

            try (Response whole = client.newCall(request).execute()) {
                assertThat(whole.body().string()).isEqualTo("{\"value\":[]}");
            }
            host.allow(Duration.ofSeconds(2));
            try (Response late = client.newCall(request).execute()) {
                assertThatThrownBy(() -> late.body().string()).isInstanceOf(IOException.class);
            }
        }
    }
}
