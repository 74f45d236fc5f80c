package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.sync.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads all members or owners of single groups, ten groups in one request. Safe for use by many threads.
 *
 * <p>Each takes two calls: Graph v1.0 leaves service principals out of a group's list of members, and shows them only
 * when the list is cast to their type (a known issue since 2021). They are taken from the cast alone, so that nothing
 * comes twice where Graph has mended this.
 */
final class GroupRereads {

    private static final int LISTS_IN_A_BATCH = 10;
    private static final String PRINCIPAL = "#microsoft.graph.servicePrincipal";
    private static final String ID = "id";
    private static final PageReader READER = new PageReader(
            "group members", PropertyTable.builder().add(ValueReaders.TEXT, ID).build(), Set.of());

    /** A list tells of a group that hides its members; an expanded or delta one shows it empty. */
    private static final Notice HIDDEN_MEMBERS = new Notice(
            "hidden-members",
            "some groups hide their members, which could not be read",
            "grant the application permission Member.Read.Hidden, with admin consent");

    private final GraphDoor door;
    private final OnPremises onPremises;

    GroupRereads(GraphDoor door, OnPremises onPremises) {
        this.door = door;
        this.onPremises = onPremises;
    }

    /**
     * Reads some of what is pending.
     *
     * @param page receives the grants
     * @param pending texts of {@link PendingList}s, at least one
     * @param pageSize how many links to ask for at a time
     * @return what is still pending
     */
    List<String> read(PageBuilder page, List<String> pending, int pageSize) {
        PendingList first = PendingList.parse(pending.get(0));
        if (first.link().isEmpty()) {
            int taken = Math.min(pending.size(), LISTS_IN_A_BATCH);
            List<String> left = readBatch(page, pending.subList(0, taken), pageSize);
            left.addAll(pending.subList(taken, pending.size()));
            return left;
        }
        RawPage raw = door.follow(first.link().get(), Map.of());
        page.spent(raw.cost());
        List<String> left = new ArrayList<>(pending.subList(1, pending.size()));
        Links links = new Links(page, first, new ArrayList<>());
        links.read(raw.body()).ifPresent(more -> left.add(0, more));
        addGrants(page, List.of(links));
        return left;
    }

    private List<String> readBatch(PageBuilder page, List<String> pending, int pageSize) {
        List<String> left = new ArrayList<>();
        List<PendingList> lists = new ArrayList<>();
        for (String text : pending) {
            PendingList list = PendingList.parse(text);
            if (list.link().isPresent()) {
                left.add(text);
            } else {
                lists.add(list);
                lists.add(list.ofPrincipals());
            }
        }
        List<BatchReply> replies = door.batch(lists.stream()
                .map(list -> list.request(door.requests(), pageSize))
                .toList());
        List<Links> found = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            PendingList list = lists.get(i);
            BatchReply reply = replies.get(i);
            page.spent(reply.cost());
            switch (reply.status()) {
                case 404 ->
                    page.skip(list.resource().text(), "gone", list.relation().graphName() + ": the group is not there");
                case 403 -> {
                    // The list of groups was allowed, so it is this group that hides its members.
                    page.skip(list.resource().text(), "hidden", list.relation().graphName() + ": the group hides them");
                    page.notice(HIDDEN_MEMBERS);
                }
                default -> {
                    Links links = new Links(page, list, new ArrayList<>());
                    links.read(reply.bodyOrThrow()).ifPresent(left::add);
                    found.add(links);
                }
            }
        }
        addGrants(page, found);
        return left;
    }

    private void addGrants(PageBuilder page, List<Links> found) {
        LeftOut leftOut = onPremises.of(
                page, found.stream().flatMap(links -> links.found.stream()).toList());
        GroupRecords records = new GroupRecords(page, leftOut);
        found.forEach(links -> records.addLinks(links.list.resource(), links.found));
    }

    /** Gathers the links on one page. */
    private record Links(PageBuilder page, PendingList list, List<Link> found) implements RowVisitor {

        /** Reads one page, and answers what is still pending of the list. */
        Optional<String> read(byte[] body) {
            return READER.read(body, this).nextLink().map(next -> list.at(next).text());
        }

        @Override
        public void row(Row row) {
            String type = list.principals() ? PRINCIPAL : row.type();
            String id = row.text(ID);
            if (id.isBlank()) {
                notAnObject();
            } else if (list.principals() || !EntraTypes.ofGraphType(type).equals(EntraTypes.SERVICE_PRINCIPAL)) {
                found.add(new Link(list.relation().graphName(), type, id, false));
            }
        }

        @Override
        public void notAnObject() {
            page.skip(list.resource().text(), "malformed", list.relation().graphName() + ": one entry is no object");
        }
    }
}
