package dev.lanyard.spi.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncTypesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, -1})
    void request_pageSizeOutOfRange_isRefused(int pageSize) {
        assertThatThrownBy(() -> new SyncRequest(Set.of("accounts"), List.of(), pageSize))
                .hasMessageContaining("from 1 to 999");
    }

    @Test
    void more_cannotGoBackToTheStart() {
        assertThatThrownBy(() -> new NextStep.More(Cursor.start())).hasMessageContaining("start again");
        assertThat(new NextStep.More(new Cursor("2")).cursor().isStart()).isFalse();
    }

    @Test
    void cost_addsUp() {
        assertThat(new ReadCost(1, 2).plus(new ReadCost(3, 4))).isEqualTo(new ReadCost(4, 6));
    }
}
