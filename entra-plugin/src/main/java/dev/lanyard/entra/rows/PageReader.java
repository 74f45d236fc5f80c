package dev.lanyard.entra.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads pages of one type of object. Immutable, safe for use by many threads. */
public final class PageReader {

    private final String what;
    private final PropertyTable table;
    private final Set<String> relations;

    /**
     * Makes a reader.
     *
     * @param what what a page holds, in words for error messages, for example {@code users}
     * @param table what to read of each object
     * @param relations relations whose links to read
     */
    public PageReader(String what, PropertyTable table, Set<String> relations) {
        this.what = what;
        this.table = table;
        this.relations = Set.copyOf(relations);
    }

    /**
     * Reads a page from beginning to end.
     *
     * @param page one complete JSON object in UTF-8
     * @param rows receives every object
     * @return what else the page says
     * @throws ConnectorException of kind {@code UNAVAILABLE} if the page is no JSON or has no {@code value}: taking it
     *     for an empty one would be a silent gap
     */
    public PageEnd read(byte[] page, RowVisitor rows) {
        try (JsonParser parser = Json.FACTORY.createParser(page)) {
            return read(parser, rows);
        } catch (IOException e) {
            throw unreadable("Microsoft Graph sent a page of " + what + " that is not sound JSON");
        }
    }

    /**
     * Reads a single object.
     *
     * @param object one complete JSON object in UTF-8
     * @param rows receives it
     * @throws ConnectorException of kind {@code UNAVAILABLE} if it is no JSON object
     */
    public void readOne(byte[] object, RowVisitor rows) {
        try (JsonParser parser = Json.FACTORY.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable("Microsoft Graph sent something else than one of the " + what);
            }
            rows.row(new RowReader(table, relations).read(parser));
        } catch (IOException e) {
            throw unreadable("Microsoft Graph sent one of the " + what + " as JSON that is not sound");
        }
    }

    private PageEnd read(JsonParser parser, RowVisitor rows) throws IOException {
        boolean hasValue = false;
        String next = null;
        String deltaLink = null;
        OptionalLong count = OptionalLong.empty();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable("Microsoft Graph sent something else than a page of " + what);
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "value" -> {
                    hasValue = token == JsonToken.START_ARRAY;
                    readRows(parser, rows);
                }
                case "@odata.nextLink" -> next = parser.getValueAsString();
                case "@odata.deltaLink" -> deltaLink = parser.getValueAsString();
                case "@odata.count" ->
                    count = token.isNumeric() ? OptionalLong.of(parser.getLongValue()) : OptionalLong.empty();
                default -> parser.skipChildren();
            }
        }
        if (!hasValue || !parser.hasToken(JsonToken.END_OBJECT)) {
            throw unreadable("Microsoft Graph sent a page of " + what + " without its objects");
        }
        return new PageEnd(textOrEmpty(next), textOrEmpty(deltaLink), count);
    }

    private void readRows(JsonParser parser, RowVisitor rows) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            parser.skipChildren();
            return;
        }
        RowReader reader = new RowReader(table, relations);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                rows.row(reader.read(parser));
            } else if (token == null) {
                return;
            } else {
                parser.skipChildren();
                rows.notAnObject();
            }
        }
    }

    private static Optional<String> textOrEmpty(@Nullable String text) {
        return Optional.ofNullable(text).filter(link -> !link.isBlank());
    }

    private static ConnectorException unreadable(String message) {
        return ConnectorException.of(
                        ErrorKind.UNAVAILABLE,
                        message,
                        "run the sync again; if it stays so, look at proxies and gateways on the way to Microsoft Graph")
                .build();
    }
}
