package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.fault.Fault;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Writes whose answers are lost, writes in batches, and too many of them. */
class LostWritesTest extends WritingTest {

    private static final String ADD = "POST /groups/{id}/members/$ref";

    @Test
    void aLostAnswer_isAboutAChangeThatWasMade() {
        String group = newGroup();
        String user = newUser();
        String path = "/groups/" + group + "/members/$ref";
        simulator.setFaults(Fault.of(ADD, Fault.Kind.DROP_AFTER).times(1));

        assertThatThrownBy(() -> post(path, reference(user))).isInstanceOf(UncheckedIOException.class);

        assertThat(post(path, reference(user)).message()).contains("object references already exist");
    }

    @Test
    void aLostCall_changesNothing() {
        String group = newGroup();
        String user = newUser();
        String path = "/groups/" + group + "/members/$ref";
        simulator.setFaults(Fault.of(ADD, Fault.Kind.DROP).times(1));

        assertThatThrownBy(() -> post(path, reference(user))).isInstanceOf(UncheckedIOException.class);

        assertThat(post(path, reference(user)).status()).isEqualTo(204);
    }

    @Test
    void theAdminProtocol_knowsLostAnswers() {
        Reply reply = client.raw(
                "POST",
                "/__lanyard/faults",
                "{\"faults\":[{\"endpoint\":\"DELETE /users/{id}\",\"kind\":\"dropAfter\",\"count\":1}]}");
        String user = newUser();

        assertThat(reply.status()).isEqualTo(204);
        assertThatThrownBy(() -> delete("/users/" + user)).isInstanceOf(UncheckedIOException.class);
        assertThat(delete("/users/" + user).status()).isEqualTo(404);
    }

    @Test
    void withinABatch_aLostAnswerIsATimeout_andTheOthersAreMade() {
        String group = newGroup();
        List<String> users = List.of(newUser(), newUser());
        simulator.setFaults(Fault.of(ADD, Fault.Kind.DROP_AFTER).times(1));

        Map<String, JsonNode> answers = batch(add("1", group, users.get(0), ""), add("2", group, users.get(1), ""));

        assertThat(List.of(status(answers, "1"), status(answers, "2"))).containsExactly(504, 204);
        assertThat(client.get("/groups/" + group + "/members").value()).hasSize(2);
    }

    @Test
    void aWrite_thatDependsOnAFailedOne_isNotMade() {
        String group = newGroup();
        String user = newUser();

        Map<String, JsonNode> answers = batch(add("1", group, STRANGER, ""), add("2", group, user, "1"));

        assertThat(status(answers, "1")).isEqualTo(404);
        assertThat(status(answers, "2")).isEqualTo(424);
        assertThat(client.get("/groups/" + group + "/members").value()).isEmpty();
    }

    @Test
    void afterThreeThousandWrites_theNextWaits_butReadsGoOn() {
        simulator.clock().advance(Duration.ofSeconds(151));
        String twenty = Collections.nCopies(20, "").stream()
                .map(any -> "{'id':'N','method':'DELETE','url':'/users/" + STRANGER + "'}")
                .collect(Collectors.joining(","));
        StringBuilder numbered = new StringBuilder(twenty);
        for (int number = 0; number < 20; number++) {
            int at = numbered.indexOf("'N'");
            numbered.replace(at, at + 3, "'" + number + "'");
        }
        for (int call = 0; call < 150; call++) {
            assertThat(post("/$batch", "{'requests':[" + numbered + "]}").status())
                    .isEqualTo(200);
        }

        Reply late = delete("/users/" + STRANGER);

        assertThat(late.status()).isEqualTo(429);
        assertThat(late.header("x-ms-throttle-information")).isEqualTo("WriteLimitExceeded");
        assertThat(Integer.parseInt(late.header("Retry-After"))).isBetween(1, 150);
        assertThat(client.get("/users?$top=1").status()).isEqualTo(200);
        simulator.clock().advance(Duration.ofSeconds(151));
        assertThat(delete("/users/" + STRANGER).status()).isEqualTo(404);
    }

    private String add(String id, String group, String user, String parent) {
        return "{'id':'" + id + "','method':'POST','url':'/groups/" + group + "/members/$ref','headers':"
                + "{'Content-Type':'application/json'},'body':" + reference(user)
                + (parent.isEmpty() ? "" : ",'dependsOn':['" + parent + "']") + "}";
    }

    private Map<String, JsonNode> batch(String... requests) {
        Map<String, JsonNode> answers = new HashMap<>();
        post("/$batch", "{'requests':[" + String.join(",", requests) + "]}")
                .body()
                .path("responses")
                .forEach(answer -> answers.put(answer.path("id").asText(), answer));
        return answers;
    }

    private static int status(Map<String, JsonNode> answers, String id) {
        return Objects.requireNonNull(answers.get(id)).path("status").asInt();
    }
}
