package dev.lanyard.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {

    @Test
    void byDefault_onlyWarningsOfOurOwnAreShown() {
        assumeThat(System.getenv("LANYARD_LOG_LEVEL")).isNull();
        assertThat(LoggerFactory.getLogger(Lanyard.class).isWarnEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger(Lanyard.class).isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("com.example.library").isErrorEnabled())
                .isFalse();
    }
}
