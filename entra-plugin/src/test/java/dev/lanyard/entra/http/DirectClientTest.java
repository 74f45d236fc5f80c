package dev.lanyard.entra.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.testing.ConnectProxy;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import java.io.IOException;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class DirectClientTest {

    @Test
    void whatOnlyThisMachineCanReach_isNotSoughtThroughTheProxy() throws IOException {
        TestHost host = new TestHost();
        try (ScriptedService service = new ScriptedService();
                ConnectProxy proxy = new ConnectProxy();
                Patience patience = new Patience(host)) {
            service.server().stubFor(get(urlPathEqualTo("/here")).willReturn(okJson("{}")));
            Map<String, String> settings = service.settings();
            settings.put("proxyUrl", proxy.url());
            OkHttpClient client = new HttpClientProvider(
                            EntraSettings.from(EntraSchema.schema().configure(settings)),
                            patience,
                            new ServerClock(host))
                    .get();

            assertThat(ask(client, service)).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
            assertThat(ask(new DirectClient(client).client(), service)).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    private static int ask(OkHttpClient client, ScriptedService service) throws IOException {
        Request request = new Request.Builder().url(service.url() + "/here").build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        }
    }
}
