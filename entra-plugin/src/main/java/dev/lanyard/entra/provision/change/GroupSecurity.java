package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What decides whether a group can be given something.
 *
 * @param name its display name, or its id
 * @param securityEnabled whether it can be given access at all
 * @param roleAssignable whether it can hold directory roles
 */
public record GroupSecurity(String name, boolean securityEnabled, boolean roleAssignable) {

    private static final PageReader READER = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "displayName")
                    .add(ValueReaders.FLAG, "securityEnabled", "isAssignableToRole")
                    .build(),
            Set.of());

    /**
     * Reads the groups among principals, past the cache.
     *
     * @param door reads
     * @param principals of any type
     * @return the facts by id, without groups that are not there
     */
    public static Map<String, GroupSecurity> read(GraphDoor door, Collection<ResourceId> principals) {
        List<String> groups = principals.stream()
                .filter(principal -> principal.type().equals(EntraTypes.GROUP))
                .map(ResourceId::id)
                .distinct()
                .toList();
        List<BatchReply> replies = door.batch(groups.stream()
                .map(id -> door.requests()
                        .get(GraphPath.of("/groups/{}?$select=id,displayName,securityEnabled,isAssignableToRole", id)))
                .toList());
        Map<String, GroupSecurity> facts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).status() != 404) {
                facts.put(groups.get(i), Facts.one(READER, replies.get(i).bodyOrThrow(), GroupSecurity::of));
            }
        }
        return facts;
    }

    private static GroupSecurity of(Row row) {
        return new GroupSecurity(
                row.text("displayName").isBlank() ? row.text("id") : row.text("displayName"),
                row.flag("securityEnabled", false),
                row.flag("isAssignableToRole", false));
    }
}
