package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchBodyTest {

    @Test
    void write_givesEachReadItsNumberAndARelativeAddress() {
        RequestInformation read = new RequestInformation();
        read.httpMethod = HttpMethod.GET;
        read.setUri(URI.create("https://graph.example/v1.0/groups/1/members?$top=5"));
        read.headers.add("Accept", "application/json");

        assertThat(text(BatchBody.write(new TreeMap<>(java.util.Map.of(3, read)), "https://graph.example/v1.0")))
                .isEqualTo("{\"requests\":[{\"id\":\"3\",\"method\":\"GET\",\"url\":\"/groups/1/members?$top=5\","
                        + "\"headers\":{\"accept\":\"application/json\"}}]}");
    }

    @Test
    void read_keepsTheVeryBytesOfEachBody_inAnyOrder() throws IOException {
        String second = "{ \"value\" : [ \"Zoë 工\", {\"a\":[1,2]} ] }";
        String first = "{\"error\":{\"code\":\"X\"}}";
        String text = "{\"x\":[{}],\"responses\":[{\"id\":\"2\",\"body\":" + second
                + " ,\"headers\":{\"Retry-After\":7},\"status\":200},{\"status\":429,\"id\":\"1\",\"body\":" + first
                + "},{\"id\":\"3\",\"status\":204}]}";

        SortedMap<Integer, Answer> answers = BatchBody.read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(answers).containsOnlyKeys(1, 2, 3);
        List<Answer> byNumber = List.copyOf(answers.values());
        assertThat(text(byNumber.get(1).body())).isEqualTo(second);
        assertThat(byNumber.get(1).header("retry-after")).contains("7");
        assertThat(text(byNumber.get(0).body())).isEqualTo(first);
        assertThat(byNumber.get(0).throttled()).isTrue();
        assertThat(byNumber.get(2).body()).isEmpty();
    }

    @Test
    void read_ofHalfAText_fails() {
        assertThatThrownBy(() -> BatchBody.read("{\"responses\":[{\"id\":\"1\",\"sta".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
