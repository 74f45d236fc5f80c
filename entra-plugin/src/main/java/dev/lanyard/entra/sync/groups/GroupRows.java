package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;

/** Visits the groups of one page: checks and counts them, and leaves it to a {@link GroupWay} what to make of each. */
final class GroupRows implements RowVisitor {

    /** What a way makes of a group. */
    @FunctionalInterface
    interface Maker {
        void make(GroupRecords records, ResourceId group, Row row);
    }

    private final PageBuilder page;
    private final LeftOut leftOut;
    private final GroupRecords records;
    private final Maker maker;
    private int whole;
    private boolean countsLeftOut = true;

    GroupRows(PageBuilder page, LeftOut leftOut, Maker maker) {
        this.page = page;
        this.leftOut = leftOut;
        this.records = new GroupRecords(page, leftOut);
        this.maker = maker;
    }

    /** Whether a row holds the group itself, and not only more of its members under its id. */
    static boolean isWhole(Row row) {
        return row.size() > 1;
    }

    /** For a pass over groups that an earlier pass has seen: each that is left out counts once. */
    void countLeftOutElsewhere() {
        countsLeftOut = false;
    }

    /** How many groups the page held, continued ones not counted. */
    int whole() {
        return whole;
    }

    @Override
    public void row(Row row) {
        String id = row.text(GroupRecords.ID);
        if (id.isBlank()) {
            page.skipRow(EntraTypes.GROUP, "a group without id");
            return;
        }
        whole += isWhole(row) ? 1 : 0;
        ResourceId group = new ResourceId(EntraTypes.GROUP, id);
        if (!row.removed() && leftOut.has(group)) {
            if (countsLeftOut && isWhole(row)) {
                records.leaveOut(group);
            }
            return;
        }
        maker.make(records, group, row);
        page.skipProblems(group.text(), row);
    }

    @Override
    public void notAnObject() {
        page.skipRow(EntraTypes.GROUP, "an entry of the page that is not an object");
    }
}
