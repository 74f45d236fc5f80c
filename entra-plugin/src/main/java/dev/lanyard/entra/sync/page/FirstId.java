package dev.lanyard.entra.sync.page;

import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import java.util.Optional;
import java.util.Set;

/** Finds the id of the first object on a page, to ask more about it. */
public final class FirstId implements RowVisitor {

    private static final PageReader READER = new PageReader(
            "objects", PropertyTable.builder().add(ValueReaders.TEXT, "id").build(), Set.of());

    private Optional<String> id = Optional.empty();

    private FirstId() {}

    /**
     * Looks through a page.
     *
     * @param page as Graph answered it
     * @return the first id, or empty if the page has none
     */
    public static Optional<String> of(byte[] page) {
        FirstId first = new FirstId();
        READER.read(page, first);
        return first.id;
    }

    @Override
    public void row(Row row) {
        if (id.isEmpty() && !row.text("id").isBlank()) {
            id = Optional.of(row.text("id"));
        }
    }

    @Override
    public void notAnObject() {
        // Has no id.
    }
}
