package dev.lanyard.simulator.tenant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was deleted and can be restored.
 *
 * @param object the object
 * @param lines its links, and those of what is attached to it
 * @param attached what cannot be without it
 */
record Deleted(DirectoryObject object, List<Line> lines, List<DirectoryObject> attached) {

    /** A link by the ids of its ends. */
    record Line(Link link, String from, String to, ObjectType toType) {}

    /**
     * Puts everything back whose other end is there. What hangs between two deleted objects comes back with the later
     * of them.
     *
     * @param others what else can be restored, by id; gains what waits for it
     */
    Restored restore(DirectoryDraft draft, long version, Map<String, Deleted> others) {
        List<Change> made = new ArrayList<>();
        draft.put(object);
        draft.forgetRemoval(object.id());
        made.add(new Change.Put(version, object.id(), object.type(), Set.of()));
        for (DirectoryObject each : attached) {
            if (endsExist(each, draft)) {
                draft.put(each);
                draft.forgetRemoval(each.id());
                made.add(new Change.Put(version, each.id(), each.type(), Set.of()));
            } else {
                missingEnds(each, draft)
                        .filter(others::containsKey)
                        .findFirst()
                        .ifPresent(end -> others.computeIfPresent(
                                end, (id, other) -> other.with(linesOf(each.id()), List.of(each))));
            }
        }
        Licences licences = new Licences(draft);
        for (Line line : lines) {
            int from = draft.slot(line.from());
            int to = draft.slot(line.to());
            Stream.of(line.from(), line.to())
                    .filter(end -> draft.slot(end) < 0)
                    .forEach(end -> others.computeIfPresent(end, (id, other) -> other.with(List.of(line), List.of())));
            if (from >= 0
                    && to >= 0
                    && Arrays.stream(draft.linked(line.link(), from)).noneMatch(known -> known == to)) {
                if (line.link() == Link.MANAGER && draft.linked(Link.MANAGER, from).length > 0) {
                    continue;
                }
                int[] linked = draft.linked(line.link(), from);
                int[] more = Arrays.copyOf(linked, linked.length + 1);
                more[linked.length] = to;
                draft.link(line.link(), from, more);
                made.add(new Change.Linked(
                        version,
                        line.from(),
                        draft.object(from).type(),
                        line.link(),
                        line.to(),
                        draft.object(to).type()));
                if (line.link() == Link.MEMBERS
                        && draft.object(from).type() == ObjectType.GROUP
                        && draft.object(to).type() == ObjectType.USER) {
                    licences.membershipChanged(from, to, true);
                }
            } else if (to < 0 && line.from().equals(object.id())) {
                // What it was linked to has gone meanwhile: whoever knew the link is told.
                made.add(new Change.Unlinked(
                        version, object.id(), object.type(), line.link(), line.to(), line.toType()));
            }
        }
        licences.count();
        licences.touched()
                .forEach(user -> made.add(new Change.Put(
                        version, user, ObjectType.USER, Set.of("assignedLicenses", "licenseAssignmentStates"))));
        return new Restored(made, Set.copyOf(licences.touched()));
    }

    /**
     * What came of it.
     *
     * @param changes what was changed
     * @param relicensed ids of users whose licences through a group are others now
     */
    record Restored(List<Change> changes, Set<String> relicensed) {}

    private List<Line> linesOf(String id) {
        return lines.stream()
                .filter(line -> line.from().equals(id) || line.to().equals(id))
                .toList();
    }

    private Deleted with(List<Line> moreLines, List<DirectoryObject> moreAttached) {
        return new Deleted(
                object,
                Stream.concat(lines.stream(), moreLines.stream()).distinct().toList(),
                Stream.concat(attached.stream(), moreAttached.stream())
                        .distinct()
                        .toList());
    }

    private static boolean endsExist(DirectoryObject attached, DirectoryDraft draft) {
        return missingEnds(attached, draft).findAny().isEmpty();
    }

    private static Stream<String> missingEnds(DirectoryObject attached, DirectoryDraft draft) {
        return Stream.of("principalId", "resourceId", "groupId", "roleDefinitionId")
                .filter(name -> attached.type().properties().find(name) != null)
                .map(attached::text)
                .flatMap(Stream::ofNullable)
                .filter(id -> draft.slot(id) < 0);
    }
}
