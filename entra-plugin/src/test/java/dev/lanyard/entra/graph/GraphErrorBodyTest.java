package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphErrorBodyTest {

    /** The second is how PIM answers: an error within an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'code':'InvalidFilter','message':'The filter is invalid.','innerError':{'request-id':'r'}}}",
                "{'error':{'error':{'code':'InvalidFilter','message':'The filter is invalid.',"
                        + "'innerError':{'request-id':'r'}}}}",
            })
    void codeMessageAndRequest_areRead(String body) {
        assertThat(read(body.replace('\'', '"')))
                .isEqualTo(new GraphErrorBody("InvalidFilter", "The filter is invalid.", Optional.of("r")));
    }

    @Test
    void bodyThatIsNoError_leavesTheRequestOfTheHeader() {
        assertThat(read("<html>")).isEqualTo(new GraphErrorBody("", "", Optional.of("header")));
    }

    private static GraphErrorBody read(String body) {
        return GraphErrorBody.read(new Answer(
                400, Answer.caseless(Map.of("request-id", "header")), body.getBytes(StandardCharsets.UTF_8)));
    }
}
