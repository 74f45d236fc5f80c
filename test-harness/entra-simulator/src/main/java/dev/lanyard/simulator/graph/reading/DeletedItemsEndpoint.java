package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What was deleted and can still be restored; only ever of one type, so that a cast is needed. */
public final class DeletedItemsEndpoint {

    private final Supplier<Tenant> tenant;
    private final Listing listing;
    private final Links links;

    /** Of the tenant in use, served in these pages. */
    public DeletedItemsEndpoint(Supplier<Tenant> tenant, Listing listing, Links links) {
        this.tenant = tenant;
        this.listing = listing;
        this.links = links;
    }

    /** Those of one type. */
    public Answer list(GraphRequest request, ObjectType type) {
        request.query().allowOnly("select", "top", "skiptoken");
        Selection selection = Selection.of(type, request.query().select(), true, request.access());
        List<DirectoryObject> deleted = tenant.get().deletedItems(request.directory()).stream()
                .filter(object -> object.type() == type)
                .toList();
        ByteArrayOutputStream values = new ByteArrayOutputStream(1 << 12);
        ObjectWriter writer = new ObjectWriter(request.directory(), request.access(), values);
        Listing.Source source = new Listing.Source(
                "directoryObjects", IntStream.range(0, deleted.size()).toArray(), slot -> true, false);
        return listing.page(request, source, values, index -> {
            writer.open(deleted.get(index), selection, false);
            writer.close();
        });
    }

    /** One of this type, by its id. */
    public Answer one(GraphRequest request, ObjectType type) {
        request.query().allowOnly("select");
        Selection selection = Selection.of(type, request.query().select(), false, request.access());
        DirectoryObject deleted = tenant.get().deletedItems(request.directory()).stream()
                .filter(object -> object.type() == type && object.id().equalsIgnoreCase(request.id()))
                .findFirst()
                .orElseThrow(() -> GraphException.notFound(request.id()));
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        ObjectWriter writer = new ObjectWriter(request.directory(), request.access(), body);
        writer.open(deleted, selection, true);
        writer.close();
        String context = "{\"@odata.context\":\"" + links.context("directoryObjects/$entity") + "\",";
        String text = body.toString(StandardCharsets.UTF_8);
        return Answer.json(200, (context + text.substring(1)).getBytes(StandardCharsets.UTF_8));
    }
}
