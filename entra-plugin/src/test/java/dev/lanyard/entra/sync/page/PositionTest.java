package dev.lanyard.entra.sync.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void cursor_bringsBackEveryPart_theLinkVerbatim() {
        String link = "https://graph.microsoft.com/v1.0/users?$skiptoken=a%20b+c\"\\é&x=1";
        for (Position position : List.of(
                Position.at("users", link, OptionalLong.of(1_000_000_000_000L)),
                Position.at("users", link, OptionalLong.empty()),
                new Position(
                        "list",
                        Optional.empty(),
                        OptionalLong.of(0),
                        List.of("members a", "owners b https://c"),
                        Marks.NONE.with(Marks.DELTA, "https://d")),
                new Position("expand-owners", Optional.empty(), OptionalLong.empty(), List.of(), Marks.NONE))) {
            assertThat(Position.parse(position.cursor())).isEqualTo(position);
            assertThat(position.cursor().isStart()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://graph.microsoft.com/v1.0/users",
                "{",
                "[]",
                "{}",
                "{\"way\":7}",
                "{\"way\":\"\"}",
                "{\"way\":\"users\",\"next\":\"/users\"}",
                "{\"way\":\"users\",\"next\":\"http://graph.microsoft.com/v1.0/users\"}",
                "{\"way\":\"users\",\"next\":null}",
                "{\"way\":\"users\",\"remaining\":\"many\"}",
                "{\"way\":\"users\",\"remaining\":1.5}",
                "{\"way\":\"users\",\"pending\":\"x\"}",
                "{\"way\":\"users\",\"pending\":[[]]}",
                "{\"way\":\"users\",\"other\":1}",
                "{\"way\":\"users\"}{}"
            })
    void parse_foreignCursor_isInvalid(String text) {
        assertThatThrownBy(() -> Position.parse(new Cursor(text)))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("the cursor is not one of this connector's: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "999", "pageSize=0", "pageSize=1000", "pageSize=-1", "pageSize=9 ", "{\"top\":9}"})
    void partitionDefinition_foreign_isInvalid(String text) {
        assertThatThrownBy(() -> PartitionDefinition.parse(new SyncPartition("accounts", "", false, text), "s"))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
    }

    @Test
    void partitionDefinition_comesBack() {
        PartitionDefinition full = new PartitionDefinition(1, Optional.empty());
        StreamCheckpoint since =
                new StreamCheckpoint("s", Marks.NONE.with(Marks.DELTA, "https://graph/delta?$deltatoken=a;b&c\"d"));
        PartitionDefinition changes = new PartitionDefinition(999, Optional.of(since));

        assertThat(PartitionDefinition.parse(full.partition("accounts", ""), "s"))
                .isEqualTo(full);
        assertThat(full.partition("accounts", "").incremental()).isFalse();
        assertThat(PartitionDefinition.parse(changes.partition("accounts", ""), "s"))
                .isEqualTo(changes);
        assertThat(changes.partition("accounts", "").incremental()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "[]",
                "{\"form\":\"1\",\"settings\":\"s\"}",
                "{\"form\":\"1\",\"settings\":\"s\",\"marks\":[]}",
                "{\"form\":\"1\",\"settings\":\"s\",\"marks\":{\"delta\":1}}",
                "{\"form\":\"0\",\"settings\":\"s\",\"marks\":{}}",
                "{\"form\":\"1\",\"settings\":\"s\",\"marks\":{}}{}",
                "{\"form\":\"1\",\"settings\":\"others\",\"marks\":{}}"
            })
    void checkpoint_foreignOrOfOtherSettings_isExpired(String text) {
        assertThatThrownBy(() -> StreamCheckpoint.parse(text, "s"))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.CHECKPOINT_EXPIRED));
    }

    @Test
    void less_neverBelowNone() {
        assertThat(Position.less(OptionalLong.of(10), 3)).hasValue(7);
        assertThat(Position.less(OptionalLong.of(2), 3)).hasValue(0);
        assertThat(Position.less(OptionalLong.empty(), 3)).isEmpty();
    }
}
