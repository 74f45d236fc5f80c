package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.ObjectIds;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.odata.Filter;
import dev.lanyard.simulator.odata.FilterReader;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Objects of a type as a collection: list, count, one. */
public final class ObjectsEndpoint {

    /** Further keys by which one object can be read, where its type has such a property. */
    private static final List<String> ALTERNATE_KEYS = List.of("appId", "uniqueName");

    private final ObjectType type;
    private final String collection;
    private final Listing listing;
    private final Links links;

    /** Objects of this type, under this name in addresses. */
    public ObjectsEndpoint(ObjectType type, String collection, Listing listing, Links links) {
        this.type = type;
        this.collection = collection;
        this.listing = listing;
        this.links = links;
    }

    /** A page of them. */
    public Answer list(GraphRequest request) {
        request.query().allowOnly("select", "expand", "filter", "top", "count", "orderby", "skiptoken");
        Selection selection = Selection.of(type, request.query().select(), true, request.access());
        Optional<ExpandedLink> expanded = ExpandedLink.of(request, type);
        Optional<Filter> filter = filter(request);
        Directory directory = request.directory();
        int[] slots = ordered(request, candidates(directory, filter), filter.isPresent());
        ByteArrayOutputStream values = new ByteArrayOutputStream(1 << 16);
        ObjectWriter writer = new ObjectWriter(directory, request.access(), values);
        Listing.Source source =
                new Listing.Source(context(request), slots, exists(directory, filter), filter.isPresent());
        return listing.page(request, source, values, slot -> write(writer, directory, slot, selection, expanded));
    }

    /** How many there are, as text. */
    public Answer count(GraphRequest request) {
        request.query().allowOnly("filter");
        if (!request.eventual()) {
            throw GraphException.badRequest("$count is not currently supported.");
        }
        Optional<Filter> filter = request.query().get("filter").map(text -> FilterReader.read(type, text));
        long count = IntStream.of(request.directory().slots(type))
                .filter(exists(request.directory(), filter))
                .count();
        byte[] text = String.valueOf(count).getBytes(StandardCharsets.US_ASCII);
        return Answer.of(200, "text/plain", text);
    }

    /** The one that the call names. */
    public Answer one(GraphRequest request) {
        request.query().allowOnly("select", "expand", "count");
        Selection selection = Selection.of(type, request.query().select(), false, request.access());
        Optional<ExpandedLink> expanded = ExpandedLink.of(request, type);
        int slot = slot(request);
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        ObjectWriter writer = new ObjectWriter(request.directory(), request.access(), body);
        write(writer, request.directory(), slot, selection, expanded);
        String head = "{\"@odata.context\":\"" + links.context(context(request) + "/$entity") + "\",";
        byte[] object = body.toByteArray();
        ByteArrayOutputStream rest = new ByteArrayOutputStream(object.length);
        rest.write(object, 1, object.length - 1);
        return Answer.json(200, Listing.assemble(head, rest, ""));
    }

    /** The slot of the object that the call names. */
    public int slot(GraphRequest request) {
        String id = request.id();
        int slot;
        Optional<String> key = ALTERNATE_KEYS.stream()
                .filter(name -> id.startsWith(name + "=") && type.properties().find(name) != null)
                .findFirst();
        if (type == ObjectType.USER) {
            slot = request.directory().userSlot(id);
        } else if (key.isPresent()) {
            slot = slotByKey(
                    request.directory(), key.get(), id.substring(key.get().length() + 1));
        } else {
            slot = request.directory().slot(ObjectIds.requireGuid(id));
        }
        DirectoryObject object = request.directory().object(slot);
        if (object == null || object.type() != type) {
            throw GraphException.notFound(id);
        }
        return slot;
    }

    private int slotByKey(Directory directory, String key, String value) {
        return IntStream.of(directory.slots(type))
                .filter(slot -> {
                    DirectoryObject object = directory.object(slot);
                    return object != null && value.equalsIgnoreCase(object.text(key));
                })
                .findFirst()
                .orElse(-1);
    }

    private String context(GraphRequest request) {
        List<String> select = request.query().select();
        return select.isEmpty() ? collection : collection + "(" + String.join(",", select) + ")";
    }

    private static void write(
            ObjectWriter writer, Directory directory, int slot, Selection selection, Optional<ExpandedLink> expanded) {
        DirectoryObject object = directory.object(slot);
        if (object != null) {
            writer.open(object, selection, false);
            expanded.ifPresent(link -> link.write(writer, directory, slot));
            writer.close();
        }
    }

    private static IntPredicate exists(Directory directory, Optional<Filter> filter) {
        return slot -> {
            DirectoryObject object = directory.object(slot);
            return object != null && (filter.isEmpty() || filter.get().test(object));
        };
    }

    private Optional<Filter> filter(GraphRequest request) {
        Optional<Filter> filter = request.query().get("filter").map(text -> FilterReader.read(type, text));
        if (filter.isPresent() && filter.get().advanced() && !request.advanced()) {
            throw GraphException.unsupportedQuery("The filter needs an advanced query: the header"
                    + " 'ConsistencyLevel: eventual' and $count=true.");
        }
        return filter;
    }

    /** Ids are looked up; for any other filter the objects are looked through. */
    private int[] candidates(Directory directory, Optional<Filter> filter) {
        if (filter.isPresent() && filter.get() instanceof Filter.IdIn named) {
            return named.ids().stream()
                    .mapToInt(directory::slot)
                    .filter(slot -> isOfType(directory.object(slot)))
                    .distinct()
                    .sorted()
                    .toArray();
        }
        return directory.slots(type);
    }

    private boolean isOfType(@Nullable DirectoryObject object) {
        return object != null && object.type() == type;
    }

    private int[] ordered(GraphRequest request, int[] slots, boolean filtered) {
        Optional<String> order = request.query().get("orderby");
        if (order.isEmpty()) {
            return slots;
        }
        if (filtered && !request.advanced()) {
            throw GraphException.unsupportedQuery("Sorting with a filter needs an advanced query.");
        }
        String[] words = order.get().strip().split("\\s+", -1);
        Property property = type.properties().find(words[0]);
        boolean descending = words.length == 2 && words[1].equalsIgnoreCase("desc");
        boolean ascending = words.length == 1 || (words.length == 2 && words[1].equalsIgnoreCase("asc"));
        if (property == null || !property.is(Property.Trait.SORT) || (!descending && !ascending)) {
            throw GraphException.unsupportedQuery("Sorting not supported for current query.");
        }
        Comparator<Integer> byText = Comparator.comparing(slot -> text(request.directory(), slot, property));
        return IntStream.of(slots)
                .boxed()
                .sorted(descending ? byText.reversed() : byText)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static String text(Directory directory, int slot, Property property) {
        DirectoryObject object = directory.object(slot);
        return object == null ? "" : object.value(property).asText().toLowerCase(Locale.ROOT);
    }
}
