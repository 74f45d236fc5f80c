package dev.lanyard.spi.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectorExceptionTest {

    private final ConnectorException throttled = ConnectorException.of(
                    ErrorKind.THROTTLED, "the directory asks to slow down", "try again later")
            .retryAfter(Duration.ofSeconds(7))
            .service(Optional.of("TooManyRequests"), Optional.empty())
            .build();

    @Test
    void details_areKept() {
        assertThat(throttled.kind().retriable()).isTrue();
        assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(throttled.serviceCode()).contains("TooManyRequests");
        assertThat(throttled.requestId()).isEmpty();
    }

    @Test
    void waitThatIsOver_isNone() {
        ConnectorException late = ConnectorException.of(ErrorKind.THROTTLED, "slow down", "wait")
                .retryAfter(Duration.ofSeconds(-3))
                .build();

        assertThat(late.retryAfter()).contains(Duration.ZERO);
    }

    @Test
    void serialized_keepsItsDetails() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(throttled);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ConnectorException copy = (ConnectorException) in.readObject();
            assertThat(copy.remedy()).isEqualTo("try again later");
            assertThat(copy.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }
}
