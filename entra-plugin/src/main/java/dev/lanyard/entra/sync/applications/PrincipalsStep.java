package dev.lanyard.entra.sync.applications;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import java.util.function.Consumer;

/** The walk over all service principals, in which several streams look for what concerns them. */
abstract class PrincipalsStep implements ListWalk.Step {

    private final String way;
    private final PrincipalQueries queries;

    PrincipalsStep(String way, PrincipalQueries queries) {
        this.way = way;
        this.queries = queries;
    }

    /** Takes a service principal of any type. */
    abstract void visit(ListWalk.Reading reading, Row row);

    @Override
    public String way() {
        return way;
    }

    @Override
    public RequestInformation first(int pageSize) {
        return queries.list(pageSize);
    }

    @Override
    public PageEnd read(ListWalk.Reading reading, byte[] body) {
        return PrincipalQueries.READER.read(body, new Principals(reading.page(), row -> visit(reading, row)));
    }

    /** Counts what is malformed, and hands on the rest. */
    record Principals(PageBuilder page, Consumer<Row> visitor) implements RowVisitor {
        @Override
        public void row(Row row) {
            if (row.text(PrincipalQueries.ID).isBlank()) {
                page.skipRow(EntraTypes.SERVICE_PRINCIPAL, "a service principal without id");
            } else {
                visitor.accept(row);
            }
        }

        @Override
        public void notAnObject() {
            page.skipRow(EntraTypes.SERVICE_PRINCIPAL, "an entry of the page that is not an object");
        }
    }
}
