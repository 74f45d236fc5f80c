package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.sync.page.StreamContext;

/**
 * What every way of reading groups works with.
 *
 * @param context the door to Graph and the settings
 * @param onPremises knows what the settings leave out
 * @param lists reads members and owners of single groups
 * @param deleted what follows when all groups have been read
 */
record GroupReading(StreamContext context, OnPremises onPremises, GroupRereads lists, DeletedGroups deleted) {

    static GroupReading of(StreamContext context) {
        OnPremises onPremises = new OnPremises(context);
        return new GroupReading(
                context,
                onPremises,
                new GroupRereads(context.door(), onPremises),
                new DeletedGroups(context, onPremises));
    }

    GraphDoor door() {
        return context.door();
    }

    boolean exchangeGroups() {
        return context.reading().exchangeGroups();
    }
}
