package dev.lanyard.host.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RemainingRecordsTest {

    private final RemainingRecords remaining = new RemainingRecords();

    @Test
    void estimate_beforeAnyPage_isUnknown() {
        assertThat(remaining.estimate()).isEmpty();
    }

    @Test
    void estimate_afterOnePage_countsARecordAnObject() {
        remaining.page(500, OptionalLong.of(900));
        assertThat(remaining.estimate()).hasValue(900);
    }

    @Test
    void estimate_learnsHowManyRecordsAnObjectMakes() {
        remaining.page(500, OptionalLong.of(900));
        remaining.page(700, OptionalLong.of(800));
        assertThat(remaining.estimate()).hasValue(5600);
    }

    @Test
    void estimate_whereTheConnectorCannotTell_isUnknown() {
        remaining.page(500, OptionalLong.empty());
        assertThat(remaining.estimate()).isEmpty();
    }
}
