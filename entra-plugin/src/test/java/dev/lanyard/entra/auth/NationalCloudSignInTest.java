package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.DirectClient;
import dev.lanyard.entra.testing.KeyForms;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.vault.VaultKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In every national cloud, the token is asked for where the cloud's tokens come from, and for the cloud's own Graph.
 */
class NationalCloudSignInTest {

    private static final String TENANT = "9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60";
    private static final String CERTIFICATE = KeyForms.pem(KeyForms.rsa().build());

    private final List<HttpUrl> asked = new ArrayList<>();
    private final List<String> forms = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "graph.microsoft.com, login.microsoftonline.com",
        "graph.microsoft.us, login.microsoftonline.us",
        "dod-graph.microsoft.us, login.microsoftonline.us",
        "microsoftgraph.chinacloudapi.cn, login.chinacloudapi.cn",
    })
    void authority_andScope_areInStep(String graph, String login) throws Exception {
        TestHost host = new TestHost();
        host.vault().put(new VaultKey("refresh-token", "administrator"), "", Secret.of("old"));
        for (Map<String, String> way : List.of(
                Map.of("clientSecret", "s"),
                Map.of("signIn", "certificate", "clientCertificate", CERTIFICATE),
                Map.of("signIn", "oauth"))) {
            Map<String, String> values = new HashMap<>(way);
            values.putAll(Map.of("tenantId", TENANT, "clientId", TENANT, "graphDomain", graph));
            EntraSettings settings = EntraSettings.from(EntraSchema.schema().configure(values));
            OkHttpClient client =
                    new OkHttpClient.Builder().addInterceptor(this::answer).build();

            new TokenSources(settings, client, new DirectClient(client), host)
                    .get()
                    .issue(settings.scope());
        }

        assertThat(asked).allSatisfy(url -> assertThat(url.host()).isEqualTo(login));
        assertThat(forms)
                .hasSize(3)
                .allSatisfy(form -> assertThat(form).contains("https%3A%2F%2F" + graph + "%2F.default"));
    }

    private Response answer(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        asked.add(request.url());
        String host = request.url().host();
        String body = "{\"tenant_discovery_endpoint\":\"https://" + host + "/" + TENANT
                + "/v2.0/.well-known/openid-configuration\",\"metadata\":[{\"preferred_network\":\"" + host
                + "\",\"preferred_cache\":\"" + host + "\",\"aliases\":[\"" + host + "\"]}]}";
        if (request.url().encodedPath().equals("/" + TENANT + "/oauth2/v2.0/token")) {
            Buffer form = new Buffer();
            request.body().writeTo(form);
            forms.add(form.readUtf8());
            body = "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t\"}";
        }
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(body, MediaType.get("application/json")))
                .build();
    }
}
