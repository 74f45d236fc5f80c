package dev.lanyard.entra.sync.applications;

import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import java.util.function.Consumer;

/**
 * Visits what a page says of applications, and counts what is malformed. Managed identities, which are service
 * principals but no applications, are passed over.
 *
 * @param page gains what is malformed
 * @param visitor takes the rest
 */
record ApplicationRows(PageBuilder page, Consumer<Row> visitor) implements RowVisitor {

    @Override
    public void row(Row row) {
        if (row.has(PrincipalQueries.TYPE)
                && row.text(PrincipalQueries.TYPE).equals(PrincipalQueries.MANAGED_IDENTITY)) {
            return;
        }
        if (row.text(PrincipalQueries.ID).isBlank()) {
            page.skipRow(EntraTypes.SERVICE_PRINCIPAL, "a service principal or assignment without id");
            return;
        }
        visitor.accept(row);
    }

    @Override
    public void notAnObject() {
        page.skipRow(EntraTypes.SERVICE_PRINCIPAL, "an entry of the page that is not an object");
    }
}
