package dev.lanyard.simulator.graph.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.ObjectIds;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Objects of any type by id, and the organization itself. */
public final class DirectoryObjectsEndpoint {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_IDS = 1000;

    private final Listing listing;
    private final Links links;

    /** Served in these pages. */
    public DirectoryObjectsEndpoint(Listing listing, Links links) {
        this.listing = listing;
        this.links = links;
    }

    /** The object of this id, of whatever type it is. */
    public Answer one(GraphRequest request) {
        request.query().allowOnly("select");
        Selection selection = Selection.ofAnyType(request.query().select(), false, request.access());
        int slot = request.directory().slot(ObjectIds.requireGuid(request.id()));
        DirectoryObject object = request.directory().object(slot);
        if (object == null || !object.type().isDirectoryObject()) {
            throw GraphException.notFound(request.id());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        new ObjectWriter(request.directory(), request.access(), body).write(slot, selection, true);
        String context = "{\"@odata.context\":\"" + links.context("directoryObjects/$entity") + "\",";
        String text = body.toString(StandardCharsets.UTF_8);
        return Answer.json(200, (context + text.substring(1)).getBytes(StandardCharsets.UTF_8));
    }

    /** The objects that exist among those asked for; missing ones are left out without a word. */
    public Answer byIds(GraphRequest request) {
        request.query().allowOnly("select");
        Selection selection = Selection.ofAnyType(request.query().select(), true, request.access());
        JsonNode body = body(request);
        Set<ObjectType> types = types(body.path("types"));
        Set<String> ids = new LinkedHashSet<>();
        body.path("ids").forEach(id -> ids.add(ObjectIds.requireGuid(id.asText())));
        if (ids.isEmpty() || ids.size() > MOST_IDS) {
            throw GraphException.badRequest("Invalid value specified for property 'ids' of resource 'DirectoryObject':"
                    + " between 1 and 1000 ids are expected.");
        }
        int[] slots = ids.stream().mapToInt(request.directory()::slot).toArray();
        ByteArrayOutputStream values = new ByteArrayOutputStream(1 << 14);
        ObjectWriter writer = new ObjectWriter(request.directory(), request.access(), values);
        boolean first = true;
        for (int slot : slots) {
            DirectoryObject object = request.directory().object(slot);
            if (object != null && object.type().isDirectoryObject() && types.contains(object.type())) {
                writer.text(first ? "" : ",");
                writer.write(slot, selection, true);
                first = false;
            }
        }
        String head = "{\"@odata.context\":\"" + links.context("directoryObjects") + "\",\"value\":[";
        return Answer.json(200, Listing.assemble(head, values, "]}"));
    }

    /** The one organization, as a list. */
    public Answer organization(GraphRequest request) {
        request.query().allowOnly("select", "skiptoken");
        ObjectType type = ObjectType.ORGANIZATION;
        Selection selection = Selection.of(type, request.query().select(), true, request.access());
        ByteArrayOutputStream values = new ByteArrayOutputStream(2048);
        ObjectWriter writer = new ObjectWriter(request.directory(), request.access(), values);
        Listing.Source source =
                new Listing.Source("organization", request.directory().slots(type), slot -> true, false);
        return listing.page(request, source, values, slot -> writer.write(slot, selection, false));
    }

    private static Set<ObjectType> types(JsonNode names) {
        if (names.isMissingNode() || names.isEmpty()) {
            return EnumSet.allOf(ObjectType.class);
        }
        Set<ObjectType> types = EnumSet.noneOf(ObjectType.class);
        for (JsonNode name : names) {
            if (name.asText().equalsIgnoreCase("directoryObject")) {
                return EnumSet.allOf(ObjectType.class);
            }
            types.add(ObjectType.named(name.asText())
                    .orElseThrow(() -> GraphException.badRequest(
                            "Invalid value '" + name.asText() + "' specified for property 'types'.")));
        }
        return types;
    }

    private static JsonNode body(GraphRequest request) {
        try {
            return JSON.readTree(request.call().body());
        } catch (IOException malformed) {
            throw GraphException.unknown("Unable to read JSON request payload. Please ensure Content-Type header is set"
                    + " and payload is of valid JSON format.");
        }
    }
}
