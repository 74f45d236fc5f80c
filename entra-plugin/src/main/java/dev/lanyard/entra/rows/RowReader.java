package dev.lanyard.entra.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Fills a {@link Row} from the tokens of one object. For one thread. */
final class RowReader {

    private static final String TYPE = "@odata.type";
    private static final String ID = "id";
    private static final SerializedString TYPE_NAME = new SerializedString(TYPE);
    private static final SerializedString ID_NAME = new SerializedString(ID);
    private static final String REMOVED = "@removed";

    private final PropertyTable table;
    private final Map<String, String> relations = new HashMap<>();
    private final RecurringTexts linkTypes = new RecurringTexts();
    private final Row row;

    /**
     * Reads objects of one type.
     *
     * @param table what to read of each
     * @param relations relations whose links to read, from {@code members} as well as from {@code members@delta}
     */
    RowReader(PropertyTable table, Set<String> relations) {
        this.table = table;
        this.row = new Row(table);
        for (String relation : relations) {
            this.relations.put(relation, relation);
            this.relations.put(relation + "@delta", relation);
        }
    }

    /** Reads an object at whose first token the parser stands, up to its last. */
    Row read(JsonParser parser) throws IOException {
        row.clear();
        JsonStreamContext object = parser.getParsingContext();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                int slot = table.slot(name);
                if (slot >= 0) {
                    row.tell(slot);
                }
                continue;
            }
            try {
                readValue(parser, name);
            } catch (MalformedValueException e) {
                leave(parser, object);
                row.addProblem(name + ": " + e.getMessage());
            }
        }
        return row;
    }

    private void readValue(JsonParser parser, String name) throws MalformedValueException, IOException {
        int slot = table.slot(name);
        if (slot >= 0) {
            row.tell(slot);
            row.set(slot, table.reader(slot).read(parser));
        } else if (relations.containsKey(name)) {
            readLinks(parser, relations.getOrDefault(name, name));
        } else if (name.equals(TYPE)) {
            row.setType(parser.getText());
        } else if (name.equals(REMOVED)) {
            row.setRemoved(reason(parser));
        } else {
            parser.skipChildren();
        }
    }

    /** The reason of a removal; empty if Graph does not say. */
    private static String reason(JsonParser parser) throws IOException {
        String reason = "";
        if (parser.isExpectedStartObjectToken()) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("reason")) {
                    reason = parser.getText();
                }
                parser.skipChildren();
            }
        }
        return reason;
    }

    private void readLinks(JsonParser parser, String relation) throws MalformedValueException, IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw MalformedValueException.expected("an array", parser.currentToken());
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.isExpectedStartObjectToken()) {
                readLink(parser, relation);
            } else {
                parser.skipChildren();
                row.addProblem(relation + ": one entry is not an object");
            }
        }
    }

    private void readLink(JsonParser parser, String relation) throws IOException {
        String type = "";
        String id = "";
        boolean removed = false;
        // To compare the bytes of a name with those that mostly come here is cheaper than to find out what name it is.
        SerializedString expected = TYPE_NAME;
        while (parser.nextFieldName(expected) || parser.hasToken(JsonToken.FIELD_NAME)) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING && name.equals(TYPE)) {
                type = linkTypes.read(parser);
                expected = ID_NAME;
            } else if (token == JsonToken.VALUE_STRING && name.equals(ID)) {
                id = parser.getText();
            } else {
                removed |= name.equals(REMOVED) && token != JsonToken.VALUE_NULL;
                parser.skipChildren();
            }
        }
        if (id.isBlank()) {
            row.addProblem(relation + ": one entry has no id");
        } else {
            row.addLink(new Link(relation, type, id, removed));
        }
    }

    /** Goes on to the end of a value that turned out malformed, however deep within it the parser stands. */
    private static void leave(JsonParser parser, JsonStreamContext object) throws IOException {
        while (parser.getParsingContext() != object) {
            if (parser.nextToken() == null) {
                throw new JsonEOFException(parser, null, "the page ends within an object");
            }
        }
    }
}
