package dev.lanyard.entra.rows;

import com.fasterxml.jackson.core.JsonToken;

/** A value is well-formed JSON, but not of the form that its property has. Costs no stack trace. */
public final class MalformedValueException extends Exception {

    private static final long serialVersionUID = 1L;

    private MalformedValueException(String message) {
        super(message, null, false, false);
    }

    static MalformedValueException expected(String what, JsonToken found) {
        return new MalformedValueException("expected " + what + ", found " + describe(found));
    }

    static MalformedValueException expected(String what) {
        return new MalformedValueException("expected " + what);
    }

    private static String describe(JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            return "an object";
        }
        if (token == JsonToken.START_ARRAY) {
            return "an array";
        }
        if (token == JsonToken.VALUE_STRING) {
            return "text";
        }
        if (token.isNumeric()) {
            return "a number";
        }
        return token.isBoolean() ? "true or false" : "null";
    }
}
