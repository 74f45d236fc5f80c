package dev.lanyard.entra.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms that values take in Graph. */
public final class ValueReaders {

    /** Text, kept as it is; empty text counts as absent. */
    public static final ValueReader TEXT = ValueReaders::text;

    /** True or false. */
    public static final ValueReader FLAG = ValueReaders::flag;

    /** A point in time, such as {@code 2024-05-01T08:30:00Z}. */
    public static final ValueReader TIME = ValueReaders::time;

    /** Several texts. */
    public static final ValueReader TEXTS = listOf(TEXT);

    /** An object of which only the id counts, such as a manager; read as that id. */
    public static final ValueReader REFERENCE = parser -> member(parser, "id");

    /** A whole number. */
    public static final ValueReader WHOLE = ValueReaders::whole;

    /** Whatever it is: a text, flag, number, list or object, for properties whose form only the tenant knows. */
    public static final ValueReader ANY = ValueReaders::any;

    /** An object of which only the type counts, such as an expanded principal; read as Graph's name of that type. */
    public static final ValueReader TYPE = parser -> member(parser, "@odata.type");

    private static final AttributeValue TRUE = new AttributeValue.Flag(true);
    private static final AttributeValue FALSE = new AttributeValue.Flag(false);

    private ValueReaders() {}

    /**
     * Several values of one form. Nulls among them are left out; none at all counts as absent.
     *
     * @param element the form of each
     * @return a reader of arrays
     */
    public static ValueReader listOf(ValueReader element) {
        return parser -> list(parser, element);
    }

    /**
     * An object with properties of its own. One without any counts as absent.
     *
     * @param table the properties; others are ignored
     * @return a reader of objects
     */
    public static ValueReader structureOf(PropertyTable table) {
        return parser -> structure(parser, table);
    }

    private static @Nullable AttributeValue text(JsonParser parser) throws MalformedValueException, IOException {
        require(parser, JsonToken.VALUE_STRING, "text");
        String text = parser.getText();
        return text.isEmpty() ? null : new AttributeValue.Text(text);
    }

    private static AttributeValue flag(JsonParser parser) throws MalformedValueException {
        JsonToken token = parser.currentToken();
        if (!token.isBoolean()) {
            throw MalformedValueException.expected("true or false", token);
        }
        return token == JsonToken.VALUE_TRUE ? TRUE : FALSE;
    }

    private static AttributeValue whole(JsonParser parser) throws MalformedValueException, IOException {
        require(parser, JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (isTooLong(parser)) {
            throw MalformedValueException.expected("a whole number of no more than 64 bits");
        }
        return new AttributeValue.Whole(parser.getLongValue());
    }

    private static boolean isTooLong(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    }

    private static @Nullable AttributeValue any(JsonParser parser) throws MalformedValueException, IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> flag(parser);
            case VALUE_NUMBER_INT -> isTooLong(parser) ? new AttributeValue.Text(parser.getText()) : whole(parser);
            case VALUE_NUMBER_FLOAT -> new AttributeValue.Text(parser.getText());
            case START_ARRAY -> list(parser, ANY);
            case START_OBJECT -> {
                Attributes.Builder fields = Attributes.builder();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    if (parser.nextToken() != JsonToken.VALUE_NULL) {
                        AttributeValue value = any(parser);
                        if (value != null) {
                            fields.put(name, value);
                        }
                    }
                }
                yield new AttributeValue.Structure(fields.build());
            }
            case VALUE_NULL -> null;
            default -> text(parser);
        };
    }

    private static AttributeValue time(JsonParser parser) throws MalformedValueException, IOException {
        require(parser, JsonToken.VALUE_STRING, "a time");
        return new AttributeValue.Time(GraphTime.parse(parser.getText()));
    }

    private static @Nullable AttributeValue member(JsonParser parser, String wanted)
            throws MalformedValueException, IOException {
        require(parser, JsonToken.START_OBJECT, "an object");
        AttributeValue id = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals(wanted) && token == JsonToken.VALUE_STRING) {
                id = text(parser);
            } else {
                parser.skipChildren();
            }
        }
        return id;
    }

    private static @Nullable AttributeValue list(JsonParser parser, ValueReader element)
            throws MalformedValueException, IOException {
        require(parser, JsonToken.START_ARRAY, "an array");
        List<AttributeValue> values = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            AttributeValue value = parser.hasToken(JsonToken.VALUE_NULL) ? null : element.read(parser);
            if (value != null) {
                values = values == null ? new ArrayList<>(4) : values;
                values.add(value);
            }
        }
        return values == null ? null : new AttributeValue.Sequence(values);
    }

    private static @Nullable AttributeValue structure(JsonParser parser, PropertyTable table)
            throws MalformedValueException, IOException {
        require(parser, JsonToken.START_OBJECT, "an object");
        Attributes.Builder fields = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int slot = table.slot(name);
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            if (slot < 0) {
                parser.skipChildren();
                continue;
            }
            AttributeValue value = table.reader(slot).read(parser);
            if (value != null) {
                fields = fields == null ? Attributes.builder() : fields;
                fields.put(table.name(slot), value);
            }
        }
        return fields == null ? null : new AttributeValue.Structure(fields.build());
    }

    private static void require(JsonParser parser, JsonToken wanted, String what) throws MalformedValueException {
        if (!parser.hasToken(wanted)) {
            throw MalformedValueException.expected(what, parser.currentToken());
        }
    }
}
