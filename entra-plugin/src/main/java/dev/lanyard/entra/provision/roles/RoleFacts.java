package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be known of a directory role before it is given.
 *
 * @param name its display name, or its id
 * @param enabled whether it can be given at all
 */
record RoleFacts(String name, boolean enabled) {

    private static final PageReader READER = new PageReader(
            "role definitions",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "displayName")
                    .add(ValueReaders.FLAG, "isEnabled")
                    .build(),
            Set.of());

    /** Reads roles, past the cache; without those that are not there. */
    static Map<String, RoleFacts> read(GraphDoor door, Collection<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        List<BatchReply> replies = door.batch(distinct.stream()
                .map(id -> door.requests()
                        .get(GraphPath.of(
                                "/roleManagement/directory/roleDefinitions/{}?$select=id,displayName,isEnabled", id)))
                .toList());
        Map<String, RoleFacts> facts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            String id = distinct.get(i);
            if (replies.get(i).status() != 404) {
                facts.put(
                        id,
                        Facts.one(
                                READER,
                                replies.get(i).bodyOrThrow(),
                                row -> new RoleFacts(
                                        row.text("displayName").isBlank() ? id : row.text("displayName"),
                                        row.flag("isEnabled", true))));
            }
        }
        return facts;
    }
}
