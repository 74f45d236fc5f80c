package dev.lanyard.entra.rows;

import static dev.lanyard.entra.rows.ValueReaders.ANY;
import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.REFERENCE;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.TIME;
import static dev.lanyard.entra.rows.ValueReaders.WHOLE;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {

    private static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, "id", "name")
            .add(FLAG, "enabled")
            .add(TIME, "created")
            .add(TEXTS, "phones")
            .add(REFERENCE, "manager")
            .add(WHOLE, "count")
            .add(ANY, "extension")
            .add(
                    structureOf(PropertyTable.builder()
                            .add(TEXT, "costCenter", "division")
                            .build()),
                    "work")
            .add(listOf(structureOf(PropertyTable.builder().add(TEXT, "issuer").build())), "identities")
            .build();

    private static final PageReader READER = new PageReader("things", TABLE, Set.of("members"));

    /** What a test keeps of a row: the reader uses the row itself again. */
    private record Seen(String id, Attributes attributes, List<Link> links, List<String> problems, boolean removed) {}

    private final List<Seen> rows = new ArrayList<>();
    private int notObjects;

    private final RowVisitor visitor = new RowVisitor() {
        @Override
        public void row(Row row) {
            rows.add(new Seen(
                    row.text("id"),
                    row.attributes(Set.of("id")).build(),
                    List.copyOf(row.links()),
                    List.copyOf(row.problems()),
                    row.removed()));
        }

        @Override
        public void notAnObject() {
            notObjects++;
        }
    };

    private PageEnd read(String json) {
        return READER.read(json.getBytes(StandardCharsets.UTF_8), visitor);
    }

    private Seen readRow(String properties) {
        read("{\"value\":[{\"id\":\"before\"},{" + properties + "},{\"id\":\"after\"}]}");
        assertThat(rows).as("the rows around are read").hasSize(3);
        assertThat(rows.get(0).id()).isEqualTo("before");
        assertThat(rows.get(2)).isEqualTo(new Seen("after", Attributes.NONE, List.of(), List.of(), false));
        return rows.get(1);
    }

    private static Attributes text(String name, String value) {
        return Attributes.builder().put(name, value).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Søren Ærø",
                "王小明",
                "محمد علي",
                "Ольга Петрова",
                "דוד",
                "สมชาย",
                "अर्जुन",
                "김민수",
                "Ngô Thị Ánh",
                "👩🏽‍🚀",
                "e\u0301",
                "𝒜𝓁𝒾𝒸𝑒",
                " leading and trailing ",
                "O'Neil \\ \"Bob\""
            })
    void text_inEveryScript_isKeptAsItIs(String name) {
        String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"");

        assertThat(readRow("\"name\":\"" + escaped + "\"").attributes()).isEqualTo(text("name", name));
    }

    @Test
    void text_withEscapes_isDecoded() {
        assertThat(readRow("\"name\":\"\\u738B\\t\\/\\n\\uD83D\\uDE80\"").attributes())
                .isEqualTo(text("name", "王\t/\n🚀"));
    }

    @Test
    void everyForm_isRead() {
        Attributes expected = Attributes.builder()
                .put("created", new AttributeValue.Time(Instant.parse("2024-02-29T23:59:59Z")))
                .put("enabled", false)
                .put(
                        "identities",
                        new AttributeValue.Sequence(List.of(
                                new AttributeValue.Structure(text("issuer", "a")),
                                new AttributeValue.Structure(text("issuer", "b")))))
                .put("manager", "m")
                .put(
                        "phones",
                        new AttributeValue.Sequence(
                                List.of(new AttributeValue.Text("1"), new AttributeValue.Text("2"))))
                .put("work", new AttributeValue.Structure(text("division", "North")))
                .build();

        Seen row = readRow("""
                "work":{"division":"North","costCenter":null,"unknown":{"deep":[1]}},"phones":["1",null,"2"],
                "manager":{"@odata.type":"#microsoft.graph.user","id":"m","manager":{"id":"above"}},"enabled":false,
                "identities":[{"issuer":"a","other":[]},{"issuer":"b"}],"created":"2024-02-29T23:59:59Z"
                """);

        assertThat(row.attributes()).isEqualTo(expected);
        assertThat(row.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":null",
                "\"name\":\"\"",
                "\"phones\":[]",
                "\"phones\":[null,\"\"]",
                "\"work\":{}",
                "\"work\":{\"division\":null}",
                "\"manager\":null",
                "\"identities\":[{}]",
                "\"unknown\":{\"name\":\"not this one\",\"value\":[[{}]]}",
                "\"@odata.type\":\"#microsoft.graph.user\""
            })
    void nothingOfIt_isAbsent(String property) {
        Seen row = readRow(property);

        assertThat(row.attributes()).isEqualTo(Attributes.NONE);
        assertThat(row.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"enabled\":\"yes\"",
                "\"enabled\":{\"deep\":[1,{\"deeper\":2}]}",
                "\"created\":\"yesterday\"",
                "\"created\":\"2023-02-29T00:00:00Z\"",
                "\"created\":20240101",
                "\"phones\":\"1\"",
                "\"phones\":[\"1\",[\"2\"],\"3\"]",
                "\"phones\":{\"0\":\"1\"}",
                "\"work\":[{\"division\":\"North\"}]",
                "\"work\":{\"division\":{\"is\":[\"deep\"]},\"costCenter\":\"1\"}",
                "\"identities\":[{\"issuer\":\"a\"},{\"issuer\":[[[]]]},{\"issuer\":\"c\"}]",
                "\"manager\":\"m\"",
                "\"count\":9223372036854775808",
                "\"count\":1.5",
                "\"members\":{\"id\":\"x\"}",
                "\"members@delta\":\"x\""
            })
    void oneValueOfAnotherForm_isReportedByName_andTheRestOfTheRowIsRead(String property) {
        Seen row = readRow("\"id\":\"x\"," + property + ",\"name\":\"still here\"");

        assertThat(row.id()).isEqualTo("x");
        assertThat(row.attributes()).isEqualTo(text("name", "still here"));
        String name = property.substring(1, property.indexOf('"', 1));
        assertThat(row.problems()).singleElement().asString().startsWith(name + ": expected ");
    }

    @Test
    void links_expandedOrOfADelta_areReadWithTypeAndRemoval() {
        Seen row = readRow("""
                "members@delta":[{"@odata.type":"#microsoft.graph.user","id":"u"},
                {"id":"g","@removed":{"reason":"deleted"},"@odata.type":"#microsoft.graph.group"}],
                "members":[{"id":"bare","displayName":"x","more":[{}]}],"id":"late"
                """);

        assertThat(row.id()).isEqualTo("late");
        assertThat(row.links())
                .containsExactly(
                        new Link("members", "#microsoft.graph.user", "u", false),
                        new Link("members", "#microsoft.graph.group", "g", true),
                        new Link("members", "", "bare", false));
    }

    @Test
    void linksWithoutId_areReported_andTheOthersKept() {
        Seen row = readRow("\"members\":[{\"id\":\"a\"},7,{\"id\":null},[{\"id\":\"no\"}],{\"id\":\"b\"}]");

        assertThat(row.links()).extracting(Link::id).containsExactly("a", "b");
        assertThat(row.problems()).hasSize(3);
    }

    @Test
    void removedRow_isMarked() {
        assertThat(readRow("\"id\":\"x\",\"@removed\":{\"reason\":\"changed\"}").removed())
                .isTrue();
    }

    @Test
    void entriesThatAreNoObjects_areCounted_andTheOthersRead() {
        read("{\"value\":[1,{\"id\":\"a\"},null,[{\"id\":\"no\"}],\"text\",{\"id\":\"b\"}]}");

        assertThat(rows).extracting(Seen::id).containsExactly("a", "b");
        assertThat(notObjects).isEqualTo(4);
    }

    @Test
    void numberOfAnyLength_isKept_whereAnyFormIsWelcome() {
        assertThat(readRow("\"extension\":9223372036854775808").attributes())
                .isEqualTo(text("extension", "9223372036854775808"));
        rows.clear();
        assertThat(readRow("\"extension\":9223372036854775807").attributes().get("extension"))
                .contains(new AttributeValue.Whole(Long.MAX_VALUE));
    }

    @Test
    void linksThatAreNull_areNone() {
        PageEnd end = read("{\"value\":[],\"@odata.nextLink\":null,\"@odata.deltaLink\":null}");

        assertThat(end.nextLink()).isEmpty();
        assertThat(end.deltaLink()).isEmpty();
    }

    @Test
    void end_saysWhatFollows() {
        PageEnd first = read("""
                {"@odata.context":"c","@odata.count":12345678901,"@odata.nextLink":"https://x/?$skiptoken=%20a+b","value":[]}
                """);
        PageEnd last = read("{\"value\":[],\"@odata.deltaLink\":\"https://x/?$deltatoken=z\"}");

        assertThat(first.nextLink()).contains("https://x/?$skiptoken=%20a+b");
        assertThat(first.count()).hasValue(12345678901L);
        assertThat(first.deltaLink()).isEmpty();
        assertThat(last.nextLink()).isEmpty();
        assertThat(last.count()).isEmpty();
        assertThat(last.deltaLink()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"error\":{\"code\":\"x\"}}",
                "{\"value\":null}",
                "{\"value\":{\"id\":\"x\"}}",
                "{\"value\":[{\"id\":\"x\"}",
                "{\"value\":[{\"id\":\"x\"}]",
                "{\"value\":[{\"id\":\"x",
                "{\"value\":[{\"id\":\"x\"},]}",
                "{\"value\":[{\"phones\":[\"1\"",
                "<html>Sign in</html>"
            })
    void noCompletePage_isUnavailable_neverAnEmptyPage(String body) {
        assertThatThrownBy(() -> read(body))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE))
                .satisfies(e -> assertThat(e.getMessage()).contains("things"));
    }

    @Test
    void times_asInstantParsesThem() {
        for (String text : List.of(
                "2024-05-01T08:30:00Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "2024-05-01T08:30:00.1234567Z",
                "2016-12-31T23:59:59.999Z")) {
            rows.clear();
            assertThat(readRow("\"created\":\"" + text + "\"").attributes().get("created"))
                    .contains(new AttributeValue.Time(Instant.parse(text)));
        }
    }
}
