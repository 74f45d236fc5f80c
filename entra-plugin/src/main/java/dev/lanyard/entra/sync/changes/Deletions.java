package dev.lanyard.entra.sync.changes;

import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;

/** Takes back what has been deleted and can still be restored. */
public final class Deletions {

    private Deletions() {}

    /**
     * Takes back an object and everything that it holds, before it is given again as deleted. Removed and given again
     * it would otherwise be one that was read anew, and would keep what it holds.
     *
     * @param page receives the removals
     * @param deleted the object
     */
    public static void takeBack(PageBuilder page, ResourceId deleted) {
        page.add(new Removal(deleted));
        EntraTypes.HAVE_HOLDERS.forEach(type -> page.add(new Removal(new HoldingsKey(deleted, type))));
    }
}
