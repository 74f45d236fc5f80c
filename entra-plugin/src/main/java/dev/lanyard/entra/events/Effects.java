package dev.lanyard.entra.events;

import dev.lanyard.entra.sync.SyncStreams;
import dev.lanyard.entra.sync.groups.GroupTies;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.Renewal.Part;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what has become of what entries of the audit log are about. For one page of events.
 *
 * <p>An object is read anew once, however many of the entries are about it, and what is found goes to the latest of
 * them: it is how things are now, after all of them. So it does not matter in which order entries come: one that comes
 * late is told with its own time, and what was told for a later one counts, which knew of it already. Only the links of
 * groups are taken from the entries themselves, each with its time.
 */
final class Effects {

    /** What is found by these goes by who holds something. */
    private static final Set<Part> BY_HOLDER = Set.of(Part.USER_LICENCES, Part.GROUP_LICENCES, Part.ROLE_HOLDER);

    /** What is found by these goes to the latest entry, whatever it is about. */
    private static final Set<Part> TOGETHER =
            Set.of(Part.PRODUCTS, Part.HELD_BY_USER, Part.HELD_BY_GROUP, Part.HELD_BY_PRINCIPAL);

    private final Map<Part, List<Renewal>> renewals;
    private final Optional<GroupTies> ties;
    private final List<List<SyncRecord>> found = new ArrayList<>();

    Effects(SyncStreams streams) {
        this.renewals = streams.renewals();
        this.ties = streams.groupTies();
    }

    /**
     * Reads what is needed.
     *
     * @param page gains the cost, notices, and what was left out
     * @param meanings of entries, in the order of their times
     * @return the records and removals that follow from each of them
     */
    List<List<SyncRecord>> read(PageBuilder page, List<Meaning> meanings) {
        meanings.forEach(meaning -> found.add(new ArrayList<>(meaning.known())));
        Map<Part, Map<String, Integer>> latest = new EnumMap<>(Part.class);
        for (int number = 0; number < meanings.size(); number++) {
            for (Meaning.Look look : meanings.get(number).looks()) {
                latest.computeIfAbsent(look.part(), part -> new LinkedHashMap<>())
                        .put(look.id(), number);
            }
        }
        latest.forEach((part, ids) -> renewals.getOrDefault(part, List.of())
                .forEach(renewal -> share(part, ids, records(page, part, renewal, ids))));
        readTies(page, meanings);
        return found;
    }

    private static List<SyncRecord> records(PageBuilder page, Part part, Renewal renewal, Map<String, Integer> ids) {
        PageBuilder made = new PageBuilder();
        try {
            renewal.read(made, List.copyOf(ids.keySet()));
        } catch (ConnectorException e) {
            page.notice(without(part.name().toLowerCase(Locale.ROOT).replace('_', '-'), e));
            return List.of();
        }
        SyncPage read = made.last();
        page.spent(read.cost());
        page.addSkipped(made);
        return read.records();
    }

    /** Only what is not permitted or not licensed can be done without: what happened is told all the same. */
    private static Notice without(String what, ConnectorException refusal) {
        if (refusal.kind() != ErrorKind.PERMISSION && refusal.kind() != ErrorKind.UNSUPPORTED) {
            throw refusal;
        }
        return new Notice(
                "changes-without-" + what,
                "what has become of some objects could not be read (" + refusal.getMessage()
                        + "); the next sync tells as much as it may",
                refusal.remedy());
    }

    private void share(Part part, Map<String, Integer> ids, List<SyncRecord> records) {
        int last = ids.values().stream().mapToInt(number -> number).max().orElse(0);
        for (SyncRecord each : records) {
            Integer number = TOGETHER.contains(part) ? null : ids.get(owner(part, each));
            found.get(number == null ? last : number).add(each);
        }
    }

    private void readTies(PageBuilder page, List<Meaning> meanings) {
        if (ties.isEmpty()) {
            return;
        }
        List<GroupTies.Tie> told = new ArrayList<>();
        Map<Integer, Integer> of = new HashMap<>();
        for (int number = 0; number < meanings.size(); number++) {
            Optional<GroupTies.Tie> tie = meanings.get(number).tie();
            if (tie.isPresent()) {
                of.put(told.size(), number);
                told.add(tie.get());
            }
        }
        if (!told.isEmpty()) {
            try {
                List<List<SyncRecord>> records = ties.get().read(page, told);
                of.forEach((place, number) -> found.get(number).addAll(records.get(place)));
            } catch (ConnectorException e) {
                page.notice(without("members", e));
            }
        }
    }

    /** By which id a record was asked for. */
    private static String owner(Part part, SyncRecord found) {
        if (found.key() instanceof GrantKey grant) {
            if (part == Part.GROUP_SCHEDULES) {
                return grant.entitlement().resource().id() + " "
                        + grant.principal().text();
            }
            return BY_HOLDER.contains(part)
                    ? holder(part, grant.principal())
                    : grant.entitlement().resource().id();
        } else if (found.key() instanceof HoldingsKey holdings) {
            return holder(part, holdings.principal());
        } else if (found.key() instanceof EntitlementId entitlement) {
            return entitlement.resource().id();
        } else if (found.key() instanceof LeftOutKey leftOut) {
            return leftOut.resource().id();
        } else if (found instanceof Resource resource && resource.parent().isPresent()) {
            return resource.parent().get().id();
        }
        return owner((ResourceId) found.key());
    }

    /** A credential's id begins with its owner's. */
    private static String owner(ResourceId key) {
        int dot = key.type().equals(EntraTypes.CREDENTIAL) ? key.id().indexOf('.') : -1;
        return dot < 0 ? key.id() : key.id().substring(0, dot);
    }

    private static String holder(Part part, ResourceId principal) {
        return part == Part.ROLE_HOLDER ? principal.text() : principal.id();
    }
}
