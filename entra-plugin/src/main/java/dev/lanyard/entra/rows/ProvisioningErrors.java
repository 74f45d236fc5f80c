package dev.lanyard.entra.rows;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TIME;

/** What went wrong when an object was synchronised from on-premises; users and groups have it alike. */
public final class ProvisioningErrors {

    /** The properties of one error. */
    public static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, "category", "propertyCausingError", "value")
            .add(TIME, "occurredDateTime")
            .build();

    private ProvisioningErrors() {}
}
