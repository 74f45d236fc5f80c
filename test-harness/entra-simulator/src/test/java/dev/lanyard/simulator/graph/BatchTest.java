package dev.lanyard.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.stats.TrafficStats;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many calls in one. */
class BatchTest extends ReadingTest {

    @Test
    void calls_areAnsweredEachByItself_inAnotherOrder() {
        List<String> urls = IntStream.range(0, 20)
                .mapToObj(number -> number == 3 ? "/elephants" : "/users?$top=" + (number + 1))
                .toList();

        Reply reply = batch(urls);
        Map<String, JsonNode> answers = answers(reply);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(answers).hasSize(20);
        assertThat(Objects.requireNonNull(answers.get("3")).path("status").asInt())
                .isEqualTo(400);
        assertThat(Objects.requireNonNull(answers.get("7")).at("/body/value")).hasSize(8);
        assertThat(Objects.requireNonNull(answers.get("7"))
                        .at("/headers/Content-Type")
                        .asText())
                .startsWith("application/json;odata.metadata=minimal;");
        assertThat(reply.body().at("/responses/0/id").asText()
                        + reply.body().at("/responses/1/id").asText())
                .isNotEqualTo("01");
    }

    @Test
    void calls_areCountedAndChargedEach_andTheBatchIsOneRequest() {
        Map<String, JsonNode> answers = answers(batch(List.of("/users?$top=30", "/users?$top=40", "/organization")));

        TrafficStats.Snapshot stats = simulator.stats();
        assertThat(stats.total().requests()).isEqualTo(1);
        assertThat(stats.total().resourceUnits()).isEqualTo(2 + 2 + 1);
        assertThat(stats.endpoints().keySet()).containsExactly("GET /organization", "GET /users", "POST /$batch");
        assertThat(Objects.requireNonNull(stats.endpoints().get("GET /users")).requests())
                .isEqualTo(2);
        assertThat(Objects.requireNonNull(stats.endpoints().get("GET /organization"))
                        .bytes())
                .isEqualTo(Objects.requireNonNull(answers.get("2"))
                        .path("body")
                        .toString()
                        .length());
    }

    @Test
    void oneCall_canBeThrottledByItself() {
        simulator.setFaults(Fault.throttle("GET /users", 7).times(1));

        Map<String, JsonNode> answers = answers(batch(List.of("/users?$top=1", "/users?$top=2")));

        JsonNode throttled = Objects.requireNonNull(answers.get("0"));
        assertThat(throttled.path("status").asInt()).isEqualTo(429);
        assertThat(throttled.at("/headers/Retry-After").asText()).isEqualTo("7");
        assertThat(Objects.requireNonNull(answers.get("1")).path("status").asInt())
                .isEqualTo(200);
        assertThat(simulator.stats().total().throttled()).isEqualTo(1);
    }

    @Test
    void aCall_whoseParentFailed_fails() {
        String requests = """
                {"requests":[
                  {"id":"child","method":"GET","url":"/organization","dependsOn":["parent"]},
                  {"id":"parent","method":"GET","url":"/elephants"}]}""";

        Map<String, JsonNode> answers = answers(client.post("/$batch", requests, "Content-Type", "application/json"));

        assertThat(Objects.requireNonNull(answers.get("child")).path("status").asInt())
                .isEqualTo(424);
    }

    @Test
    void calls_dependOnOneOrOnTheOneBefore_butNotAsTheyLike() {
        assertThat(post(dependent("", "1", "2")).status()).isEqualTo(200);
        assertThat(post(dependent("", "1", "1")).status()).isEqualTo(200);
        assertThat(post(dependent("", "", "1")).status()).isEqualTo(400);
        assertThat(post(dependent("", "1", "1,2")).status()).isEqualTo(400);
        assertThat(post(dependent("", "1", "2", "1")).status()).isEqualTo(400);
    }

    /** Calls with the ids 1, 2, 3 and what each depends on. */
    private static String dependent(String... parents) {
        return IntStream.range(0, parents.length)
                .mapToObj(number -> "{\"id\":\"" + (number + 1) + "\",\"method\":\"GET\",\"url\":\"/organization\""
                        + ",\"dependsOn\":["
                        + (parents[number].isEmpty() ? "" : "\"" + parents[number].replace(",", "\",\"") + "\"")
                        + "]}")
                .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
    }

    @Test
    void aBatch_thatIsWrittenWrongly_isRefusedAsAWhole() {
        assertThat(batch(Collections.nCopies(21, "/users")).status()).isEqualTo(400);
        assertThat(post("{").status()).isEqualTo(400);
        assertThat(post("{\"requests\":[]}").status()).isEqualTo(400);
        assertThat(post("{\"requests\":[" + call("1", "/users") + "," + call("1", "/users") + "]}")
                        .status())
                .isEqualTo(400);
        assertThat(post("{\"requests\":[" + call("1", simulator.url() + "/v1.0/users") + "]}")
                        .status())
                .isEqualTo(400);
        assertThat(post("{\"requests\":[" + call("1", "/$batch") + "]}").status())
                .isEqualTo(400);
        assertThat(post("{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"/users\",\"body\":{}}]}")
                        .status())
                .isEqualTo(400);
        assertThat(post("{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/users\",\"dependsOn\":[\"2\"]}]}")
                        .status())
                .isEqualTo(400);
    }

    private Reply batch(List<String> urls) {
        String calls = IntStream.range(0, urls.size())
                .mapToObj(number -> call(String.valueOf(number), urls.get(number)))
                .collect(Collectors.joining(","));
        return post("{\"requests\":[" + calls + "]}");
    }

    private Reply post(String body) {
        return client.post("/$batch", body, "Content-Type", "application/json");
    }

    private static String call(String id, String url) {
        return "{\"id\":\"" + id + "\",\"method\":\"GET\",\"url\":\"" + url + "\"}";
    }

    private static Map<String, JsonNode> answers(Reply reply) {
        Map<String, JsonNode> answers = new HashMap<>();
        reply.body()
                .path("responses")
                .forEach(answer -> answers.put(answer.path("id").asText(), answer));
        return answers;
    }
}
