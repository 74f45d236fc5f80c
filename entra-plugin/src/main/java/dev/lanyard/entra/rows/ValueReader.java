package dev.lanyard.entra.rows;

import com.fasterxml.jackson.core.JsonParser;
import dev.lanyard.spi.model.AttributeValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the value of one property. Stateless, safe for use by many threads. */
@FunctionalInterface
public interface ValueReader {

    /**
     * Reads a value that is not JSON null.
     *
     * @param parser at the value's first token; afterwards at its last
     * @return the value, or null if the object does not really have it: an empty text, list or structure
     * @throws MalformedValueException if the value has another form; the parser may then be anywhere within it
     * @throws IOException if the JSON itself cannot be read
     */
    @Nullable
    AttributeValue read(JsonParser parser) throws MalformedValueException, IOException;
}
