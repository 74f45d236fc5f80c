package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be known of a group before it is changed.
 *
 * @param id its id
 * @param name its display name, or its id
 * @param kind its kind
 * @param roleAssignable whether it can hold directory roles
 * @param memberRefusal why Graph changes none of its members
 * @param ownerRefusal why Graph changes none of its owners, nor the group itself
 * @param attributes those of its properties that can be changed
 */
record GroupFacts(
        String id,
        String name,
        GroupKind kind,
        boolean roleAssignable,
        Optional<Refusal> memberRefusal,
        Optional<Refusal> ownerRefusal,
        Attributes attributes) {

    private static final List<String> CHANGEABLE =
            GroupSchema.UPDATE.fields().stream().map(ConfigField::name).toList();

    private static final String SELECTED = String.join(",", CHANGEABLE)
            + ",id,groupTypes,mailEnabled,securityEnabled,onPremisesSyncEnabled,isAssignableToRole";

    private static final PageReader READER = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id")
                    .add(ValueReaders.TEXT, CHANGEABLE.toArray(String[]::new))
                    .add(ValueReaders.TEXTS, "groupTypes")
                    .add(ValueReaders.FLAG, "mailEnabled", "securityEnabled", "onPremisesSyncEnabled")
                    .add(ValueReaders.FLAG, "isAssignableToRole")
                    .build(),
            Set.of());

    private static final Set<String> OTHERS =
            Set.of("id", "groupTypes", "mailEnabled", "securityEnabled", "onPremisesSyncEnabled", "isAssignableToRole");

    /**
     * Reads groups, none of them from the cache.
     *
     * @param door reads
     * @param ids which groups
     * @return the facts by id, without groups that are not there
     */
    static Map<String, GroupFacts> read(GraphDoor door, Collection<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        List<BatchReply> replies =
                door.batch(distinct.stream().map(id -> request(door, id)).toList());
        Map<String, GroupFacts> facts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            BatchReply reply = replies.get(i);
            if (reply.status() != 404) {
                facts.put(distinct.get(i), of(reply.bodyOrThrow()));
            }
        }
        return facts;
    }

    /** What a group that is yet to be made will be like. */
    static GroupFacts of(AskedGroup asked) {
        return new GroupFacts(
                GraphPath.NEW_ID,
                asked.name(),
                asked.kind(),
                asked.roleAssignable(),
                Optional.empty(),
                Optional.empty(),
                Attributes.NONE);
    }

    /** Why Graph does not change this link, or empty. */
    Optional<Refusal> refusal(GroupLink link) {
        return link.ofOwner() ? ownerRefusal : memberRefusal;
    }

    /** Whether this link is for Exchange to change. */
    boolean isKeptByExchange(GroupLink link) {
        return refusal(link)
                .map(Refusal::code)
                .filter(GroupKind.EXCHANGE_MANAGED_CODE::equals)
                .isPresent();
    }

    /** Whether a group of this kind takes such a principal; source: "Add members" and "Add owners" of the reference. */
    boolean takes(String type, boolean asOwner) {
        if (asOwner) {
            return EntraTypes.OWNER_TYPES.contains(type);
        }
        return roleAssignable
                ? type.equals(EntraTypes.USER) || type.equals(EntraTypes.SERVICE_PRINCIPAL)
                : kind.memberTypes().contains(type);
    }

    /** Whether it can belong to another group. */
    boolean canBelong() {
        return kind != GroupKind.MICROSOFT_365;
    }

    static RequestInformation request(GraphDoor door, String id) {
        return door.requests().get(GraphPath.of("/groups/{}?$select=", id) + SELECTED);
    }

    static GroupFacts of(byte[] body) {
        return Facts.one(READER, body, row -> {
            GroupKind kind = GroupKind.of(row);
            String id = row.text("id");
            return new GroupFacts(
                    id,
                    row.text("displayName").isBlank() ? id : row.text("displayName"),
                    kind,
                    row.flag("isAssignableToRole", false),
                    kind.memberRefusal(row),
                    kind.ownerRefusal(row),
                    row.attributes(OTHERS).build());
        });
    }
}
