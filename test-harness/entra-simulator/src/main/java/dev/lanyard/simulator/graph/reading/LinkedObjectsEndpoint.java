package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.ObjectIds;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an object is linked to: a group's members, members of members, owners; a user's manager; the groups that it
 * belongs to.
 */
public final class LinkedObjectsEndpoint {

    private final ObjectsEndpoint objects;
    private final Listing listing;
    private final Links links;

    /** Links of these objects. */
    public LinkedObjectsEndpoint(ObjectsEndpoint objects, Listing listing, Links links) {
        this.objects = objects;
        this.listing = listing;
        this.links = links;
    }

    /**
     * Direct members; without service principals, which v1.0 leaves out here and lists only when cast to their type.
     */
    public Answer members(GraphRequest request, Optional<ObjectType> cast) {
        int group = visibleGroup(request);
        int[] members = request.directory().linked(Link.MEMBERS, group);
        Directory directory = request.directory();
        return list(request, members, cast, slot -> {
            DirectoryObject member = directory.object(slot);
            return member != null && (cast.isPresent() || member.type() != ObjectType.SERVICE_PRINCIPAL);
        });
    }

    /** Members and members of members, each once. */
    public Answer transitiveMembers(GraphRequest request, Optional<ObjectType> cast) {
        int group = visibleGroup(request);
        return list(request, closure(request.directory(), group), cast, slot -> true);
    }

    /** The groups of which it is a direct member. */
    public Answer memberOf(GraphRequest request, Optional<ObjectType> cast) {
        return list(request, groupsOf(request.directory(), objects.slot(request)), cast, slot -> true);
    }

    /** One group of which it is a direct member; not found otherwise. */
    public Answer oneMemberOf(GraphRequest request) {
        request.query().allowOnly("select");
        Directory directory = request.directory();
        String id = ObjectIds.requireGuid(request.ids().get(1));
        int group = directory.slot(id);
        if (Arrays.stream(groupsOf(directory, objects.slot(request))).noneMatch(slot -> slot == group)) {
            throw GraphException.notFound(id);
        }
        Selection selection = Selection.ofAnyType(request.query().select(), false, request.access());
        return one(request, group, selection);
    }

    /** Groups, applications and service principals that it owns. */
    public Answer ownedObjects(GraphRequest request, Optional<ObjectType> cast) {
        Directory directory = request.directory();
        int owner = objects.slot(request);
        int[] owned = Stream.of(ObjectType.GROUP, ObjectType.APPLICATION, ObjectType.SERVICE_PRINCIPAL)
                .flatMapToInt(type -> Arrays.stream(directory.slots(type)))
                .filter(each ->
                        Arrays.stream(directory.linked(Link.OWNERS, each)).anyMatch(slot -> slot == owner))
                .toArray();
        return list(request, owned, cast, slot -> true);
    }

    /** Looked for in every group: nobody keeps a list. */
    private static int[] groupsOf(Directory directory, int member) {
        return Arrays.stream(directory.slots(ObjectType.GROUP))
                .filter(group ->
                        Arrays.stream(directory.linked(Link.MEMBERS, group)).anyMatch(slot -> slot == member))
                .toArray();
    }

    /** Who owns it. */
    public Answer owners(GraphRequest request, Optional<ObjectType> cast) {
        int group = objects.slot(request);
        return list(request, request.directory().linked(Link.OWNERS, group), cast, slot -> true);
    }

    /** What hangs on an object and is of one type only. */
    public Answer attached(GraphRequest request, Link link, ObjectType type) {
        return attached(request, request.directory().linked(link, objects.slot(request)), type);
    }

    /**
     * The app roles of a user, behind those of the groups that the user is a direct member of: Graph tells both, and
     * nothing of the order. Source: "List appRoleAssignments granted to a user" of the reference.
     */
    public Answer assignmentsOfUser(GraphRequest request) {
        Directory directory = request.directory();
        int user = objects.slot(request);
        int[] slots = IntStream.concat(IntStream.of(groupsOf(directory, user)), IntStream.of(user))
                .flatMap(holder -> IntStream.of(directory.linked(Link.ASSIGNMENTS, holder)))
                .toArray();
        return attached(request, slots, ObjectType.APP_ROLE_ASSIGNMENT);
    }

    private Answer attached(GraphRequest request, int[] slots, ObjectType type) {
        request.query().allowOnly("select", "top", "skiptoken");
        Directory directory = request.directory();
        Selection selection = Selection.of(type, request.query().select(), true, request.access());
        ByteArrayOutputStream values = new ByteArrayOutputStream(1 << 12);
        ObjectWriter writer = new ObjectWriter(directory, request.access(), values);
        Listing.Source source =
                new Listing.Source(type.graphName() + "s", slots, each -> directory.object(each) != null, false);
        return listing.page(request, source, values, each -> writer.write(each, selection, false));
    }

    /** The manager; not found where there is none. */
    public Answer manager(GraphRequest request) {
        request.query().allowOnly("select");
        Selection selection = Selection.ofAnyType(request.query().select(), false, request.access());
        int manager = request.directory().manager(objects.slot(request));
        DirectoryObject object = request.directory().object(manager);
        if (object == null) {
            throw GraphException.notFound("manager");
        }
        return one(request, manager, selection);
    }

    private Answer one(GraphRequest request, int slot, Selection selection) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        new ObjectWriter(request.directory(), request.access(), body).write(slot, selection, true);
        String context = "{\"@odata.context\":\"" + links.context("directoryObjects/$entity") + "\",";
        String text = body.toString(StandardCharsets.UTF_8);
        return Answer.json(200, (context + text.substring(1)).getBytes(StandardCharsets.UTF_8));
    }

    private int visibleGroup(GraphRequest request) {
        int group = objects.slot(request);
        DirectoryObject object = request.directory().object(group);
        if (object != null && !request.access().seesMembers(object)) {
            throw GraphException.denied();
        }
        return group;
    }

    private Answer list(GraphRequest request, int[] slots, Optional<ObjectType> cast, IntPredicate wanted) {
        request.query().allowOnly("select", "top", "count", "skiptoken");
        Directory directory = request.directory();
        Selection selection = cast.map(
                        type -> Selection.of(type, request.query().select(), true, request.access()))
                .orElseGet(() -> Selection.ofAnyType(request.query().select(), true, request.access()));
        ByteArrayOutputStream values = new ByteArrayOutputStream(1 << 14);
        ObjectWriter writer = new ObjectWriter(directory, request.access(), values);
        IntPredicate listed = wanted.and(slot -> {
            DirectoryObject object = directory.object(slot);
            return object != null && (cast.isEmpty() || object.type() == cast.get());
        });
        String context = cast.map(type -> type.graphName() + "s").orElse("directoryObjects");
        Listing.Source source = new Listing.Source(context, slots, listed, false);
        return listing.page(request, source, values, slot -> writer.write(slot, selection, cast.isEmpty()));
    }

    private static int[] closure(Directory directory, int group) {
        BitSet seen = new BitSet();
        int[] found = new int[16];
        int size = 0;
        int next = -1;
        for (int from = group; from >= 0; from = next < size ? found[next] : -1) {
            for (int member : directory.linked(Link.MEMBERS, from)) {
                if (member != group && !seen.get(member)) {
                    seen.set(member);
                    if (size == found.length) {
                        found = Arrays.copyOf(found, size * 2);
                    }
                    found[size++] = member;
                }
            }
            next++;
        }
        return Arrays.copyOf(found, size);
    }
}
