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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes records of the users that a delta query names. For one page. */
final class ChangedAccounts implements ChangeWalk.Changes {

    private final StreamContext context;
    private final UserQueries queries;
    private final PageReader reader;
    private final ObjectRereads rereads;
    private final Set<String> deleted = new LinkedHashSet<>();

    ChangedAccounts(StreamContext context, UserQueries queries) {
        this.context = context;
        this.queries = queries;
        this.reader = new PageReader("users", queries.table(), Set.of());
        this.rereads = new ObjectRereads(context.door());
    }

    @Override
    public ChangeWalk.Changes page(PageBuilder page, byte[] body) {
        return new ChangedAccounts(context, queries);
    }

    @Override
    public List<String> reread(PageBuilder page, Collection<String> ids) {
        List<String> missing = rereads.list(page, ids, queries::some, reader, new RowVisitor() {
            @Override
            public void row(Row row) {
                changed(page, row);
            }

            @Override
            public void notAnObject() {
                page.skipRow(EntraTypes.USER, "an entry of the page that is not an object");
            }
        });
        // Only a user who is found has come back: an entry that comes after the removal may be an older one.
        deleted.removeIf(id -> ids.contains(id) && !missing.contains(id));
        return missing;
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
            deleted.add(id);
        } else {
            deleted.remove(id);
            page.add(removal(id));
        }
    }

    @Override
    public void finish(PageBuilder page) {
        rereads.read(
                page,
                deleted,
                queries::deleted,
                (id, object) -> reader.readOne(object, new AccountRecords(page, context.reading(), Status.DELETED)));
    }

    private static Removal removal(String id) {
        return new Removal(new ResourceId(EntraTypes.USER, id));
    }
}
