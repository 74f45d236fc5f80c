package dev.lanyard.entra.sync.users;

import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.changes.Deletions;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Makes records of the users that a delta query names. */
final class ChangedAccounts implements ChangeWalk.Changes {

    private final StreamContext context;
    private final UserQueries queries;
    private final PageReader reader;
    private final ObjectRereads rereads;

    ChangedAccounts(StreamContext context, UserQueries queries) {
        this.context = context;
        this.queries = queries;
        this.reader = new PageReader("users", queries.table(), Set.of());
        this.rereads = new ObjectRereads(context.door());
    }

    @Override
    public List<String> reread(PageBuilder page, Collection<String> ids) {
        return rereads.list(page, ids, queries::some, reader, new RowVisitor() {
            @Override
            public void row(Row row) {
                changed(page, row);
            }

            @Override
            public void notAnObject() {
                page.skipRow(EntraTypes.USER, "an entry of the page that is not an object");
            }
        });
    }

    private void changed(PageBuilder page, Row row) {
        AccountRecords records = new AccountRecords(page, context.reading(), Status.ENABLED);
        records.row(row);
        if (records.leftOut() > 0) {
            // It may have been read before it became what is left out.
            page.add(new Removal(new LeftOutKey(new ResourceId(EntraTypes.USER, row.text("id")))));
        }
    }

    @Override
    public void removed(PageBuilder page, String id, boolean forGood) {
        if (context.reading().deleted() && !forGood) {
            Deletions.takeBack(page, new ResourceId(EntraTypes.USER, id));
            rereads.read(
                    page,
                    List.of(id),
                    queries::deleted,
                    (deleted, object) ->
                            reader.readOne(object, new AccountRecords(page, context.reading(), Status.DELETED)));
        } else {
            page.add(removal(id));
        }
    }

    private static Removal removal(String id) {
        return new Removal(new ResourceId(EntraTypes.USER, id));
    }
}
