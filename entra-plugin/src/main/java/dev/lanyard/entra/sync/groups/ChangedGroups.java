package dev.lanyard.entra.sync.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.changes.Deletions;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes records of the groups that a delta query names. Links come from the query's entries, whose every word counts:
 * reading a large group's members anew because one has left would cost more than the change.
 *
 * <p>There are two reasons to read all members and owners of a group anew nevertheless, for which it is taken back and
 * given again. Where the settings leave out groups from on-premises, one of which Graph says something about that may
 * have been left out until now. And one that Graph did not find in the sync before may have been so new that its links
 * had nothing to hang on.
 */
final class ChangedGroups implements ChangeWalk.Changes {

    private final GroupReading reading;
    private final LeftOut leftOut;
    private final ObjectRereads rereads;
    private final Set<String> deleted = new LinkedHashSet<>();
    private final Set<String> anew = new LinkedHashSet<>();

    private ChangedGroups(GroupReading reading, LeftOut leftOut) {
        this.reading = reading;
        this.leftOut = leftOut;
        this.rereads = new ObjectRereads(reading.door());
    }

    /** What becomes of changes, page by page. */
    static ChangeWalk.Pages pages(GroupReading reading) {
        return new ChangeWalk.Pages() {
            @Override
            public ChangeWalk.Changes page(PageBuilder page, byte[] body) {
                return new ChangedGroups(reading, reading.onPremises().ofChanges(page, DeltaGroups.READER, body));
            }

            @Override
            public List<String> readPending(PageBuilder page, List<String> pending, int pageSize) {
                return reading.lists().read(page, pending, pageSize);
            }
        };
    }

    /**
     * Reads groups anew; what is not there is taken back.
     *
     * @param whole those of them whose members and owners are read anew too
     */
    static void renew(GroupReading reading, PageBuilder page, Collection<String> ids, Collection<String> whole) {
        ChangedGroups changed = new ChangedGroups(reading, LeftOut.NOTHING);
        changed.anew.addAll(whole);
        changed.reread(page, ids).forEach(id -> changed.removed(page, id, false));
        changed.finish(page);
        List<String> pending = changed.pending();
        while (!pending.isEmpty()) {
            pending = reading.lists().read(page, pending, SyncRequest.MAX_PAGE_SIZE);
        }
    }

    @Override
    public boolean told(PageBuilder page, Row entry) {
        ResourceId group = group(entry.text(GroupRecords.ID));
        boolean changed = entry.told() > 1;
        page.skipProblems(group.text(), entry);
        if (leftOut.has(group)) {
            return changed;
        }
        if (reading.onPremises().leavesOutGroups() && entry.tells(OnPremises.SYNCED)) {
            anew.add(group.id());
            return true;
        }
        new GroupRecords(page, leftOut).addLinks(group, entry.links());
        return changed;
    }

    @Override
    public List<String> reread(PageBuilder page, Collection<String> ids) {
        GroupRecords records = new GroupRecords(page, leftOut);
        anew.forEach(id -> records.forgotten(group(id)));
        List<String> missing = rereads.list(
                page, ids, this::some, DeltaGroups.READER, new GroupRows(page, LeftOut.NOTHING, this::changed));
        missing.forEach(id -> records.withoutEntitlements(group(id)));
        missing.forEach(anew::remove);
        // Only a group that is found has come back: an entry that comes after its removal may be an older one.
        deleted.removeIf(id -> ids.contains(id) && !missing.contains(id));
        return missing;
    }

    @Override
    public List<String> rereadAgain(PageBuilder page, Collection<String> ids) {
        Set<String> before = Set.copyOf(anew);
        anew.clear();
        anew.addAll(ids);
        List<String> missing = reread(page, ids);
        anew.addAll(before);
        return missing;
    }

    @Override
    public List<String> pending() {
        List<String> pending = new ArrayList<>();
        for (String id : anew) {
            for (GroupRelation relation : GroupRelation.values()) {
                pending.add(PendingList.of(relation, group(id)).text());
            }
        }
        return pending;
    }

    @Override
    public void removed(PageBuilder page, String id, boolean forGood) {
        anew.remove(id);
        if (reading.context().reading().deleted() && !forGood) {
            Deletions.takeBack(page, group(id));
            deleted.add(id);
        } else {
            deleted.remove(id);
            new GroupRecords(page, leftOut).removed(group(id));
        }
    }

    @Override
    public void finish(PageBuilder page) {
        reading.deleted().read(page, deleted);
    }

    private void changed(GroupRecords records, ResourceId group, Row row) {
        if (reading.onPremises().leavesOut(row)) {
            // It may have been read before it became what is left out.
            records.forgotten(group);
            records.leaveOut(group);
            anew.remove(group.id());
        } else {
            records.addGroup(group, row, reading.exchangeGroups());
        }
    }

    private RequestInformation some(String filter) {
        return reading.door().requests().groups().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = GroupRecords.TABLE.names().toArray(String[]::new);
        });
    }

    private static ResourceId group(String id) {
        return new ResourceId(EntraTypes.GROUP, id);
    }
}
