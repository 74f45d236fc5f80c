package dev.lanyard.entra.sync.applications;

import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes records of applications that have changed: each is taken back and given again, with everyone who is assigned to
 * it or owns it. What is too much for a page is left pending.
 */
final class ChangedApplications implements ChangeWalk.Changes {

    /** An application that is still to be read anew stands in a cursor as {@code anew APPLICATION}. */
    private static final String ANEW = "anew ";

    /** As many as one request reads by a filter on their ids. */
    private static final int ANEW_AT_ONCE = 300;

    private final ApplicationSteps steps;
    private final List<String> pending = new ArrayList<>();

    private ChangedApplications(ApplicationSteps steps) {
        this.steps = steps;
    }

    /** What becomes of changes, page by page. */
    static ChangeWalk.Pages pages(ApplicationSteps steps, ApplicationLists lists) {
        return new ChangeWalk.Pages() {
            @Override
            public ChangeWalk.Changes page(PageBuilder page, byte[] body) {
                return new ChangedApplications(steps);
            }

            @Override
            public List<String> readPending(PageBuilder page, List<String> pending, int pageSize) {
                List<String> left = new ArrayList<>(pending);
                if (left.get(0).startsWith(ANEW)) {
                    readSome(steps, page, left);
                } else {
                    lists.read(page, left);
                }
                return left;
            }
        };
    }

    /** What is pending for applications that somebody else than the delta query names. */
    static List<String> anew(Collection<String> ids) {
        return ids.stream().map(id -> ANEW + id).toList();
    }

    /** Reads applications anew, with nothing left pending; answers those that are not there. */
    static List<String> readAnew(
            ApplicationSteps steps, ApplicationLists lists, PageBuilder page, Collection<String> ids) {
        ChangedApplications changed = new ChangedApplications(steps);
        List<String> missing = changed.reread(page, ids);
        while (!changed.pending.isEmpty()) {
            lists.read(page, changed.pending);
        }
        return missing;
    }

    private static void readSome(ApplicationSteps steps, PageBuilder page, List<String> pending) {
        List<String> ids = pending.stream()
                .takeWhile(each -> each.startsWith(ANEW))
                .limit(ANEW_AT_ONCE)
                .map(each -> each.substring(ANEW.length()))
                .toList();
        ChangedApplications changed = new ChangedApplications(steps);
        changed.reread(page, ids);
        pending.subList(0, ids.size()).clear();
        pending.addAll(0, changed.pending);
    }

    @Override
    public List<String> reread(PageBuilder page, Collection<String> ids) {
        PageBuilder found = new PageBuilder();
        Set<String> applications = new LinkedHashSet<>();
        List<String> missing = steps.reread(found, ids, pending, applications::add);
        // What is on record goes first: the lists that are read say who is there, and not who has left.
        Set<String> kept = Set.copyOf(found.resources(EntraTypes.SERVICE_PRINCIPAL));
        applications.forEach(id -> page.add(kept.contains(id) ? removal(id) : leftOut(id)));
        page.addAll(found);
        return missing;
    }

    @Override
    public List<String> pending() {
        return pending;
    }

    @Override
    public void removed(PageBuilder page, String id, boolean forGood) {
        page.add(removal(id));
    }

    /** It still holds what it holds. */
    private static Removal leftOut(String id) {
        return new Removal(new LeftOutKey(new ResourceId(EntraTypes.SERVICE_PRINCIPAL, id)));
    }

    static Removal removal(String id) {
        return new Removal(new ResourceId(EntraTypes.SERVICE_PRINCIPAL, id));
    }
}
