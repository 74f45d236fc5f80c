package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings back what was deleted, or deletes it for good. */
final class DeletedItemsWriting {

    private DeletedItemsWriting() {}

    static Answer restore(WriteCall call) {
        DirectoryObject deleted = deleted(call);
        if (deleted.type() == ObjectType.USER) {
            Map<String, @Nullable JsonNode> names = new HashMap<>();
            for (String name : new String[] {"userPrincipalName", "mailNickname"}) {
                String text = deleted.text(name);
                names.put(name, text == null ? null : TextNode.valueOf(text));
            }
            UserRules.requireUnique(names, call.truth(), deleted.id());
        }
        call.tenant().restore(deleted.id());
        return call.object(200, "directoryObjects", deleted.id());
    }

    static Answer purge(WriteCall call) {
        call.tenant().purge(deleted(call).id());
        return WriteCall.done();
    }

    private static DirectoryObject deleted(WriteCall call) {
        DirectoryObject deleted = call.tenant().deletedItems(call.truth()).stream()
                .filter(object -> object.id().equalsIgnoreCase(call.id()))
                .findFirst()
                .orElseThrow(() -> GraphException.notFound(call.id()));
        call.require(WritePermissions.toDelete(deleted.type()));
        return deleted;
    }
}
