package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and certificates of applications. */
class CredentialsWritingTest extends WritingTest {

    @ParameterizedTest
    @ValueSource(strings = {"applications", "servicePrincipals"})
    void aSecret_isToldOnce_andTakenAway(String collection) {
        ObjectType type = collection.equals("applications") ? ObjectType.APPLICATION : ObjectType.SERVICE_PRINCIPAL;
        String path = "/" + collection + "/" + first(type, any -> true).id();

        Reply made = post(path + "/addPassword", "{'passwordCredential':{'displayName':'rotated'}}");

        assertThat(made.status()).as(made.text()).isEqualTo(200);
        String secret = made.body().path("secretText").asText();
        String keyId = made.body().path("keyId").asText();
        assertThat(secret).hasSizeGreaterThan(30);
        String read = client.get(path + "?$select=passwordCredentials").text();
        assertThat(read).contains(keyId).contains("rotated").doesNotContain(secret);
        assertThat(simulator.state()).noneMatch(line -> line.contains(secret));
        assertThat(post(path + "/removePassword", "{'keyId':'" + keyId + "'}").status())
                .isEqualTo(204);
        assertThat(post(path + "/removePassword", "{'keyId':'" + keyId + "'}").message())
                .isEqualTo("No password credential found with keyId.");
        assertThat(client.get(path + "?$select=passwordCredentials").text()).doesNotContain(keyId);
    }

    @Test
    void aSecret_endsWhenAsked_butNotBeforeItBegins() {
        String path =
                "/applications/" + first(ObjectType.APPLICATION, any -> true).id() + "/addPassword";

        assertThat(post(path, "{'passwordCredential':{'endDateTime':'2999-01-01T00:00:00Z'}}")
                        .body()
                        .path("endDateTime")
                        .asText())
                .isEqualTo("2999-01-01T00:00:00Z");
        assertThat(post(path, "{'passwordCredential':{'endDateTime':'1999-01-01T00:00:00Z'}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aCertificate_isAddedByWhoHoldsOne() {
        DirectoryObject application = first(ObjectType.APPLICATION, any -> true);
        String path = "/applications/" + application.id() + "/addKey";
        String body = "{'keyCredential':{'type':'AsymmetricX509Cert','usage':'Verify','key':'TUlJ'},'proof':'a.b.c'}";
        simulator.tenant().update(application.id(), Map.of("keyCredentials", List.of()));

        assertThat(post(path, body).status()).isEqualTo(401);
        simulator
                .tenant()
                .update(
                        application.id(),
                        Map.of(
                                "keyCredentials",
                                List.of(Map.of("keyId", STRANGER, "endDateTime", "2999-01-01T00:00:00Z"))));
        assertThat(post(path, body.replace("a.b.c", "")).status()).isEqualTo(401);
        assertThat(post(path, body.replace("Verify", "Look")).status()).isEqualTo(400);
        Reply made = post(path, body);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        JsonNode keys = client.get("/applications/" + application.id()).body().path("keyCredentials");
        assertThat(keys).hasSize(2);
    }
}
