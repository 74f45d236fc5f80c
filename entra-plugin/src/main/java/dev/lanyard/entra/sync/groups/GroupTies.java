package dev.lanyard.entra.sync.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes records of single links of groups that have come or gone, as somebody else tells. Safe for use by many threads.
 *
 * <p>Reading a group's members anew because one of them has left would cost more than the change; so what was told is
 * taken at its word, but for two things that are looked up, hundreds in a request: whether group and principal are
 * there at all, for one that comes late may be about what has gone since; and whether the settings leave them out.
 */
public final class GroupTies {

    private static final PageReader OBJECTS = new PageReader(
            "objects",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, GroupRecords.ID)
                    .add(ValueReaders.FLAG, OnPremises.SYNCED)
                    .build(),
            Set.of());

    /**
     * A link that has come or gone.
     *
     * @param group the group's id
     * @param relation Graph's name of it, {@code members} or {@code owners}
     * @param graphType Graph's name of the principal's type, for example {@code #microsoft.graph.user}
     * @param principal the principal's id
     * @param removed whether it has gone
     */
    public record Tie(String group, String relation, String graphType, String principal, boolean removed) {
        Link link(boolean gone) {
            return new Link(relation, graphType, principal, gone);
        }
    }

    private final GroupReading reading;
    private final ObjectRereads rereads;

    GroupTies(GroupReading reading) {
        this.reading = reading;
        this.rereads = new ObjectRereads(reading.door());
    }

    /**
     * Makes records of links.
     *
     * @param page gains the cost, and what is left out
     * @param ties the links, in the order in which they came and went
     * @return the records for each of them, in their order; none for one that the settings leave out
     */
    public List<List<SyncRecord>> read(PageBuilder page, List<Tie> ties) {
        Set<String> kept = new LinkedHashSet<>();
        Set<String> gone = new LinkedHashSet<>(find(
                page,
                ids(ties, Tie::group),
                this::groups,
                row -> !reading.onPremises().leavesOut(row),
                kept));
        gone.addAll(missingPrincipals(page, ties));
        LeftOut leftOut = reading.onPremises()
                .of(
                        page,
                        ties.stream()
                                .filter(tie -> kept.contains(tie.group()) && !gone.contains(tie.principal()))
                                .map(tie -> tie.link(tie.removed()))
                                .toList());
        List<List<SyncRecord>> records = new ArrayList<>();
        for (Tie tie : ties) {
            PageBuilder made = new PageBuilder();
            boolean without = gone.contains(tie.group()) || gone.contains(tie.principal());
            if (without || kept.contains(tie.group())) {
                Link link = tie.link(tie.removed() || without);
                new GroupRecords(made, leftOut).addLinks(new ResourceId(EntraTypes.GROUP, tie.group()), List.of(link));
            }
            records.add(made.last().records());
            page.addSkipped(made);
        }
        return records;
    }

    private Set<String> missingPrincipals(PageBuilder page, List<Tie> ties) {
        Map<String, List<Tie>> added = new HashMap<>();
        for (Tie tie : ties) {
            if (!tie.removed()) {
                added.computeIfAbsent(EntraTypes.ofGraphType(tie.graphType()), type -> new ArrayList<>())
                        .add(tie);
            }
        }
        Set<String> missing = new LinkedHashSet<>();
        Set<String> found = new LinkedHashSet<>();
        added.forEach((type, some) -> {
            Set<String> ids = ids(some, Tie::principal);
            switch (type) {
                case EntraTypes.USER -> missing.addAll(find(page, ids, this::users, row -> true, found));
                case EntraTypes.GROUP -> missing.addAll(find(page, ids, this::groups, row -> true, found));
                case EntraTypes.SERVICE_PRINCIPAL ->
                    missing.addAll(find(page, ids, this::principals, row -> true, found));
                default -> {
                    // Nobody reads these, so that nobody says that they have gone either.
                }
            }
        });
        return missing;
    }

    private static Set<String> ids(List<Tie> ties, Function<Tie, String> id) {
        Set<String> ids = new LinkedHashSet<>();
        ties.forEach(tie -> ids.add(id.apply(tie)));
        return ids;
    }

    private interface Wanted {
        boolean test(Row row);
    }

    private List<String> find(
            PageBuilder page,
            Set<String> ids,
            Function<String, RequestInformation> query,
            Wanted wanted,
            Set<String> found) {
        return rereads.list(page, ids, query, OBJECTS, new RowVisitor() {
            @Override
            public void row(Row row) {
                if (wanted.test(row)) {
                    found.add(row.text(GroupRecords.ID));
                }
            }

            @Override
            public void notAnObject() {
                // Counts as not there.
            }
        });
    }

    private RequestInformation groups(String filter) {
        return reading.door().requests().groups().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {GroupRecords.ID, OnPremises.SYNCED};
        });
    }

    private RequestInformation users(String filter) {
        return reading.door().requests().users().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {GroupRecords.ID};
        });
    }

    private RequestInformation principals(String filter) {
        return reading.door().requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {GroupRecords.ID};
        });
    }
}
