package dev.lanyard.entra.sync.licences;

import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import java.util.function.Consumer;

/** Tells entries that can be made records of from those that are only counted. */
final class LicenceRows {

    private LicenceRows() {}

    /**
     * Takes entries that have an id, and counts the others.
     *
     * @param page gains the others
     * @param type the id of the resource type that the entries are
     * @param id the property that is their id
     * @param visitor takes an entry
     */
    static RowVisitor each(PageBuilder page, String type, String id, Consumer<Row> visitor) {
        return new RowVisitor() {
            @Override
            public void row(Row row) {
                if (row.text(id).isBlank()) {
                    page.skipRow(type, "an entry without " + id);
                } else {
                    visitor.accept(row);
                }
            }

            @Override
            public void notAnObject() {
                page.skipRow(type, "an entry of the page that is not an object");
            }
        };
    }
}
