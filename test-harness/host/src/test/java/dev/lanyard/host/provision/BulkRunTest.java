package dev.lanyard.host.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.HostException;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkRunTest {

    private static final ConnectorDescriptor DESCRIPTOR = new ConnectorDescriptor(
            "sample",
            "Sample",
            "1",
            SpiVersion.CURRENT,
            ConfigSchema.EMPTY,
            List.of(new ResourceTypeDescriptor("user", "User", Set.of(), List.of())),
            List.of(),
            List.of(new ChangeDescriptor(
                    "disable",
                    "Disable",
                    "Disables.",
                    ChangeKind.DISABLE,
                    "user",
                    Set.of(),
                    Set.of(),
                    ConfigSchema.EMPTY,
                    false,
                    List.of(),
                    List.of())),
            List.of());

    /** Takes keys only. */
    private static final Names KEYS = new Names() {
        @Override
        public ResourceId resource(String text, Set<String> types) {
            if (text.startsWith("unknown")) {
                throw new HostException("nothing is named " + text, "check the spelling");
            }
            return ResourceId.parse(text);
        }

        @Override
        public EntitlementId entitlement(String text) {
            return EntitlementId.parse(text);
        }
    };

    private final CancellationSource cancellation = new CancellationSource();
    private final List<List<ChangeRequest>> asked = new ArrayList<>();
    private final List<BulkResult> results = new ArrayList<>();

    @Test
    void manyLines_areAskedSomeHundredAtATime_andAnsweredInTheirOrder() throws IOException {
        run(450);
        assertThat(asked).extracting(List::size).containsExactly(200, 200, 50);
        assertThat(results)
                .extracting(BulkResult::line)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 450).mapToObj(Long::valueOf).toList());
        assertThat(results.get(299).answer().orElseThrow().request().operation())
                .isEqualTo(new OperationId("batch-300"));
    }

    @Test
    void cancelled_asksForNoMore() throws IOException {
        new BulkRun(reader(), this::answer, new OperationId("batch"), false, result -> {
                    results.add(result);
                    cancellation.cancel();
                })
                .run(lines(450), BulkFormat.JSONL, cancellation);
        assertThat(asked).hasSize(1);
        assertThat(results).hasSize(200);
    }

    @Test
    void repeatedOperation_isAskedOnlyWhenTheFirstIsAnswered() throws IOException {
        String line = "{\"kind\":\"disable\",\"resource\":\"user/1\",\"operation\":\"mine\"}\n";
        String other = "{\"kind\":\"disable\",\"resource\":\"user/2\"}\n";
        run(new BufferedReader(new StringReader(line + other + line + line)));
        assertThat(asked).extracting(List::size).containsExactly(2, 1, 1);
    }

    @Test
    void wrongLines_areToldInTheirPlace() throws IOException {
        String good = "{\"kind\":\"disable\",\"resource\":\"user/1\"}\n";
        String unknown = "{\"kind\":\"disable\",\"resource\":\"unknown\",\"password\":\"x\"}\n";
        run(new BufferedReader(new StringReader("{\n" + good + "\n" + unknown + good)));
        assertThat(results).extracting(BulkResult::line).containsExactly(1L, 2L, 4L, 5L);
        assertThat(results).extracting(BulkResult::done).containsExactly(false, true, false, true);
        assertThat(results.get(2).problems())
                .extracting(problem -> problem.message())
                .containsExactly("disable takes no password", "nothing is named unknown");
    }

    private void run(int lines) throws IOException {
        run(lines(lines));
    }

    private void run(BufferedReader lines) throws IOException {
        new BulkRun(reader(), this::answer, new OperationId("batch"), false, results::add)
                .run(lines, BulkFormat.JSONL, cancellation);
    }

    private static BufferedReader lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("{\"kind\":\"disable\",\"resource\":\"user/").append(i).append("\"}\n");
        }
        return new BufferedReader(new StringReader(text.toString()));
    }

    private static ChangeReader reader() {
        return new ChangeReader(DESCRIPTOR, KEYS, new PasswordText(Path.of(""), Map.of()));
    }

    private List<Answer> answer(List<ChangeRequest> requests) {
        asked.add(requests);
        return requests.stream()
                .map(request ->
                        new Answer(request, new ChangeResult(request.operation(), new Outcome.Changed()), false))
                .toList();
    }
}
