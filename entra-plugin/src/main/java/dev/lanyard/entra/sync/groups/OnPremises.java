package dev.lanyard.entra.sync.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.config.ReadingSettings;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out what of a page the settings leave out because it is synchronised from on-premises. Sends nothing where the
 * settings leave out nothing. Keeps nothing between pages, so that memory does not grow with the tenant; safe for use
 * by many threads.
 *
 * <p>A row does not always tell: a large group comes again with nothing but its id and more members, and a member comes
 * with its id and type. Such groups are looked up twenty to a request, such users a thousand to a request.
 */
final class OnPremises {

    /** Says whether an object is synchronised; null means never, false no longer. */
    static final String SYNCED = "onPremisesSyncEnabled";

    private static final PageReader OBJECTS = new PageReader(
            "objects",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, GroupRecords.ID)
                    .add(ValueReaders.FLAG, SYNCED)
                    .build(),
            Set.of());

    private final GraphDoor door;
    private final ReadingSettings reading;
    private final ObjectRereads rereads;

    OnPremises(StreamContext context) {
        this.door = context.door();
        this.reading = context.reading();
        this.rereads = new ObjectRereads(door);
    }

    /** Whether the settings leave out groups. */
    boolean leavesOutGroups() {
        return !reading.onPremisesGroups();
    }

    /** Whether the settings leave out a group of which every property is known. */
    boolean leavesOut(Row group) {
        return leavesOutGroups() && group.flag(SYNCED, false);
    }

    /**
     * Looks through a page of groups in full.
     *
     * @param page gains the cost
     * @param reader reads the page
     * @param body the page; a row with any property besides its id has them all
     * @return what to leave out of it
     */
    LeftOut of(PageBuilder page, PageReader reader, byte[] body) {
        return lookThrough(page, reader, body, true);
    }

    /**
     * Looks through a page of changed groups.
     *
     * @param page gains the cost
     * @param reader reads the page
     * @param body the page; what a row does not mention is as it was
     * @return what to leave out of it
     */
    LeftOut ofChanges(PageBuilder page, PageReader reader, byte[] body) {
        return lookThrough(page, reader, body, false);
    }

    /**
     * Finds out which links of groups that are kept are left out.
     *
     * @param page gains the cost
     * @param links members and owners
     * @return without any groups
     */
    LeftOut of(PageBuilder page, Collection<Link> links) {
        if (reading.onPremisesMembers()) {
            return LeftOut.NOTHING;
        }
        Set<String> users = new LinkedHashSet<>();
        links.stream().filter(OnPremises::mayBeLeftOut).forEach(link -> users.add(link.id()));
        return new LeftOut(Set.of(), syncedUsers(page, users));
    }

    private LeftOut lookThrough(PageBuilder page, PageReader reader, byte[] body, boolean allProperties) {
        if (!leavesOutGroups()) {
            return LeftOut.NOTHING;
        }
        FirstLook look = new FirstLook(allProperties, !reading.onPremisesMembers());
        reader.read(body, look);
        look.unclear.removeAll(look.clear);
        Set<String> groups = new HashSet<>(look.synced);
        // One that is not there any more is left out too: what has become of it is a change of its own.
        groups.addAll(rereads.read(
                page,
                look.unclear,
                this::group,
                (id, object) -> OBJECTS.readOne(object, new Synced(group -> groups.add(id)))));
        Set<String> users = new LinkedHashSet<>();
        look.links.stream().filter(link -> !groups.contains(link.group())).forEach(link -> users.add(link.user()));
        return new LeftOut(groups, syncedUsers(page, users));
    }

    private static boolean mayBeLeftOut(Link link) {
        return !link.removed() && EntraTypes.ofGraphType(link.type()).equals(EntraTypes.USER);
    }

    private RequestInformation group(String id) {
        return door.requests()
                .groups()
                .byGroupId(id)
                .toGetRequestInformation(
                        request -> request.queryParameters.select = new String[] {GroupRecords.ID, SYNCED});
    }

    private Set<String> syncedUsers(PageBuilder page, Set<String> users) {
        Set<String> synced = new HashSet<>();
        List<String> all = new ArrayList<>(users);
        for (int from = 0; from < all.size(); from += GraphRequests.MOST_IDS) {
            List<String> some = all.subList(from, Math.min(all.size(), from + GraphRequests.MOST_IDS));
            try {
                RawPage raw = door.ask(door.requests().byIds(some, "user", GroupRecords.ID, SYNCED));
                page.spent(raw.cost());
                OBJECTS.read(raw.body(), new Synced(user -> synced.add(user.text(GroupRecords.ID))));
            } catch (ConnectorException e) {
                if (e.kind() != ErrorKind.PERMISSION) {
                    throw e;
                }
                page.notice(new Notice(
                        "on-premises-members-kept",
                        "which members of groups are synchronised from on-premises could not be read (" + e.getMessage()
                                + "), so that all of them are kept",
                        e.remedy()));
                return Set.of();
            }
        }
        return synced;
    }

    /** A user tied to a group. */
    private record Tie(String group, String user) {}

    /** Takes down what has to be looked up. */
    private static final class FirstLook implements RowVisitor {
        private final boolean allProperties;
        private final boolean wantsUsers;
        private final Set<String> clear = new HashSet<>();
        private final Set<String> synced = new HashSet<>();
        private final Set<String> unclear = new LinkedHashSet<>();
        private final List<Tie> links = new ArrayList<>();

        FirstLook(boolean allProperties, boolean wantsUsers) {
            this.allProperties = allProperties;
            this.wantsUsers = wantsUsers;
        }

        @Override
        public void row(Row row) {
            String id = row.text(GroupRecords.ID);
            if (row.removed() || id.isBlank()) {
                return;
            }
            if (allProperties && GroupRows.isWhole(row)) {
                clear.add(id);
                if (row.flag(SYNCED, false)) {
                    synced.add(id);
                }
            } else if (!row.links().isEmpty()) {
                unclear.add(id);
            }
            if (wantsUsers) {
                row.links().stream()
                        .filter(OnPremises::mayBeLeftOut)
                        .forEach(link -> links.add(new Tie(id, link.id())));
            }
        }

        @Override
        public void notAnObject() {
            // Counted by whoever makes records of the page.
        }
    }

    /** Takes an object that is synchronised. */
    private interface Taker {
        void take(Row row);
    }

    private record Synced(Taker taker) implements RowVisitor {
        @Override
        public void row(Row row) {
            if (row.flag(SYNCED, false)) {
                taker.take(row);
            }
        }

        @Override
        public void notAnObject() {
            // Nothing that could be left out.
        }
    }
}
