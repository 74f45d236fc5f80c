package dev.lanyard.spi.provision;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The platform's name for one thing that it wants done. A request that is repeated because its answer was lost has the
 * same id; what is wanted anew has a new one.
 *
 * @param value 1 to 64 letters, digits, dots, underscores and hyphens; may be shown to anyone
 */
public record OperationId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Refuses another form. */
    public OperationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an operation id must be 1 to 64 letters, digits, dots, underscores and hyphens: '" + value + "'");
        }
    }

    /**
     * Makes an id that has not been used before.
     *
     * @return a random id
     */
    public static OperationId random() {
        return new OperationId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
