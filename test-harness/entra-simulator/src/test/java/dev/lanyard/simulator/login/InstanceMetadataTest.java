package dev.lanyard.simulator.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.ReadingTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine's instance metadata service. */
class InstanceMetadataTest extends ReadingTest {

    private static final String PATH = "/metadata/identity/oauth2/token";
    private static final String IDENTITY = "00000000-aaaa-4bbb-8ccc-000000000001";

    @Test
    void token_ofAnAssignedIdentity_opensGraph() throws Exception {
        simulator.instanceMetadata().assign(IDENTITY);

        HttpResponse<String> answer =
                get(PATH + "?api-version=2018-02-01&client_id=" + IDENTITY + "&resource=" + simulator.url(), "true");

        assertThat(answer.statusCode()).isEqualTo(200);
        String token = answer.body().replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
        assertThat(client.get("/users?$top=1", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "?api-version=2018-02-01&resource=GRAPH, '', 400, metadata header",
        "?api-version=2018-02-01&resource=GRAPH, yes, 400, metadata header",
        "?resource=GRAPH, true, 400, api-version",
        "?api-version=2018-02-01&resource=https://other.example, true, 400, AADSTS500011",
        "?api-version=2018-02-01&resource=GRAPH, true, 400, Identity not found",
        "/other?api-version=2018-02-01, true, 404, no such endpoint",
    })
    void call_thatIsWrong_isRefused(String rest, String metadata, int status, String message) throws Exception {
        HttpResponse<String> answer = get(PATH + rest.replace("GRAPH", simulator.url()), metadata);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(message);
    }

    @Test
    void trouble_comesAsOftenAsItWasToldTo() throws Exception {
        simulator.instanceMetadata().failWith(410, 429);

        assertThat(get(PATH, "true").statusCode()).isEqualTo(410);
        assertThat(get(PATH, "true").statusCode()).isEqualTo(429);
        assertThat(get(PATH, "true").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> get(String address, String metadata) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.instanceMetadataUrl() + address));
        if (!metadata.isEmpty()) {
            request.header("Metadata", metadata);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
