package dev.lanyard.entra.sync;

import static dev.lanyard.entra.sync.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.sync.rows.ValueReaders.TIME;

import dev.lanyard.entra.sync.rows.PropertyTable;

/** What went wrong when an object was synchronised from on-premises; users and groups have it alike. */
final class ProvisioningErrors {

    static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, "category", "propertyCausingError", "value")
            .add(TIME, "occurredDateTime")
            .build();

    private ProvisioningErrors() {}
}
